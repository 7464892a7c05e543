# SPDX-License-Identifier: MulanPSL-2.0
"""Whether every key follows from the one before, and which key may have signed a head of which size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel import signatures
from fadu.kernel.errors import FaduError
from fadu.ledger import keys, mark_checks, selectors
from fadu.ledger.key_register import FIRST, REPLACED, STREAM, RegisterDamagedError
from fadu.ledger.key_register import register as entered
from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.ledger.heads import Head
    from fadu.ledger.key_register import Pinned, Register


class KeyRegister:
    """The keys entered, each with the place in the tree at which it was: the one before may sign no larger head."""

    def __init__(self, register: Register) -> None:
        self.origin = register.origin
        self.places = [entry.place for entry in selectors.entries(STREAM)]
        self._number = {key.key: number for number, key in enumerate(register.keys)}

    def refused(self, head: Head) -> str | None:
        """Why the key of a head could not have signed it: ``key_unknown``, ``key_retired``; None where it could."""
        number = self._number.get(head.key)
        if number is None:
            return "key_unknown"
        successor = self.places[number + 1] if number + 1 < len(self.places) else None
        return "key_retired" if successor is not None and head.size > successor else None


def read() -> tuple[KeyRegister | None, list[Problem]]:
    """The register as far as it can be read, and what is wrong with it."""
    try:
        register = entered()
    except RegisterDamagedError as error:
        return None, [Problem(code=error.code, where="签名公钥登记", message=error.message)]
    if register is None:
        if selectors.latest_head() is None:
            return None, []
        problem = Problem(
            code="keys_unpinned", where="签名公钥登记", message="账本签过名，却没有登记签名的公钥。"
        )
        return None, [problem]
    return KeyRegister(register), [*_acts(register), *_at_hand(register)]


def _acts(register: Register) -> Iterator[Problem]:
    entries = list(selectors.entries(STREAM))
    for number, key in enumerate(register.keys):
        where = f"签名公钥 第{number + 1}把"
        before = register.keys[number - 1] if number else None
        if not _follows(register, number, before):
            yield Problem(
                code="key_unproved",
                where=where,
                message="公钥的登记不成立：没有前一把密钥的签名，或者不接着前一把。",
            )
        elif key.act == REPLACED and not mark_checks.is_written_here(entries[number]):
            message = "公钥的更换不是本程序写入的：没有本机关密钥所作的印记。"
            yield Problem(code="key_unproved", where=where, message=message)
        elif key.act == REPLACED:
            yield Problem(code="key_replaced", where=where, message=_replaced(key))


def _follows(register: Register, number: int, before: Pinned | None) -> bool:
    key = register.keys[number]
    if before is None or key.act == FIRST:
        return before is None and key.act == FIRST and not key.before
    if key.before != before.fingerprint:
        return False
    if key.act == REPLACED:
        return len({str(person) for person in key.said.get("persons", ())}) > 1
    try:
        signature = bytes.fromhex(str(key.said.get("signature", "")))
        algorithm = signatures.algorithm(before.algorithm)
    except (ValueError, FaduError):
        return False
    return algorithm.is_signed(bytes.fromhex(before.key), register.statement(number), signature)


def _replaced(key: Pinned) -> str:
    persons = "、".join(str(person.get("name", "")) for person in key.said.get("persons", ()))
    return (
        f"旧密钥丢失，{str(key.said.get('at', ''))[:10]}由{persons}更换为现密钥，没有旧密钥的签名；"
        f"理由：{key.said.get('reason', '')}。此条长期列出。"
    )


def _at_hand(register: Register) -> Iterator[Problem]:
    """The key in the keys folder against the register: who rewrote only the database does not have it."""
    try:
        keys.compare(register)
    except FaduError as error:
        yield Problem(code=error.code, where="签名密钥文件", message=error.message)
