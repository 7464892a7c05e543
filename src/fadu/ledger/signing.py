# SPDX-License-Identifier: MulanPSL-2.0
"""The bureau's signing key (Ed25519), made at first use with mode 600, and what it signs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "ledger-signing"


def told(*, size: int, root: str, signed_at: str) -> bytes:
    """The bytes a head's signature covers."""
    return f"fadu tree head/1\n{size}\n{root}\n{signed_at}\n".encode()


def private_key() -> Ed25519PrivateKey:
    """The signing key; two processes that make it at once agree on the first."""
    path = Path(settings.FADU_KEYS) / NAME
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = Ed25519PrivateKey.generate()
        file.write(key.private_bytes_raw().hex())
    return key


def sign(*, size: int, root: str, signed_at: str) -> tuple[str, str]:
    """(public key, signature) of a head, both hex."""
    key = private_key()
    return key.public_key().public_bytes_raw().hex(), key.sign(
        told(size=size, root=root, signed_at=signed_at)
    ).hex()


def is_signed(head: Mapping[str, object]) -> bool:
    """Whether a head's signature is that of the key it names."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(head["key"])))
        message = told(size=int(str(head["size"])), root=str(head["root"]), signed_at=str(head["signed_at"]))
        key.verify(bytes.fromhex(str(head["signature"])), message)
    except (InvalidSignature, ValueError, KeyError):
        return False
    return True
