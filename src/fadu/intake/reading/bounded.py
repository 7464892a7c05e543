# SPDX-License-Identifier: MulanPSL-2.0
"""A file that is read no further than its bounds: of what comes from outside, no piece may be endless."""

from __future__ import annotations

from typing import IO

from fadu.kernel.errors import BadInputError


class Bounded:
    """A file of which at most ``most`` bytes are read, and at most ``piece`` between two calls of ``next_piece``."""

    def __init__(self, file: IO[bytes], *, most: int, piece: int, refusal: BadInputError) -> None:
        self._file, self._most, self._piece, self._refusal = file, most, piece, refusal
        self._read = self._of_piece = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises the refusal where they are too many."""
        chunk = self._file.read(size)
        self._read += len(chunk)
        self._of_piece += len(chunk)
        if self._read > self._most or self._of_piece > self._piece:
            raise self._refusal
        return chunk

    def next_piece(self) -> None:
        """A piece has ended."""
        self._of_piece = 0
