# SPDX-License-Identifier: MulanPSL-2.0
"""The bytes of files on disk, by digest: sharded, written to a side file and moved into place."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fadu.kernel import digests
from fadu.kernel.errors import FaduError

CHUNK = 1024 * 1024


class FileDamagedError(FaduError):
    """文件内容与登记的摘要不符，或文件不见了。请从备份恢复，并查明原因。"""

    code = "file_damaged"


@dataclass(frozen=True, slots=True)
class Vault:
    """A folder of files by their digests."""

    root: Path

    def path(self, digest: str) -> Path:
        """Where the file of this digest lies."""
        plain = digest.rpartition(":")[2]
        return self.root / plain[:2] / plain[2:4] / digest.replace(":", "-")

    def put(self, content: IO[bytes]) -> tuple[str, int]:
        """Keep the content; returns its digest and size. The same content is kept once."""
        self.root.mkdir(parents=True, exist_ok=True)
        running, size = digests.hasher()(), 0
        handle, name = tempfile.mkstemp(dir=self.root, prefix=".incoming-")
        try:
            with os.fdopen(handle, "wb") as target:
                while chunk := content.read(CHUNK):
                    running.update(chunk)
                    size += len(chunk)
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            digest = digests.written(running.digest())
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
