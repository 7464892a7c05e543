# SPDX-License-Identifier: MulanPSL-2.0
"""Files that are sealed on the disk: those of the secondary file and of informants.

Their digest is over the ciphertext. The key is that of their owner (a case, a document); where it is destroyed, no copy
of the file can be read any more, in the vault or in a backup.
"""

from __future__ import annotations

import io
from functools import partial
from typing import IO, TYPE_CHECKING, Any, cast

from fadu.kernel.errors import FaduError
from fadu.people import sealing

if TYPE_CHECKING:
    from fadu.kernel.chunked_seal import OpeningReader
    from fadu.records.models import StoredFile
    from fadu.records.vault import Sealing, Vault

#: what a sealed file is called where its name could say too much
COVER = "密封材料"


class FileErasedError(FaduError):
    """这份材料的数据密钥已经销毁，内容不能再看。"""

    code = "file_erased"


def sealing_for(owner: str) -> Sealing | None:
    """What seals a file of an owner on its way to the disk; none for a file without an owner."""
    return partial(sealing.sealing_into, owner=owner) if owner else None


def opened(vault: Vault, file: StoredFile) -> IO[bytes]:
    """A file in plain, checked against its digest first. Raises FileDamagedError, FileErasedError."""
    content = vault.open(file.digest)
    if not file.owner:
        return content
    reader = sealing.opening_from(content, owner=file.owner)
    if reader is None:
        content.close()
        raise FileErasedError
    return cast("IO[bytes]", _Opened(content, reader))


def name_of(file: StoredFile) -> str:
    """What a file was called when it came; whoever asks may open it."""
    return sealing.unseal(file.sealed_name) if file.sealed_name else file.name


class _Opened(io.RawIOBase):
    """A sealed file, read in plain."""

    def __init__(self, content: IO[bytes], reader: OpeningReader) -> None:
        super().__init__()
        self._content, self._reader = content, reader

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        return self._reader.read(-1 if size is None else size)

    def readinto(self, buffer: Any) -> int:
        given = self._reader.read(len(buffer))
        buffer[: len(given)] = given
        return len(given)

    def close(self) -> None:
        self._content.close()
        super().close()
