# SPDX-License-Identifier: MulanPSL-2.0
"""The acts of keys: the first begins, the next is handed over to by the old one or, where that is lost, entered by two persons."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel import clock, signatures
from fadu.kernel.errors import FaduError
from fadu.ledger import key_file, keys, mark_checks, marks, merkle, selectors, services, stored_tree
from fadu.ledger.key_register import (
    FIRST,
    REPLACED,
    ROTATED,
    STREAM,
    RegisterDamagedError,
    register,
    statement_of,
)
from fadu.storage import locks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.ledger.key_register import Pinned, Register


#: the key of the lock under which keys are entered, one act after another
LOCK = 0x46414B45


class KeyPresentError(FaduError):
    """现用的密钥还在。请用 fadu ledger rotate-key 更换：由旧密钥签名，一人办理。"""

    code = "key_present"


def begin() -> Register:
    """The register, begun with the bureau's first key and the name of its tree where it is not there yet. Raises RegisterDamagedError."""
    current = register()
    if current is None:
        with transaction.atomic():
            locks.one_at_a_time(LOCK)
            current = register() or _begun(_first_public())
    return current


def _first_public() -> str:
    """The key of a bureau without register: made, unless heads of an older release were signed already."""
    head = selectors.latest_head()
    if head is not None:
        return keys.of_older_release(head)
    if stored_tree.size():  # a tree is begun with its register: somebody took it away, and the heads
        raise RegisterDamagedError
    return signatures.algorithm().public(key_file.made()).hex()


def _begun(public: str) -> Register:
    said = {
        "origin": f"fadu/{secrets.token_hex(16)}",
        "hash_algorithm": merkle.ALGORITHM,
        "before": "",
        **_named(public),
    }
    services.append(stream=STREAM, kind=FIRST, body=said, at=clock.now())
    return _known()


def _known() -> Register:
    current = register()
    assert current is not None, "entered in this transaction, or before"
    return current


def rotate(*, by: Mapping[str, str], reason: str) -> Pinned:
    """Hand over to a new key, by an act that the old one signs."""
    with transaction.atomic():
        locks.one_at_a_time(LOCK)
        known = begin()
        old = keys.private_key(known)
        said = _successor(known)
        algorithm = signatures.algorithm(known.current.algorithm)
        signed = algorithm.sign(old, statement_of(known.origin, said)).hex()
        body = {**said, "signature": signed, "by": dict(by), "reason": reason}
        services.append(stream=STREAM, kind=ROTATED, body=body, at=clock.now())
    return _in_place()


def replace(*, persons: Sequence[Mapping[str, str]], reason: str) -> Pinned:
    """Put a new key in the place of one that is lost, by an act of two persons that `verify` names from then on."""
    with transaction.atomic():
        locks.one_at_a_time(LOCK)
        known = register() or _of_older_release()
        if _at_hand(known):
            raise KeyPresentError
        lost = _lost_marks()
        body = {
            **_successor(known),
            **lost,
            "persons": [dict(person) for person in persons],
            "reason": reason,
        }
        services.append(stream=STREAM, kind=REPLACED, body=body, at=clock.now())
    return _in_place()


def _of_older_release() -> Register:
    """The register of a ledger signed before keys were entered: it begins with the key of its newest head."""
    head = selectors.latest_head()
    if head is None:
        raise KeyPresentError("账本还没有签过名，没有密钥可以更换。")
    return _begun(head.key)


def _at_hand(known: Register) -> bool:
    try:
        keys.compare(known)
        mark_checks.check()
    except FaduError:
        return False
    return True


def _lost_marks() -> dict[str, str]:
    """A new key for the marks of entries where the old one is lost, too; what is entered of it."""
    try:
        mark_checks.check()
    except marks.MarkKeyError:
        marks.renew()
        return {"marks": "renewed"}
    return {}


def _successor(known: Register) -> dict[str, str]:
    """A new key, written down beside the old one, and what is entered of it."""
    private = signatures.algorithm().made()
    key_file.write(keys.NEXT, private)
    return {
        **_named(signatures.algorithm().public(private).hex()),
        "before": known.current.fingerprint,
        "at": clock.now().astimezone(clock.LEGAL_TIME).isoformat(),
    }


def _named(public: str) -> dict[str, str]:
    """A public key as it is entered."""
    return {
        "key_algorithm": signatures.USED,
        "key": public,
        "fingerprint": signatures.fingerprint(bytes.fromhex(public)),
    }


def _in_place() -> Pinned:
    known = _known()
    keys.finish(known)
    return known.current
