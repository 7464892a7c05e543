# SPDX-License-Identifier: MulanPSL-2.0
"""The keys that sign heads are entries of the ledger themselves: which one began, which followed which, and by whose act.

A head says which key signed it; only this stream says that the key is the bureau's. Nothing here makes a new key where one
has signed already: it is rotated by an act that the old key signs or, where that is lost, replaced by two persons.
"""

from __future__ import annotations

import dataclasses
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fadu.kernel import clock, digests, signatures
from fadu.kernel.errors import FaduError
from fadu.ledger import key_file, selectors, services
from fadu.ledger.services import ChainError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.ledger.heads import Head

STREAM = "keys"
FIRST, ROTATED, REPLACED = "first", "rotated", "replaced"
#: the key that an act has made current, until it lies in its place
NEXT = f"{key_file.NAME}.next"


class KeyMissingError(FaduError):
    """账本已经用密钥签过名，但密钥文件不在。"""

    code = "key_missing"


class KeyForeignError(FaduError):
    """密钥文件不是账本登记的那一把。"""

    code = "key_foreign"


class RegisterDamagedError(FaduError):
    """账本中签名公钥的登记不能读：有人改动了它。请运行 fadu ledger verify 查明，并从备份恢复。"""

    code = "keys_unreadable"


class KeyPresentError(FaduError):
    """现用的密钥还在。请用 fadu ledger rotate-key 更换：由旧密钥签名，一人办理。"""

    code = "key_present"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A key as it was entered: by which act, after which key, and what the act says."""

    act: str
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
        key = self.keys[number]
        return _statement(self.origin, key.before, key.algorithm, key.key, str(key.said.get("at", "")))


def _statement(origin: str, before: str, algorithm: str, key: str, at: str) -> bytes:
    return f"fadu key/1\n{origin}\n{before}\n{algorithm}\n{key}\n{at}\n".encode()


def register() -> Register | None:
    """The keys entered; None where there are none yet. Raises RegisterDamagedError."""
    rows = selectors.bodies(STREAM)
    if not rows:
        return None
    try:
        first = rows[0][1]
        keys = tuple(_pinned(act, said) for act, said in rows)
        found = Register(origin=first["origin"], hash_algorithm=first["hash_algorithm"], keys=keys)
        [key.fingerprint for key in found.keys]
    except (KeyError, TypeError, ValueError):
        raise RegisterDamagedError from None
    return found


def _pinned(act: str, said: Mapping[str, Any]) -> Pinned:
    return Pinned(act=act, algorithm=said["key_algorithm"], key=said["key"], before=said["before"], said=said)


def begin() -> Register:
    """The register, begun with the bureau's first key and the name of its tree where it is not there yet."""
    found = register()
    if found is None:
        try:
            with transaction.atomic():
                _enter_first(_first_public())
        except ChainError:  # another process began it meanwhile
            pass
        found = register()
        assert found is not None
    return found


def _first_public() -> str:
    """The key of a bureau without register: made, unless heads of an older release were signed already."""
    head = selectors.latest_head()
    if head is None:
        return signatures.algorithm().public(key_file.made()).hex()
    key = key_file.read()
    if key is None:
        raise KeyMissingError(_restore(f"{key_file.place()} 不在"))
    if signatures.algorithm().public(key).hex() != head.key:
        raise KeyForeignError(_restore(f"{key_file.place()} 不是签署账本根的那一把密钥"))
    return head.key


def _enter_first(public: str) -> None:
    said = {
        "origin": f"fadu/{secrets.token_hex(16)}",
        "hash_algorithm": digests.USED,
        "before": "",
        **_public(public),
    }
    services.append(stream=STREAM, kind=FIRST, body=said, at=clock.now())


def _public(public: str) -> dict[str, str]:
    return {
        "key_algorithm": signatures.USED,
        "key": public,
        "fingerprint": signatures.fingerprint(bytes.fromhex(public)),
    }


