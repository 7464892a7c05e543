# SPDX-License-Identifier: MulanPSL-2.0
"""The bytes of files on disk, by digest: sharded, written to a side file and moved into place."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from fadu.kernel import digests
from fadu.kernel.errors import FaduError

CHUNK = 1024 * 1024


class FileDamagedError(FaduError):
    """文件内容与登记的摘要不符，或文件不见了。请从备份恢复，并查明原因。"""

    code = "file_damaged"


class Seal(Protocol):
    """Takes plain bytes and writes them sealed; ``finish`` ends what it wrote."""

    def write(self, data: bytes) -> int: ...

    def finish(self) -> None: ...


Sealing = Callable[[IO[bytes]], Seal]


class _Digested(io.RawIOBase):
    """A target that keeps the digest of all that was written to it."""

    def __init__(self, target: IO[bytes]) -> None:
        super().__init__()
        self._target, self.running = target, digests.hasher()()

    def write(self, data: Any) -> int:
        self.running.update(data)
        return self._target.write(data)


def _copied(content: IO[bytes], target: _Digested, sealing: Sealing | None) -> int:
    """Write the content to the target, sealed where it must be; its size."""
    seal = sealing(target) if sealing else None  # type: ignore[arg-type]
    size = 0
    while chunk := content.read(CHUNK):
        size += len(chunk)
        (seal or target).write(chunk)
    if seal:
        seal.finish()
    return size


@dataclass(frozen=True, slots=True)
class Vault:
    """A folder of files by their digests."""

    root: Path

    def path(self, digest: str) -> Path:
        """Where the file of this digest lies."""
        plain = digest.rpartition(":")[2]
        return self.root / plain[:2] / plain[2:4] / digest.replace(":", "-")

    def put(self, content: IO[bytes], *, sealing: Sealing | None = None) -> tuple[str, int]:
        """Keep the content; returns the digest of what lies on the disk, and the size of the content.

        ``sealing`` makes what seals it on the way. The same plain content is kept once.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.root, prefix=".incoming-")
        try:
            with os.fdopen(handle, "wb") as file:
                target = _Digested(file)
                size = _copied(content, target, sealing)
                file.flush()
                os.fsync(file.fileno())
            digest = digests.written(target.running.digest())
            self._move(Path(name), self.path(digest))
        finally:
            Path(name).unlink(missing_ok=True)
        return digest, size

    def _move(self, source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.chmod(0o640)
        source.replace(target)

    def open(self, digest: str) -> IO[bytes]:
        """The content as an open file, checked against its digest first. Raises FileDamagedError."""
        try:
            content = self.path(digest).open("rb")
        except FileNotFoundError as error:
            raise FileDamagedError(f"找不到文件 {digest[:12]}…。请从备份恢复，并查明原因。") from error
        if digests.of_file(content, digests.name_of(digest)) != digest:
            content.close()
            raise FileDamagedError(f"文件 {digest[:12]}… 的内容与登记的摘要不符。请从备份恢复，并查明原因。")
        content.seek(0)
        return content

    def read(self, digest: str) -> bytes:
        """The whole content, checked against its digest. Raises FileDamagedError."""
        with self.open(digest) as content:
            return content.read()

    def holds(self, digest: str) -> bool:
        """Whether the file is there."""
        return self.path(digest).is_file()
