# SPDX-License-Identifier: MulanPSL-2.0
"""The shape of an exported proof: every value that must be there, of its kind and size, and nothing besides."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from fadu.kernel import digests, signatures
from fadu.kernel.errors import BadInputError
from fadu.ledger import heads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FORMAT = "fadu proof/1"
#: no number of entries and no place in a tree is greater
LARGEST = 2**53
#: no way up a tree is longer
STEPS = 64

_REMEDY = "向出具证明的机关索取原件"
_HEX = re.compile(r"[0-9a-f]+")


def read(content: bytes) -> Any:
    """What a proof's file says. BadInputError where it is no JSON, or says one thing twice.

    >>> read(b'{"format": 1, "format": 2}')
    Traceback (most recent call last):
    ...
    fadu.kernel.errors.BadInputError: 应为可读的证明文件（JSON）；实为“format 出现两次”。请向出具证明的机关索取原件。
    """
    try:
        return json.loads(content.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadInputError(expected="可读的证明文件（JSON）", got=str(error)[:80], remedy=_REMEDY) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(n for n in names if names.count(n) > 1)} 出现两次")
    return made


def _no_number(name: str) -> None:
    raise ValueError(f"{name} 不是数")


def shaped(proof: Any) -> Mapping[str, Any]:
    """A proof whose every value has its kind and size. BadInputError names the first that has not, and where."""
    given = _members(
        proof,
        "证明",
        {"format": _exactly(FORMAT), "head": _head, "chain": _list(_entry), "inclusion": _list(_way)},
    )
    return given


def _members(value: Any, where: str, wanted: Mapping[str, Callable[[Any, str], None]]) -> Mapping[str, Any]:
    if not isinstance(value, dict) or set(value) != set(wanted):
        got = "、".join(map(str, value)) if isinstance(value, dict) else type(value).__name__
        raise BadInputError(expected=f"恰有{'、'.join(wanted)}的对应表", got=got, where=where, remedy=_REMEDY)
    for name, check in wanted.items():
        check(value[name], f"{where}.{name}")
    return value


def _refuse(expected: str, got: Any, where: str) -> None:
    raise BadInputError(expected=expected, got=str(got)[:80], where=where, remedy=_REMEDY)


def _list(check: Callable[[Any, str], None]) -> Callable[[Any, str], None]:
    def checked(value: Any, where: str) -> None:
        if not isinstance(value, list) or not value:
            _refuse("至少一项的列表", value, where)
        for place, item in enumerate(value, start=1):
            check(item, f"{where}第{place}项")

    return checked


def _exactly(word: str) -> Callable[[Any, str], None]:
    def checked(value: Any, where: str) -> None:
        if value != word:
            _refuse(f"“{word}”", value, where)

    return checked


def _text(value: Any, where: str) -> None:
    if not isinstance(value, str) or "\0" in value or not _encodable(value):
        _refuse("文字", value, where)


def _encodable(value: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _line(value: Any, where: str) -> None:
    _text(value, where)
    if not value or not value.isprintable():
        _refuse("一行文字", value, where)


def _hex(size: int) -> Callable[[Any, str], None]:
    def checked(value: Any, where: str) -> None:
        if not isinstance(value, str) or len(value) != 2 * size or not _HEX.fullmatch(value):
            _refuse(f"{2 * size}位小写十六进制数", value, where)

    return checked


def _number(least: int) -> Callable[[Any, str], None]:
    def checked(value: Any, where: str) -> None:
        if type(value) is not int or not least <= value <= LARGEST:
            _refuse(f"{least}至{LARGEST}的整数", value, where)

    return checked


def _head(value: Any, where: str) -> None:
    _members(
        value,
        where,
        {
            "format": _exactly(heads.FORMAT),
            "origin": _line,
            "size": _number(1),
            "root": _hex(32),
            "signed_at": _line,
            "hash_algorithm": _exactly(digests.SHA256),
            "key_algorithm": _exactly(signatures.ED25519),
            "key": _hex(32),
            "signature": _hex(64),
        },
    )


def _entry(value: Any, where: str) -> None:
    _members(
        value,
        where,
        {
            "stream": _line,
            "seq": _number(1),
            "kind": _line,
            "at": _line,
            "body": _text,
            "previous": _hex(32),
            "hash": _hex(32),
        },
    )


def _way(value: Any, where: str) -> None:
    _members(value, where, {"seq": _number(1), "index": _number(0), "path": _path})


def _path(value: Any, where: str) -> None:
    if not isinstance(value, list) or len(value) > STEPS:
        _refuse(f"不超过{STEPS}项的列表", value, where)
    for place, step in enumerate(value, start=1):
        _hex(32)(step, f"{where}第{place}步")
