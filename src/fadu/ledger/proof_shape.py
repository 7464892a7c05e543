# SPDX-License-Identifier: MulanPSL-2.0
"""The shape of an exported proof: every value that must be there, of its kind and size, and nothing besides."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel import signatures
from fadu.kernel.errors import BadInputError
from fadu.ledger import heads
from fadu.ledger.rules import ALGORITHM, MAIN, PARTS, SALT
from fadu.ledger.rules import FORMAT as ENTRY_FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Check = Callable[[Any, str], None]

FORMAT = "fadu proof/2"
#: proofs made before, whose entries show everything or nothing
EARLIER = "fadu proof/1"
#: no number of entries and no place in a tree is greater
LARGEST = 2**53
#: no way up a tree is longer
STEPS = 64

_REMEDY = "向出具证明的机关索取原件"
_HEX = re.compile(r"[0-9a-f]+")


class EarlierFormatError(BadInputError):
    """A proof of format 1."""

    code = "earlier_format"

    def __init__(self) -> None:
        super().__init__(
            expected=f"“{FORMAT}”",
            got=EARLIER,
            where="证明的格式",
            remedy="重新出具：这份证明在格式二之前作出，不作判断",
        )


def read(content: bytes) -> Any:
    """What a proof's file says. BadInputError where it is no JSON, or not written as a proof is: to the byte.

    >>> read(b'{"format": 1}')
    Traceback (most recent call last):
    ...
    fadu.kernel.errors.BadInputError: 证明文件：应为出具时的原文；实为“逐字节不同的文件”。请向出具证明的机关索取原件。
    """
    try:
        proof = json.loads(content.decode(), parse_constant=_no_number)
        again = json.dumps(proof, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        same = f"{again}\n".encode() == content
    except (ValueError, TypeError, RecursionError) as error:
        raise BadInputError(expected="可读的证明文件（JSON）", got=str(error)[:80], remedy=_REMEDY) from None
    if isinstance(proof, dict) and proof.get("format") == EARLIER:
        raise EarlierFormatError
    if not same:
        _refuse("出具时的原文", "逐字节不同的文件", "证明文件")
    return proof


def _no_number(name: str) -> None:
    raise ValueError(f"{name} 不是数")


def shaped(proof: Any) -> Mapping[str, Any]:
    """A proof whose every value has its kind and size. BadInputError names the first that has not, and where."""
    if isinstance(proof, dict) and proof.get("format") == EARLIER:
        raise EarlierFormatError
    wanted = {"format": _just(FORMAT), "stream": _line, "head": _head, "entries": _list(_entry)}
    return _members(proof, "证明", wanted)


def _head(value: Any, where: str) -> None:
    wanted: dict[str, Check] = {
        "format": _just(heads.FORMAT),
        "origin": _line,
        "size": _number(1),
        "root": _hex(32),
        "signed_at": _line,
        "hash_algorithm": _just(ALGORITHM),
        "key_algorithm": _just(signatures.ED25519),
        "key": _hex(32),
        "signature": _hex(64),
    }
    _members(value, where, wanted)


def _members(value: Any, where: str, wanted: Mapping[str, Check]) -> Mapping[str, Any]:
    if not isinstance(value, dict) or set(value) != set(wanted):
        got = "、".join(map(str, value)) if isinstance(value, dict) else type(value).__name__
        _refuse(f"恰有{'、'.join(wanted)}的对应表", got, where)
    for name, check in wanted.items():
        check(value[name], f"{where}.{name}")
    members: Mapping[str, Any] = value
    return members


def _refuse(expected: str, got: Any, where: str) -> None:
    raise BadInputError(
        expected=expected,
        got=ascii(got)[:80] if not isinstance(got, str) else got[:80],
        where=where,
        remedy=_REMEDY,
    )


def _list(check: Check) -> Check:
    def checked(value: Any, where: str) -> None:
        if not isinstance(value, list) or not value:
            _refuse("至少一项的列表", value, where)
        for place, item in enumerate(value, start=1):
            check(item, f"{where}第{place}项")

    return checked


def _just(word: str) -> Check:
    def checked(value: Any, where: str) -> None:
        if value != word or not isinstance(value, str):
            _refuse(f"“{word}”", value, where)

    return checked


def _text(value: Any, where: str) -> None:
    if not isinstance(value, str) or any("\ud800" <= letter <= "\udfff" for letter in value):
        _refuse("文字", value, where)


def _line(value: Any, where: str) -> None:
    _text(value, where)
    if not value or min(map(ord, value)) < 32:
        _refuse("一行文字", value, where)


def _hex(size: int) -> Check:
    def checked(value: Any, where: str) -> None:
        if not isinstance(value, str) or len(value) != 2 * size or not _HEX.fullmatch(value):
            _refuse(f"{2 * size}位小写十六进制数", value, where)

    return checked


def _number(least: int) -> Check:
    def checked(value: Any, where: str) -> None:
        if type(value) is not int or not least <= value <= LARGEST:
            _refuse(f"{least}至{LARGEST}的整数", value, where)

    return checked


def _day(value: Any, where: str) -> None:
    _line(value, where)
    try:
        same = date.fromisoformat(value).isoformat() == value
    except ValueError:
        same = False
    if not same:
        _refuse("日期，如 2022-03-01", value, where)


def _entry(value: Any, where: str) -> None:
    wanted: dict[str, Check] = {
        "format": _just(ENTRY_FORMAT),
        "algorithm": _just(ALGORITHM),
        "day": _day,
        "index": _number(0),
        "parts": _parts,
        "path": _path,
    }
    _members(value, where, wanted)


def _parts(value: Any, where: str) -> None:
    _members(value, where, {part: _opened if part == MAIN else _closed for part in PARTS})


def _closed(value: Any, where: str) -> None:
    _members(value, where, {"digest": _hex(32)})


def _opened(value: Any, where: str) -> None:
    if isinstance(value, dict) and "digest" in value:
        _closed(value, where)
    else:
        _members(value, where, {"salt": _hex(SALT), "text": _text})


def _path(value: Any, where: str) -> None:
    if not isinstance(value, list) or len(value) > STEPS:
        _refuse(f"不超过{STEPS}项的列表", value, where)
    for place, step in enumerate(value, start=1):
        _hex(32)(step, f"{where}第{place}步")
