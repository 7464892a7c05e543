# SPDX-License-Identifier: MulanPSL-2.0
"""Where the detail of what went wrong is kept: one file in the home, for the program's keepers and nobody else.

Screens and terminals get a sentence; tracebacks stand here, but for a page that somebody may not read, which is no fault. Long numbers
are covered, and so are addresses that are secret themselves: whoever knows one reads what is there. Where the home cannot be written
to, the file lies in the system's folder for temporary files.
"""

from __future__ import annotations

import copy
import logging
import os
import tempfile
from pathlib import Path

from django.core.exceptions import PermissionDenied

from fadu.kernel import clock
from fadu.kernel.covering import covered

#: a file that has grown so long is put aside once (".1"), and a new one begun
LONGEST = 10 * 1024 * 1024
NAME = "fadu.log"


def places() -> tuple[Path, ...]:
    """Where the file may lie, the best place first."""
    home = Path(os.environ.get("FADU_HOME", "var")).expanduser().absolute()
    return home / "log" / NAME, Path(tempfile.gettempdir()) / f"fadu-{os.getuid()}.log"


def write(text: str) -> Path | None:
    """Add a text with its moment; where it stands, or None where it could be written nowhere."""
    line = f"{clock.now():%Y-%m-%d %H:%M:%S} [{os.getpid()}] {covered(text)}\n"
    for path in places():
        try:
            _append(path, line)
        except OSError:
            continue
        return path
    return None


def _append(path: Path, line: str) -> None:
    if path.parent.name == "log":
        if not path.parent.parent.is_dir():
            raise FileNotFoundError(path.parent.parent)  # a home is not made for a log
        path.parent.mkdir(mode=0o700, exist_ok=True)
    if path.exists() and path.stat().st_size > LONGEST:
        path.replace(path.with_name(f"{path.name}.1"))
    # never through a link that somebody else laid into the folder for temporary files
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(line)


class LogFile(logging.Handler):
    """Records of the program's loggers, with their tracebacks."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
            record = copy.copy(record)
            record.exc_info = record.exc_text = None
        write(self.format(record))


class OneLine(logging.Formatter):
    """What a terminal sees of a record: its first line, and no traceback."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        said = f"：{type(error).__name__}：{error}" if error else ""
        return covered(f"{record.levelname} {record.getMessage()}{said}").partition("\n")[0]