def compare(known: Register) -> None:
    """The key file against the register, changing nothing. Raises KeyMissingError, KeyForeignError, KeyUnreadableError."""
    if _is(_waiting(), known):
        return
    key = key_file.read()
    if key is None:
        raise KeyMissingError(_restore(f"{key_file.place()} 不在"))
    if not _is(key, known):
        registered = known.current.fingerprint[:16]
        raise KeyForeignError(_restore(f"{key_file.place()} 不是账本登记的密钥（登记的指纹 {registered}…）"))


def private_key(known: Register) -> bytes:
    """The current private key. Raises KeyMissingError, KeyForeignError, KeyUnreadableError."""
    compare(known)
    _finish(known)
    key = key_file.read()
    assert key is not None, "compared above"
    return key


def _is(key: bytes | None, known: Register) -> bool:
    return key is not None and signatures.algorithm().public(key).hex() == known.current.key


def _waiting() -> bytes | None:
    """The key of an act, as long as it does not lie in its place."""
    try:
        return key_file.read(NEXT)
    except key_file.KeyUnreadableError:
        return None


def _finish(known: Register) -> None:
    """Put the key of an act that was entered, but interrupted after that, in its place."""
    if _is(_waiting(), known):
        key_file.place(NEXT).replace(key_file.place())


def _restore(what: str) -> str:
    return (
        f"{what}，而这个数据库的账本已经签过名。请从备份恢复 FADU_HOME 中的 keys 文件夹（或核对 FADU_HOME 与"
        " DATABASE_URL 是否配对）；密钥确已丢失的，由两人用 fadu ledger replace-key 更换。程序不会自行另造密钥。"
    )


def sign(head: Head) -> Head:
    """The head signed by the current key, under the name of the tree. Raises what ``private_key`` raises."""
    known = begin()
    try:
        return _signed(head, known, private_key(known))
    except KeyForeignError:  # the key may have been handed over since the register was read
        known = begin()
        return _signed(head, known, private_key(known))


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
    if known is not None:
        compare(known)
    elif selectors.latest_head() is not None:
        _first_public()


def rotate(*, by: Mapping[str, str], reason: str) -> Pinned:
    """Hand over to a new key, by an act that the old one signs."""
    with transaction.atomic():
        known = begin()
        old = private_key(known)
        said = _successor(known)
        statement = _statement(known.origin, said["before"], said["key_algorithm"], said["key"], said["at"])
        signed = signatures.algorithm(known.current.algorithm).sign(old, statement).hex()
        body = {**said, "signature": signed, "by": dict(by), "reason": reason}
        services.append(stream=STREAM, kind=ROTATED, body=body, at=clock.now())
    return _in_place()


def replace(*, persons: Sequence[Mapping[str, str]], reason: str) -> Pinned:
    """Put a new key in the place of one that is lost, by an act of two persons that `verify` names from then on."""
    with transaction.atomic():
        known = register() or _of_older_release()
        if _at_hand(known):
            raise KeyPresentError
        body = {**_successor(known), "persons": [dict(person) for person in persons], "reason": reason}
        services.append(stream=STREAM, kind=REPLACED, body=body, at=clock.now())
    return _in_place()


def _of_older_release() -> Register:
    """The register of a ledger signed before keys were entered: it begins with the key of its newest head."""
    head = selectors.latest_head()
    if head is None:
        raise KeyPresentError("账本还没有签过名，没有密钥可以更换。")
    _enter_first(head.key)
    return begin()


def _at_hand(known: Register) -> bool:
    try:
        compare(known)
    except (KeyMissingError, KeyForeignError, key_file.KeyUnreadableError):
        return False
    return True


def _successor(known: Register) -> dict[str, str]:
    """A new key, written down beside the old one, and what is entered of it."""
    private = key_file.write(NEXT, signatures.algorithm().made(), new=False)
    return {
        **_public(signatures.algorithm().public(private).hex()),
        "before": known.current.fingerprint,
        "at": clock.now().astimezone(clock.LEGAL_TIME).isoformat(),
    }


def _in_place() -> Pinned:
    known = register()
    assert known is not None
    _finish(known)
    return known.current
