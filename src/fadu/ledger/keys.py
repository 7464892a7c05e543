# SPDX-License-Identifier: MulanPSL-2.0
"""The private key at hand against the register, and heads signed by it.

A head says which key signed it; only the register says that the key is the bureau's. Nothing here makes a key.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from fadu.kernel import signatures
from fadu.kernel.errors import FaduError
from fadu.ledger import key_file, mark_checks, selectors
from fadu.ledger.key_register import RegisterDamagedError, register

if TYPE_CHECKING:
    from fadu.ledger.heads import Head
    from fadu.ledger.key_register import Register

#: where an act writes its key down before it is entered
NEXT = f"{key_file.NAME}.next"


class KeyMissingError(FaduError):
    """账本已经用密钥签过名，但密钥文件不在。"""

    code = "key_missing"


class KeyForeignError(FaduError):
    """密钥文件不是账本登记的那一把。"""

    code = "key_foreign"


def compare(known: Register) -> None:
    """The key file against the register, changing nothing. Raises KeyMissingError, KeyForeignError, KeyUnreadableError."""
    if _is(_waiting(), known):
        return
    key = key_file.read()
    if key is None:
        raise KeyMissingError(lost(f"{key_file.place()} 不在"))
    if not _is(key, known):
        registered = known.current.fingerprint[:16]
        raise KeyForeignError(lost(f"{key_file.place()} 不是账本登记的密钥（登记的指纹 {registered}…）"))


def private_key(known: Register) -> bytes:
    """The current private key. Raises KeyMissingError, KeyForeignError, KeyUnreadableError."""
    compare(known)
    finish(known)
    for key in (_in_place(), _waiting()):
        if key is not None and _is(key, known):
            return key
    raise KeyForeignError(lost(f"{key_file.place()} 刚刚被更换"))


def _is(key: bytes | None, known: Register) -> bool:
    return key is not None and signatures.algorithm().public(key).hex() == known.current.key


def _waiting() -> bytes | None:
    """The key of the last act, as it was written down before the act was entered."""
    try:
        return key_file.read(NEXT)
    except key_file.KeyUnreadableError:
        return None


def finish(known: Register) -> None:
    """Put the key of the last act in its place.

    It also stays where it waited, until the next act writes there: of two processes that finish at once, none can
    lose the key of the other.
    """
    key = _waiting()
    if key is not None and _is(key, known) and not _is(_in_place(), known):
        key_file.write(key_file.NAME, key)


def _in_place() -> bytes | None:
    try:
        return key_file.read()
    except key_file.KeyUnreadableError:
        return None


def lost(what: str) -> str:
    """What is wrong with the key file, and what a person can do."""
    return (
        f"{what}，而这个数据库的账本已经签过名。请从备份恢复 FADU_HOME 中的 keys 文件夹（或核对 FADU_HOME 与"
        " DATABASE_URL 是否配对）；密钥确已丢失的，由两人用 fadu ledger replace-key 更换。程序不会自行另造密钥。"
    )


def sign(head: Head) -> Head:
    """The head signed by the current key, under the name of the tree. Raises what ``private_key`` raises."""
    known = _register()
    try:
        return _signed(head, known, private_key(known))
    except KeyForeignError:  # the key may have been handed over since the register was read
        known = _register()
        return _signed(head, known, private_key(known))


def _register() -> Register:
    """The register of a ledger that has begun. Raises RegisterDamagedError."""
    known = register()
    if known is None:
        raise RegisterDamagedError
    return known


def _signed(head: Head, known: Register, private: bytes) -> Head:
    key = known.current
    named = dataclasses.replace(
        head,
        origin=known.origin,
        hash_algorithm=known.hash_algorithm,
        key_algorithm=key.algorithm,
        key=key.key,
    )
    signature = signatures.algorithm(key.algorithm).sign(private, named.text.encode())
    return dataclasses.replace(named, signature=signature.hex())


def check() -> None:
    """Refuse to go on where the ledger is signed and its key is not at hand. Raises what ``compare`` raises."""
    known = register()
    mark_checks.check()
    if known is not None:
        compare(known)
    elif (head := selectors.latest_head()) is not None:
        of_older_release(head)


def of_older_release(head: Head) -> str:
    """The public key that signed a head before keys were entered; it must be at hand. Raises KeyMissingError, KeyForeignError."""
    key = key_file.read()
    if key is None:
        raise KeyMissingError(lost(f"{key_file.place()} 不在"))
    if signatures.algorithm().public(key).hex() != head.key:
        raise KeyForeignError(lost(f"{key_file.place()} 不是签署账本根的那一把密钥"))
    return head.key
