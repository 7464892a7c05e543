# SPDX-License-Identifier: MulanPSL-2.0
"""What follows from files alone, worked out once and kept between runs: parsed law, procedures, what the checker proved.

A memory can be lost at any time and changes nothing but the time it takes. It is kept under a mark over *everything* it follows from,
contents and not dates of files, so that it cannot go stale; what does not read well is worked out anew. It is read only
from a folder that nobody but its owner may write, and only plain values come back: a class that is not named
is not made, and no code runs. Without a folder, as in tests, nothing is kept.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from fadu.kernel import digests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

#: the packages from which values may come back; of other modules only the classes named
_ROOMS = ("fadu.law.", "fadu.procedure.")
_CLASSES = frozenset(
    {
        ("datetime", "date"),
        ("fadu.kernel.yaml_reader", "Map"),
        ("fadu.kernel.yaml_reader", "Seq"),
        ("fractions", "Fraction"),
    }
)
#: what was written later than this may have changed after this program read it
_SETTLED = time.time() - 2
_HOUSE = Path(__file__).parents[1]
_READERS = ("yaml", "yamlcore")
_folders: list[Path] = []


class _NotPlainError(Exception):
    """A memory names something that is no plain value."""


def keep_in(*folders: Path) -> None:
    """Keep memories from now on in the first of these folders that is ours (none: nowhere); the composition calls it once."""
    _folders[:] = folders
    code_mark.cache_clear()


@cache
def code_mark(*rooms: str) -> str:
    """A mark over the source of rooms of this program and of the readers of YAML: what is worked out follows from it too."""
    specs = (find_spec(package) for package in _READERS)
    readers = [Path(spec.origin).parent for spec in specs if spec is not None and spec.origin]
    return mark_of((*code_of(*rooms), *(file for place in readers for file in place.rglob("*.py"))))


def code_of(*rooms: str) -> Iterator[Path]:
    """The source of rooms of this program."""
    return (file for room in rooms for file in (_HOUSE / room).rglob("*.py"))


def mark_of(files: Iterable[Path], *marks: str) -> str:
    """A mark over the paths and contents of files, and over other marks.

    It is empty, so that nothing is kept, where one of them is empty, where there is no folder to keep in, and where a file cannot be read or was written since this
    program started: what was loaded before may then follow from something else than what stands there now.

    >>> mark_of([Path("/no/such/file")])
    ''
    """
    return content_mark(files, *marks) if _folders and all(marks) else ""


def content_mark(files: Iterable[Path], *marks: str) -> str:
    """Such a mark whether or not there is a folder to keep memories in: for what is kept elsewhere."""
    whole = digests.hasher()()
    whole.update(f"{sys.version_info[:3]} {marks}\n".encode())
    try:
        for path in sorted(set(files)):
            with path.open("rb") as file:
                if os.fstat(file.fileno()).st_ctime > _SETTLED:
                    return ""
                content = file.read()
            whole.update(f"{path} {len(content)}\n".encode())
            whole.update(content)
    except OSError:
        return ""
    return str(whole.hexdigest())


def remembered(name: str, mark: str, make: Callable[[], T]) -> T:
    """What was kept under a name and a mark; made, and kept, where there is no such memory. An empty mark keeps nothing.

    >>> remembered("answer", "", lambda: 42)
    42
    """
    folder = _folder() if mark else None
    if folder is None:
        return make()
    path = folder / f"{digests.of(name.encode())[:24]}.memory"
    head = f"fadu memory 1\n{name}\n{mark}\n".encode()
    kept = _read(path, head)
    if kept is not None:
        return cast("T", kept[0])
    made = make()
    _write(path, head, made)
    return made


def _folder() -> Path | None:
    """The first folder that is ours alone; one that is not there is made."""
    for folder in _folders:
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_dir() and _is_ours(folder):
            return folder
    return None


def _is_ours(path: Path) -> bool:
    try:
        status = path.stat()
    except OSError:
        return False
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _read(path: Path, head: bytes) -> tuple[Any] | None:
    """The value kept in a file, in a tuple of its own, where the file is ours, whole and under this head."""
    try:
        if not _is_ours(path):
            return None
        content = path.read_bytes()
        if not content.startswith(head):
            return None
        sum_, body = content[len(head) : len(head) + 32], content[len(head) + 32 :]
        return (_Plain(BytesIO(body)).load(),) if digests.digest(body) == sum_ else None
    except Exception:  # noqa: BLE001 - whatever is wrong with a memory, it is no memory
        return None


class _Plain(pickle.Unpickler):
    """An unpickler that makes values of the classes above and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(_ROOMS) or (module, name) in _CLASSES:
            candidate = super().find_class(module, name)
            if isinstance(candidate, type):
                return candidate
        raise _NotPlainError(f"{module}.{name}")


def _write(path: Path, head: bytes, value: Any) -> None:
    """Write beside and put in place at once; a folder that cannot be written keeps nothing."""
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    with suppress(OSError):
        descriptor, beside = tempfile.mkstemp(dir=path.parent, suffix=".new")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(head + digests.digest(body) + body)
            os.replace(beside, path)
        except OSError:
            os.unlink(beside)
