# SPDX-License-Identifier: MulanPSL-2.0
"""The stream of the keys that sign heads: which one began, which followed which, and by whose act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.kernel import signatures
from fadu.kernel.errors import FaduError
from fadu.ledger import selectors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.ledger.parts import Said

STREAM = "keys"
FIRST, ROTATED, REPLACED = "first", "rotated", "replaced"


class RegisterDamagedError(FaduError):
    """账本中签名公钥的登记不能读：有人改动了它。请运行 fadu ledger verify 查明，并从备份恢复。"""

    code = "keys_unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A key as it was entered: by which act, on which day, after which key, and what the act says."""

    act: str
    since: str
    algorithm: str
    key: str
    before: str
    said: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        return signatures.fingerprint(bytes.fromhex(self.key), self.algorithm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The tree's name, and every key that was entered, in order."""

    origin: str
    hash_algorithm: str
    keys: tuple[Pinned, ...]

    @property
    def current(self) -> Pinned:
        return self.keys[-1]

    def statement(self, number: int) -> bytes:
        """What the key before signs when it hands over to the key of that number."""
        return statement_of(self.origin, self.keys[number].said)


def statement_of(origin: str, said: Mapping[str, Any]) -> bytes:
    """What a key signs when it hands over to another: the tree, itself, the other, the moment."""
    lines = (origin, *(said.get(name, "") for name in ("before", "key_algorithm", "key", "at")))
    return "".join(f"{line}\n" for line in ("fadu key/1", *lines)).encode()


def register() -> Register | None:
    """The keys entered; None where there are none yet. Raises RegisterDamagedError."""
    rows = list(selectors.said_in(STREAM).values())
    if not rows:
        return None
    try:
        first = rows[0].body
        keys = tuple(map(_pinned, rows))
        whole = Register(origin=first["origin"], hash_algorithm=first["hash_algorithm"], keys=keys)
        [key.fingerprint for key in whole.keys]
    except (KeyError, TypeError, ValueError):
        raise RegisterDamagedError from None
    return whole


def _pinned(entry: Said) -> Pinned:
    said = entry.body
    return Pinned(
        act=entry.kind,
        since=entry.at[:10],
        algorithm=said["key_algorithm"],
        key=said["key"],
        before=said["before"],
        said=said,
    )
