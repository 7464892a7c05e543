# SPDX-License-Identifier: MulanPSL-2.0
"""The file of the bureau's private signing key, mode 600. It is made once, and from then on only replaced by an act."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

from fadu.kernel import signatures
from fadu.kernel.errors import FaduError

NAME = "ledger-signing"


class KeyUnreadableError(FaduError):
    """账本的签名密钥文件不能用。"""

    code = "key_unreadable"


def place(name: str = NAME) -> Path:
    """Where a key lies."""
    return Path(settings.FADU_KEYS) / name


def read(name: str = NAME) -> bytes | None:
    """The private key, None where there is no file. Raises KeyUnreadableError for a file that holds none."""
    path = place(name)
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        signatures.algorithm().public(key)
    except FileNotFoundError:
        return None
    except (ValueError, signatures.BadKeyError):
        raise KeyUnreadableError(
            f"{path} 不是签名密钥（文件损坏或被改动）。请从备份恢复 FADU_HOME 中的 keys 文件夹；"
            "密钥确已丢失的，由两人用 fadu ledger replace-key 更换。"
        ) from None
    return key


def made() -> bytes:
    """The key of a bureau that has none yet; two processes that make it at once agree on the first."""
    key = signatures.algorithm().made()
    try:
        descriptor = os.open(place(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read() or made()
    written(descriptor, key)
    return key


def write(name: str, key: bytes) -> None:
    """Write a key down durably, in the place of what is there: whoever reads meanwhile has the one or the other."""
    write_text(name, key.hex())


def write_text(name: str, text: str) -> None:
    """Write what is kept beside the keys, in the same way."""
    descriptor, path = tempfile.mkstemp(dir=place(name).parent, prefix=f".{name}-")
    _written(descriptor, text)
    Path(path).replace(place(name))


def written(descriptor: int, key: bytes) -> None:
    """Write a key to an open file and wait for the disk."""
    _written(descriptor, key.hex())


def _written(descriptor: int, text: str) -> None:
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
