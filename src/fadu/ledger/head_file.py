# SPDX-License-Identifier: MulanPSL-2.0
"""Reading heads kept elsewhere: signed notes with an empty line between them, or JSON. What is no head is told by its line."""

from __future__ import annotations

import binascii
import json
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.kernel.errors import BadInputError
from fadu.ledger.heads import Head, from_json, misshapen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Lines that are no head: at which line they begin, and why."""

    line: int
    why: str


def from_note(text: str, lines: list[str]) -> Head:
    """A head from the text of a note and the lines of its signatures; other witnesses' lines are passed over. Raises BadInputError."""
    rows = text.split("\n")
    if len(rows) != 7 or rows[-1] or not rows[0]:
        raise misshapen("文本", "六行：名称、大小、根、time、hash、key", rows[0])
    words = [row.split(" ") for row in rows[3:6]]
    if [(word[0], len(word)) for word in words] != [("time", 2), ("hash", 2), ("key", 3)]:
        raise misshapen("文本", "time、hash、key 三行", rows[3])
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", rows[1]):
        raise misshapen("size", "0以上的整数", rows[1])
    fields = {
        "origin": rows[0],
        "size": int(rows[1]),
        "root": _hex(rows[2], "root"),
        "signed_at": words[0][1],
        "hash_algorithm": words[1][1],
        "key_algorithm": words[2][1],
        "key": _hex(words[2][2], "key"),
        "signature": "00",
    }
    unsigned = from_json(fields)
    for line in lines:
        match = _SIGNATURE.fullmatch(line)
        if match is None:
            raise misshapen("签名行", "“— 名称 签名”", line)
        signed = bytes.fromhex(_hex(match["signature"], "签名行"))
        if match["name"] == unsigned.origin and signed[:4] == unsigned.key_id and signed[4:]:
            return from_json({**fields, "signature": signed[4:].hex()})
    raise misshapen("签名行", "本账本的签名", "没有")


def _hex(text: str, where: str) -> str:
    """Base64 in its one right spelling, as hex."""
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data or b64encode(data).decode() != text:
        raise misshapen(where, "base64", text)
    return data.hex()


def read(lines: Iterable[str]) -> Iterator[Head | Unreadable]:
    """Every head of a file, line by line: notes with an empty line between them, and lines of JSON."""
    waiting: tuple[int, list[str]] | None = None
    for number, rows in _blocks(lines):
        is_signed = rows[0].startswith("— ")
        if waiting is not None:
            yield _note(*waiting, rows if is_signed else [])
            waiting = None
        elif is_signed:
            yield Unreadable(line=number, why=_TORN)
        if rows[0].startswith("{"):
            yield from (_line(place, row) for place, row in enumerate(rows, start=number))
        elif not is_signed:
            waiting = (number, rows)
    if waiting is not None:
        yield _note(*waiting, [])


_TORN = "没有完整的文本和签名行"


def _note(number: int, rows: list[str], signed: list[str]) -> Head | Unreadable:
    if not signed:
        return Unreadable(line=number, why=_TORN)
    try:
        return from_note("\n".join(rows) + "\n", signed)
    except BadInputError as error:
        return Unreadable(line=number, why=error.message)


def read_whole(text: str) -> list[Head | Unreadable]:
    """Every head of a text; it may also be one document of JSON over many lines."""
    if text.lstrip().startswith("{") and isinstance(one := _line(1, text), Head):
        return [one]
    return list(read(text.split("\n")))


def _line(number: int, row: str) -> Head | Unreadable:
    try:
        return from_json(json.loads(row))
    except BadInputError as error:
        return Unreadable(line=number, why=error.message)
    except (ValueError, RecursionError):
        return Unreadable(line=number, why="不是一行 JSON")


def _blocks(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines that stand together, and the number of the first."""
    rows: list[str] = []
    number = 0
    for number, line in enumerate(lines, start=1):
        row = line.rstrip("\n")
        if row:
            rows.append(row)
        elif rows:
            yield number - len(rows), rows
            rows = []
    if rows:
        yield number - len(rows) + 1, rows
