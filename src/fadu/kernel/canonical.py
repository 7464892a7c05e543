# SPDX-License-Identifier: MulanPSL-2.0
"""Canonical JSON: one value, one sequence of bytes, whoever writes it down.

Keys are ASCII and sorted, nothing is escaped that need not be, there are no floats. So orjson, the standard library and
RFC 8785 agree on every byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson

from fadu.kernel import digests
from fadu.kernel.errors import BadInputError

#: kinds that are written as they are; a fragment is what this module has written before, and is put in unchanged
_LEAVES = frozenset({str, int, bool, type(None), date, datetime, orjson.Fragment})
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_PASSTHROUGH_DATETIME


def canonical(value: Any) -> bytes:
    """The canonical bytes of a JSON value; dates and moments become ISO strings. BadInputError names what cannot be.

    >>> canonical({"b": 1, "a": "法度", "on": date(2022, 3, 1)})
    b'{"a":"\\xe6\\xb3\\x95\\xe5\\xba\\xa6","b":1,"on":"2022-03-01"}'
    >>> canonical({"again": orjson.Fragment(canonical({"b": 1, "a": 2}))})
    b'{"again":{"a":2,"b":1}}'
    >>> canonical(2**64)
    Traceback (most recent call last):
    ...
    fadu.kernel.errors.BadInputError: 应为64 位以内的整数和可以写出的文字；实为“Integer exceeds 64-bit range”。请改正过大的数或者残缺的文字。
    >>> canonical({"rate": 0.5})
    Traceback (most recent call last):
    ...
    fadu.kernel.errors.BadInputError: rate：应为没有小数的值；实为“0.5”。请改用整数（分、基点）或文字。
    """
    if not _plainly(value):
        problem = next(_problems(value, ""), None)
        if problem is not None:
            raise problem
    try:
        return orjson.dumps(value, default=_plain, option=_OPTIONS)
    except TypeError as error:
        raise BadInputError(
            expected="64 位以内的整数和可以写出的文字", got=str(error), remedy="改正过大的数或者残缺的文字"
        ) from None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, str):
        return str.__str__(value)
    raise BadInputError(
        expected="文字、整数、真假、空、列表或对应表",
        got=f"{type(value).__name__} {value!r}",
        remedy="换成这些之一",
    )


def _plainly(value: Any) -> bool:
    """Whether a value is made of plain JSON kinds alone; a quick check: only a value that fails it is walked again to find the path of what is wrong."""
    kind = type(value)
    if kind is dict:
        for key, inner in value.items():
            if type(key) is not str or not key.isascii():
                return False
            if type(inner) not in _LEAVES and not _plainly(inner):
                return False
        return True
    if kind is list or kind is tuple:
        for inner in value:  # noqa: SIM110  a generator here doubles the cost of every act
            if type(inner) not in _LEAVES and not _plainly(inner):
                return False
        return True
    return kind in _LEAVES


def _problems(value: Any, path: str) -> Any:
    """The first thing in a value that has no canonical form."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return
    if kind is float:
        yield BadInputError(
            expected="没有小数的值", got=value, where=path, remedy="改用整数（分、基点）或文字"
        )
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not (isinstance(key, str) and key.isascii()):
                yield BadInputError(expected="只含 ASCII 字符的键", got=key, where=path, remedy="改正键名")
            yield from _problems(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _problems(inner, f"{path}[{place}]")
    elif not isinstance(value, str | int | date | orjson.Fragment):
        yield BadInputError(
            expected="文字、整数、真假、空、列表或对应表",
            got=type(value).__name__,
            where=path,
            remedy="换成这些之一",
        )


def digest(value: Any) -> str:
    """The digest of the canonical bytes, written down.

    >>> digest({"a": 1})[:12]
    '015abd7f5cc5'
    """
    return digests.of(canonical(value))
