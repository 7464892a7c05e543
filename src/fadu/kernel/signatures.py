# SPDX-License-Identifier: MulanPSL-2.0
"""Every signature of the house, by the name of its algorithm: the only module that knows how one is made and checked.

Keys and signatures are bytes. The library is asked for when a signature is made or checked, never at start-up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from fadu.kernel import digests
from fadu.kernel.ed25519 import is_sound_key
from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519, SM2 = "ed25519", "sm2"
#: the algorithm of whatever is signed from now on
USED = ED25519


class NoSignatureError(FaduError):
    """没有这种签名算法。"""

    code = "no_signature"


class BadKeyError(FaduError):
    """私钥不能用：内容不是这种算法的私钥。"""

    code = "bad_key"


class Algorithm(Protocol):
    """What each algorithm can do."""

    def made(self) -> bytes:
        """A new private key."""

    def public(self, private: bytes) -> bytes:
        """The public key of a private one. Raises BadKeyError."""

    def sign(self, private: bytes, data: bytes) -> bytes:
        """A signature. Raises BadKeyError."""

    def is_sound(self, public: bytes) -> bool:
        """Whether a public key is one under which a signature proves anything."""

    def is_signed(self, public: bytes, data: bytes, signature: bytes) -> bool:
        """Whether a signature is that of this key over these bytes; never for a key that is not sound."""


class _Ed25519:
    """RFC 8032; 32 bytes a key, 64 a signature."""

    def made(self) -> bytes:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.generate().private_bytes_raw()

    def public(self, private: bytes) -> bytes:
        return self._private(private).public_key().public_bytes_raw()

    def sign(self, private: bytes, data: bytes) -> bytes:
        return self._private(private).sign(data)

    def _private(self, private: bytes) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        try:
            return Ed25519PrivateKey.from_private_bytes(private)
        except ValueError:
            raise BadKeyError from None

    def is_sound(self, public: bytes) -> bool:
        return is_sound_key(public)

    def is_signed(self, public: bytes, data: bytes, signature: bytes) -> bool:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        if not is_sound_key(public):
            return False
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True


_BUILT: Mapping[str, Algorithm] = {ED25519: _Ed25519()}


def algorithm(name: str = USED) -> Algorithm:
    """The algorithm of that name. Raises NoSignatureError.

    >>> algorithm("sm2")
    Traceback (most recent call last):
    ...
    fadu.kernel.signatures.NoSignatureError: 没有名为“sm2”的签名算法；已实现的有 ed25519。sm2 的名称已留出，算法尚未实现。
    """
    built = _BUILT.get(name)
    if built is None:
        reserved = f"{SM2} 的名称已留出，算法尚未实现。" if name == SM2 else ""
        raise NoSignatureError(f"没有名为“{name}”的签名算法；已实现的有 {'、'.join(_BUILT)}。{reserved}")
    return built


def fingerprint(public: bytes, name: str = USED) -> str:
    """What a key is known by outside: the SHA-256, in hex, of its algorithm's name, a line feed and its bytes.

    >>> fingerprint(bytes(32))[:16]
    '2f555551607519e5'
    """
    return digests.of(name.encode() + b"\n" + public, digests.SHA256)
