# SPDX-License-Identifier: MulanPSL-2.0
"""Every digest of the house, by the name of its hash: the only module that knows how one is computed.

Written down, a digest of SHA-256 is its bare hex; that of any other hash bears the name: ``sm3:66c7…``. So a later hash can
stand beside the earlier one, and each is checked by its own.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import IO, Any

from fadu.kernel.errors import FaduError

SHA256, SM3 = "sha256", "sm3"
#: the hash of whatever is recorded from now on
USED = SHA256

Hasher = Callable[..., Any]


class NoHashError(FaduError):
    """这台机器没有这种散列算法。"""

    code = "no_hash"


def hasher(name: str = USED) -> Hasher:
    """The constructor of a running hash, as in hashlib. Raises NoHashError.

    >>> hasher()(b"abc").hexdigest()[:8]
    'ba7816bf'
    """
    if name == SHA256:
        return hashlib.sha256
    if name == SM3 and SM3 in hashlib.algorithms_available:
        return lambda data=b"": hashlib.new(SM3, data)
    raise NoHashError(
        f"没有名为“{name}”的散列算法；可用的有 {SHA256}、{SM3}（{SM3} 须由这台机器的 OpenSSL 提供）。"
    )


def digest(data: bytes, name: str = USED) -> bytes:
    """The digest of some bytes."""
    hashed: bytes = hasher(name)(data).digest()
    return hashed


def written(hashed: bytes, name: str = USED) -> str:
    """A digest as it is written down.

    >>> written(bytes(2)), written(bytes(2), "sm3")
    ('0000', 'sm3:0000')
    """
    return hashed.hex() if name == SHA256 else f"{name}:{hashed.hex()}"


def name_of(text: str) -> str:
    """The hash of a digest as written down.

    >>> name_of("0000"), name_of("sm3:0000")
    ('sha256', 'sm3')
    """
    name, mark, _ = text.partition(":")
    return name if mark else SHA256


def of(data: bytes, name: str = USED) -> str:
    """The digest of some bytes, written down.

    >>> of(b"abc", "sm3")[:12]
    'sm3:66c7f0f4'
    """
    return written(digest(data, name), name)


def of_file(content: IO[bytes], name: str = USED) -> str:
    """The digest of an open file from where it stands, written down."""
    return written(hashlib.file_digest(content, hasher(name)).digest(), name)  # type: ignore[arg-type]


def keyed(key: bytes, data: bytes, name: str = USED) -> bytes:
    """A digest that only who has the key can compute (HMAC)."""
    return hmac.new(key, data, hasher(name)).digest()
