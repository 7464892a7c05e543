# SPDX-License-Identifier: MulanPSL-2.0
"""What an entry says, told apart: values of the secondary file and sealed ones leave the body for their own part, and come back.

A closed part is a list of ``[path, value]``; the path names the keys and places from the body inwards. What is left in the
main part does not show that anything is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from fadu.kernel.canonical import canonical
from fadu.ledger.rules import MAIN, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

#: the keys and places from a body inwards
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is to be entered: its kind, its body, its moment, and which values of the body lie in which closed part."""

    kind: str
    body: Mapping[str, Any]
    at: datetime
    closed: Mapping[Path, str] = field(default_factory=dict)


def texts_of(kind: str, moment: str, body: Mapping[str, Any], closed: Mapping[Path, str]) -> dict[str, str]:
    """The canonical text of each part; empty for a part that holds nothing.

    >>> texts_of("act", "2022-03-01T09:00:00+08:00", {"fine": 100, "who": "甲"}, {("who",): "sealed"})["sealed"]
    '[[["who"],"甲"]]'
    """
    taken: dict[str, list[tuple[Path, Any]]] = {part: [] for part in PARTS}
    left = body
    for path in sorted(closed, key=_inside_out, reverse=True):
        left, value = _without(left, path)
        taken[closed[path]].append((path, value))
    texts = {part: canonical(items[::-1]).decode() if items else "" for part, items in taken.items()}
    texts[MAIN] = canonical({"at": moment, "body": left, "kind": kind}).decode()
    return texts


def _inside_out(path: Path) -> tuple[tuple[bool, Any], ...]:
    return tuple((isinstance(step, str), step) for step in path)


def _without(body: Any, path: Path) -> tuple[Any, Any]:
    """A copy of a body without the value at a path, and that value."""
    key, *rest = path
    copy = list(body) if isinstance(body, list | tuple) else dict(body)
    if rest:
        copy[key], value = _without(copy[key], tuple(rest))  # type: ignore[index]
    else:
        value = copy.pop(key)  # type: ignore[arg-type,call-overload]
    return copy, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an entry says: kind, moment, and the body with the values of every open part in their places.

    ``whole`` is false where a part was emptied: what it held is missing from the body. ``gone`` says where that stood, as far as
    the order to empty it names it.
    """

    kind: str
    at: str
    body: Mapping[str, Any]
    whole: bool = True
    gone: tuple[Path, ...] = ()


def without(body: Any, paths: Iterable[Path]) -> Any:
    """A copy of a body without what stands at these paths. Raises LookupError, TypeError, ValueError where nothing stands there.

    >>> without({"fine": 100, "who": ["甲", "乙"]}, [("who", 0)])
    {'fine': 100, 'who': ['乙']}
    """
    left = body
    for path in sorted(paths, key=_inside_out, reverse=True):
        left, _ = _without(left, path)
    return left


def paths_in(text: str) -> list[Path]:
    """Where the values of a closed part stood in the body."""
    return [tuple(path) for path, _ in orjson.loads(text)] if text else []


def said(main: str, *closed: str, whole: bool = True, gone: tuple[Path, ...] = ()) -> Said:
    """What parts say together; one that is empty or kept closed is left out. Raises ValueError for what this program has not written.

    >>> said('{"at":"2022-03-01T09:00:00+08:00","body":{"fine":100},"kind":"act"}', '[[["who"],"甲"]]').body
    {'fine': 100, 'who': '甲'}
    """
    content = orjson.loads(main)
    if not (
        isinstance(content, dict) and _is_said(content.get("kind"), content.get("at"), content.get("body"))
    ):
        raise ValueError(f"不是账目的正文：{main[:60]}")
    items: list[tuple[Path, Any]] = [
        (tuple(path), value) for text in closed if text for path, value in orjson.loads(text)
    ]
    for path, value in sorted(items, key=lambda item: _inside_out(item[0])):
        _put(content["body"], path, value)
    return Said(kind=content["kind"], at=content["at"], body=content["body"], whole=whole, gone=gone)


def _is_said(kind: Any, at: Any, body: Any) -> bool:
    return isinstance(kind, str) and isinstance(at, str) and isinstance(body, dict)


def _put(body: Any, path: Path, value: Any) -> None:
    *way, key = path
    for step in way:
        body = body[step]
    if not isinstance(body, list):
        body[key] = value
    elif isinstance(key, int) and 0 <= key <= len(body):
        body.insert(key, value)
    else:
        raise ValueError(f"没有这一位置：{path}")
