# SPDX-License-Identifier: MulanPSL-2.0
"""A stream sealed in chunks (the STREAM construction over AES-256-GCM): any size, flat memory, nothing left unnoticed.

Each chunk is sealed under a nonce of a random prefix, its place, and whether it is the last; the header is bound to all
of them. A chunk changed, dropped, doubled or moved, an end cut off or added, and a header of another file are refused
at the chunk where they stand. Cf. Hoang, Reyhanitabar, Rogaway, Vizár, "Online authenticated-encryption and its
nonce-reuse misuse-resistance" (CRYPTO 2015).
"""

from __future__ import annotations

import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fadu.kernel.errors import FaduError

#: bytes of plain text in a chunk
CHUNK = 1 << 20
#: bytes by which a sealed chunk is longer
TAG = 16
PREFIX = 7
#: chunks one stream may have: their places are four bytes
MOST = 1 << 32


class SealBrokenError(FaduError):
    """密封的内容被改动、截断，或者次序被打乱。"""

    code = "seal_broken"


def _nonce(prefix: bytes, place: int, *, is_last: bool) -> bytes:
    if place >= MOST:
        raise SealBrokenError(f"密封的内容超过{MOST}段，不能再长。")
    return prefix + place.to_bytes(4, "big") + bytes([is_last])


class SealingWriter:
    """Writes what is given sealed to a target; :meth:`finish` seals the last chunk, without it the stream is refused.

    >>> import io
    >>> sealed = io.BytesIO()
    >>> writer = SealingWriter(sealed, bytes(32), b"header")
    >>> writer.write(b"hello"), writer.finish()
    (5, None)
    >>> OpeningReader(io.BytesIO(sealed.getvalue()), bytes(32), b"header").read()
    b'hello'
    """

    def __init__(self, target: IO[bytes], key: bytes, header: bytes) -> None:
        self._target, self._cipher, self._header = target, AESGCM(key), header
        self._prefix, self._place, self._waiting = os.urandom(PREFIX), 0, bytearray()
        target.write(self._prefix)

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Take bytes; whole chunks go to the target, the rest waits."""
        self._waiting += data
        while len(self._waiting) > CHUNK:  # a chunk that is exactly full may yet be the last
            self._put(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def flush(self) -> None:
        """Nothing: a chunk is sealed when it is full."""

    def finish(self) -> None:
        """Seal what waits as the last chunk."""
        self._put(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _put(self, chunk: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._prefix, self._place, is_last=is_last)
        self._target.write(self._cipher.encrypt(nonce, chunk, self._header))
        self._place += 1


class OpeningReader:
    """Reads what :class:`SealingWriter` wrote. Every byte it gives has been proved; raises SealBrokenError otherwise."""

    def __init__(self, source: IO[bytes], key: bytes, header: bytes) -> None:
        self._source, self._cipher, self._header = source, AESGCM(key), header
        self._prefix = source.read(PREFIX)
        if len(self._prefix) < PREFIX:
            raise SealBrokenError
        self._place, self._open, self._is_over = 0, bytearray(), False
        self._sealed = source.read(CHUNK + TAG)

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes (all where it is negative); fewer only at the end."""
        while not self._is_over and (size < 0 or len(self._open) < size):
            self._open += self._next()
        wanted = len(self._open) if size < 0 else size
        given = bytes(self._open[:wanted])
        del self._open[:wanted]
        return given

    def _next(self) -> bytes:
        following = self._source.read(CHUNK + TAG)
        nonce = _nonce(self._prefix, self._place, is_last=not following)
        try:
            chunk = self._cipher.decrypt(nonce, self._sealed, self._header)
        except (InvalidTag, ValueError):
            raise SealBrokenError from None
        self._sealed, self._place, self._is_over = following, self._place + 1, not following
        return chunk
