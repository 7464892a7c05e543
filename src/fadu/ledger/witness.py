# SPDX-License-Identifier: MulanPSL-2.0
"""The witnesses: files outside the home folder to which every head is appended; only so is an old backup detectable.

A witness forgets nothing. A head is appended only where it is proved to go on from the largest one kept there; where it
does not, nothing is appended and an alarm is entered in the ledger, from where nobody takes it away quietly.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings

from fadu.ledger import alarms, head_file, merkle, stored_tree
from fadu.ledger.alarms import Cause
from fadu.ledger.heads import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.ledger.head_file import Unreadable

#: bytes from the end of a witness in which the largest head is looked for: some 200 heads
TAIL = 64 * 1024


def paths() -> list[Path]:
    """The files of FADU_WITNESS (several with the system's path separator between them) and FADU_WITNESS_2."""
    given = [*settings.FADU_WITNESS.split(os.pathsep), settings.FADU_WITNESS_2]
    return [Path(text) for text in dict.fromkeys(given) if text]


def kept(path: Path, length: int) -> Iterator[Head | Unreadable]:
    """Every head in the first ``length`` bytes of a witness, and what in it is none, line by line. Raises OSError."""
    with path.open("rb") as file:
        yield from head_file.read(_lines(file, length))


def _lines(file: IO[bytes], length: int) -> Iterator[str]:
    while length > 0 and (line := file.readline(length)):
        length -= len(line)
        yield line.decode("utf-8", "replace")


def keep(head: Head) -> None:
    """Append a head to each witness that it goes on from; enter an alarm where it does not or the file does not answer."""
    for path in paths():
        try:
            cause, largest = _keep(head, path)
        except OSError as error:
            alarms.raise_(path, Cause.UNREACHABLE, why=error.strerror or str(error))
            continue
        if cause is None:
            alarms.answered(path)
        else:
            alarms.raise_(path, cause, size=head.size, root=head.root, kept=largest)


def _keep(head: Head, path: Path) -> tuple[Cause | None, Head | None]:
    """Why a head was not appended, and the head that stands against it; nothing where all is well."""
    if not path.exists() or not path.stat().st_size:
        if alarms.has_begun(path):
            return Cause.GONE, None
        _append(path, head)
        alarms.begun(path, head)
        return None, None
    last = _last(path)
    if last is None:
        return Cause.FOREIGN, None
    if last.origin not in ("", head.origin):
        return Cause.FOREIGN, last
    if not _goes_on(head, last):
        return Cause.FORKED, last
    if last.size < head.size:
        _append(path, head)
    return None, None


def _last(path: Path) -> Head | None:
    """The largest head at the end of a witness that is signed."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        text = file.read().decode("utf-8", "replace")
    heads = [one for one in head_file.read(text.split("\n")) if isinstance(one, Head)]
    return next((one for one in sorted(heads, key=lambda one: -one.size) if one.is_signed()), None)


def _goes_on(head: Head, last: Head) -> bool:
    """Whether today's tree, of which ``head`` is the newest head here, is proved to go on from a head kept elsewhere."""
    size, root = head.size, bytes.fromhex(head.root)
    if last.size > size:  # another process was quicker, or an older backup was put back
        size = stored_tree.size()
        if last.size > size:
            return False
        root = stored_tree.root(size)
    if last.size == 0:
        return True
    proof = stored_tree.consistency(last.size, size)
    return merkle.verify_consistency(last.size, size, bytes.fromhex(last.root), root, proof)


def _append(path: Path, head: Head) -> None:
    """Write a note in one go, an empty line before it where the file holds something already, and wait for the disk."""
    before = "\n" if path.exists() and path.stat().st_size else ""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        os.write(descriptor, f"{before}{head.note}".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
