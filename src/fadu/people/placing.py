# SPDX-License-Identifier: MulanPSL-2.0
"""Files put into place beside a transaction: staged first, moved before it commits, moved back where it does not."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Placing:
    """Files waiting in a folder of their own, and what stood in their places before."""

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self._waiting: list[tuple[Path, Path]] = []
        self._moved: list[tuple[Path, Path | None]] = []

    def stage(self, files: Iterable[tuple[Path, bytes]]) -> None:
        """Write the files where nobody looks for them yet; a full disk is noticed here."""
        for number, (target, data) in enumerate(files):
            waiting = self._staging / f"new-{number}"
            with waiting.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            waiting.chmod(0o600)
            self._waiting.append((waiting, target))

    def move(self) -> None:
        """Put every file into its place, and keep what stood there until the end."""
        for number, (waiting, target) in enumerate(self._waiting):
            target.parent.mkdir(parents=True, exist_ok=True)
            before = self._staging / f"old-{number}" if target.exists() else None
            if before:
                target.replace(before)
            self._moved.append((target, before))
            waiting.replace(target)

    def undo(self) -> None:
        """Take away what was put into place and put back what stood there."""
        for target, before in reversed(self._moved):
            target.unlink(missing_ok=True)
            if before:
                before.replace(target)


@contextmanager
def placing(beside: Path) -> Iterator[Placing]:
    """A placing whose files stay if the block ends well, and are gone again if it does not."""
    staging = Path(tempfile.mkdtemp(dir=beside, prefix=".restoring-"))
    files = Placing(staging)
    try:
        yield files
    except BaseException:
        files.undo()
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
