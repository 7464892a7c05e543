# SPDX-License-Identifier: MulanPSL-2.0
"""Files put into place beside a transaction: staged first, moved before it commits, moved back where it does not."""

from __future__ import annotations

import filecmp
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = ".restoring-"


class Placing:
    """Files waiting in a folder of their own, and what stood in their places before."""

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self._staged = 0
        self._waiting: list[tuple[Path | None, Path]] = []
        self._staged_for: dict[Path, Path] = {}
        self._moved: list[tuple[Path, Path | None]] = []

    def stage(self, target: Path, content: IO[bytes]) -> None:
        """Write a file where nobody looks for it yet; a full disk is noticed here."""
        waiting = self._staging / f"new-{self._staged}"
        self._staged += 1
        with waiting.open("wb") as file:
            shutil.copyfileobj(content, file)
            file.flush()
            os.fsync(file.fileno())
        waiting.chmod(0o600)
        self._waiting.append((waiting, target))
        self._staged_for[target] = waiting

    def remove(self, target: Path) -> None:
        """Let a file be gone once the others are in their places."""
        self._waiting.append((None, target))

    def is_equal(self, target: Path) -> bool:
        """Whether what stands in a place is what waits for it, byte for byte."""
        waiting = self._staged_for.get(target)
        return waiting is not None and filecmp.cmp(waiting, target, shallow=False)

    def move(self) -> None:
        """Put every file into its place, and keep what stood there until the end."""
        for number, (waiting, target) in enumerate(self._waiting):
            target.parent.mkdir(parents=True, exist_ok=True)
            before = self._staging / f"old-{number}" if target.exists() else None
            if before:
                target.replace(before)
            self._moved.append((target, before))
            if waiting:
                waiting.replace(target)

    def undo(self) -> None:
        """Take away what was put into place and put back what stood there."""
        for target, before in reversed(self._moved):
            target.unlink(missing_ok=True)
            if before:
                before.replace(target)


@contextmanager
def placing(beside: Path) -> Iterator[Placing]:
    """A placing whose files stay if the block ends well, and are gone again if it does not.

    What a run that was killed left behind is taken away first.
    """
    for left in beside.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    staging = Path(tempfile.mkdtemp(dir=beside, prefix=PREFIX))
    files = Placing(staging)
    try:
        yield files
    except BaseException:
        files.undo()
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
