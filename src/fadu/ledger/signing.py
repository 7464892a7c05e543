# SPDX-License-Identifier: MulanPSL-2.0
"""The bureau's signing key (Ed25519), made at first use with mode 600, and what it signs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from fadu.kernel import signatures

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "ledger-signing"


def told(*, size: int, root: str, signed_at: str) -> bytes:
    """The bytes a head's signature covers."""
    return f"fadu tree head/1\n{size}\n{root}\n{signed_at}\n".encode()


def private_key() -> bytes:
    """The signing key; two processes that make it at once agree on the first."""
    path = Path(settings.FADU_KEYS) / NAME
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = signatures.algorithm().made()
        file.write(key.hex())
    return key


def sign(*, size: int, root: str, signed_at: str) -> tuple[str, str]:
    """(public key, signature) of a head, both hex."""
    key, algorithm = private_key(), signatures.algorithm()
    signature = algorithm.sign(key, told(size=size, root=root, signed_at=signed_at))
    return algorithm.public(key).hex(), signature.hex()


def is_signed(head: Mapping[str, object]) -> bool:
    """Whether a head's signature is that of the key it names."""
    try:
        key, signature = bytes.fromhex(str(head["key"])), bytes.fromhex(str(head["signature"]))
        message = told(size=int(str(head["size"])), root=str(head["root"]), signed_at=str(head["signed_at"]))
    except (ValueError, KeyError):
        return False
    return signatures.algorithm().is_signed(key, message, signature)
