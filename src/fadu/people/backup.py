# SPDX-License-Identifier: MulanPSL-2.0
"""A backup: every table as of one moment, the files and the keys, in one stream, the same for both databases.

A tar (tables as lines of JSON, in parts), compressed, sealed in chunks under a key derived from the passphrase. It is
written while the bureau works: no writer waits, nothing is held in memory but a part and a chunk. The file appears
under its name when it is whole and was read back.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import tempfile
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import orjson
from cryptography.hazmat.primitives import constant_time
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.apps import apps
from django.conf import settings
from django.core import serializers

from fadu import __version__
from fadu.kernel import clock, digests
from fadu.kernel.chunked_seal import CHUNK, OpeningReader, SealBrokenError, SealingWriter
from fadu.kernel.errors import FaduError
from fadu.storage import schema
from fadu.storage.snapshot import columns, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.apps.registry import Apps
    from django.db.models import Model

MAGIC = b"FADU-BACKUP-2\n"
#: the format of the first development versions, sealed whole
MAGIC_BEFORE = b"FADU-BACKUP-1\n"
SALT = 16
#: what proves the passphrase before anything is opened, and binds the file to it
PROOF = 32
#: the cost of guessing a passphrase
SCRYPT = {"n": 2**15, "r": 8, "p": 1}
#: tables that are made anew or hold no record
LEFT_OUT = {
    "sessions.session",
    "admin.logentry",
    "axes.accessattempt",
    "axes.accesslog",
    "axes.accessfailurelog",
    "desk.signin",
}
#: bytes of a table's part
PART = 1 << 20


class BackupError(FaduError):
    """备份文件不能用：文件被改动，或者不完整。"""

    code = "backup"


def tables(registry: Apps = apps) -> list[type[Model]]:
    """The models whose tables are kept, those referred to first; of this release, or of another registry."""
    ordered = serializers.sort_dependencies([(config, None) for config in registry.get_app_configs()])
    joining = [model for model in registry.get_models(include_auto_created=True) if model._meta.auto_created]
    return [
        model
        for model in (*ordered, *joining)
        if model._meta.label_lower not in LEFT_OUT and not model._meta.proxy and model._meta.managed
    ]


def folders() -> dict[str, Path]:
    """What of the home is kept beside the tables: folders by their name in the backup."""
    return {"keys": Path(settings.FADU_KEYS), "files": Path(settings.FADU_FILES)}


def practice_clock() -> Path:
    """The file by which a home for practice lives at a time of its own; a real bureau has none."""
    return Path(settings.FADU_PRACTICE_CLOCK)


def write(path: Path, passphrase: str) -> dict[str, int]:
    """Write the backup and return how many rows of each table it holds; it is read back before it counts.

    Raises BackupError where what was read back is not what was written, OSError where the disk does not take it.
    """
    handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=".backup-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            rows, written = _write(file, passphrase)
            file.flush()
            os.fsync(file.fileno())
        with opened(beside, passphrase) as stream:
            if _digest(stream) != written:
                raise BackupError("备份写出后读回不一致。请检查磁盘后重试。")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _mark()
    return rows


def last_made() -> datetime | None:
    """When this home was backed up last; None where nothing says so. A home put back from a backup begins anew."""
    try:
        return datetime.fromisoformat(json.loads(_marked().read_text(encoding="utf-8"))["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _mark() -> None:
    """Note that a backup was made; that it could not be noted does not undo the backup."""
    with suppress(OSError):
        _marked().write_text(json.dumps({"at": clock.now().isoformat()}), encoding="utf-8")


def _marked() -> Path:
    return Path(settings.FADU_KEYS).parent / "last-backup.json"


def _write(file: IO[bytes], passphrase: str) -> tuple[dict[str, int], bytes]:
    """Everything into an open file; the rows of each table, and the digest of what was sealed."""
    salt = os.urandom(SALT)
    key, proof = _keys(passphrase, salt)
    header = MAGIC + salt + proof
    file.write(header)
    sealing = SealingWriter(file, key, header)
    hashing = _Hashing(sealing)
    with (
        gzip.GzipFile(fileobj=cast("IO[bytes]", hashing), mode="wb", compresslevel=1, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        rows = _fill(archive)
    sealing.finish()
    return rows, hashing.digest.digest()


def _fill(archive: tarfile.TarFile) -> dict[str, int]:
    """Every member, in the order in which it is put back. A database that is behind is kept as it stands."""
    if not schema.applied():
        raise BackupError(
            "这个 FADU_HOME 还没有机关，没有可备份的内容。先运行 fadu init，或者核对 FADU_HOME。"
        )
    kept = tables(schema.models_as_they_stand())
    with snapshot() as read:
        about = {"fadu": __version__, "made_at": clock.now().isoformat(), "migrations": schema.applied()}
        _add(archive, "about.json", orjson.dumps(about))
        if practice_clock().exists():
            _add(archive, "practice-clock", practice_clock().read_bytes())
        _add_folder(archive, "keys")
        rows = {model._meta.label_lower: _add_table(archive, model, read) for model in kept}
    _add_folder(archive, "files")  # after the tables: no row points at a file that came later
    _add(archive, "rows.json", orjson.dumps(rows))
    return rows


def _add_table(
    archive: tarfile.TarFile, model: type[Model], read: Callable[[type[Model]], Iterator[Any]]
) -> int:
    """A table in parts: a line with the columns, then a line for each row. An empty table has one part."""
    head, total, parts = orjson.dumps(columns(model)), 0, 0
    lines, size = [head], len(head)
    for row in read(model):
        line = orjson.dumps(row)
        if size + len(line) > PART:
            parts += _add_part(archive, model, parts, lines)
            lines, size = [head], len(head)
        lines.append(line)
        size += len(line) + 1
        total += 1
    _add_part(archive, model, parts, lines)
    return total


def _add_part(archive: tarfile.TarFile, model: type[Model], part: int, lines: list[bytes]) -> int:
    _add(archive, f"tables/{model._meta.label_lower}/{part:06}.jsonl", b"\n".join(lines))
    return 1


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    _put(archive, info, io.BytesIO(data))


def _add_folder(archive: tarfile.TarFile, name: str) -> None:
    """The files of a folder of the home, those still being written (with a dot before their name) left out."""
    folder = folders()[name]
    for file in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
        info = tarfile.TarInfo(f"{name}/{file.relative_to(folder).as_posix()}")
        with file.open("rb") as content:
            info.size, info.mode = os.fstat(content.fileno()).st_size, 0o600
            _put(archive, info, content)


def _put(archive: tarfile.TarFile, info: tarfile.TarInfo, content: IO[bytes]) -> None:
    archive.addfile(info, content)
    archive.members.clear()  # the list would grow with every member


class _Hashing:
    """Hands on what it is given, and keeps its digest."""

    def __init__(self, target: SealingWriter) -> None:
        self.target, self.digest = target, digests.hasher()()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.target.write(data)

    def flush(self) -> None:
        self.target.flush()


def _keys(passphrase: str, salt: bytes) -> tuple[bytes, bytes]:
    """The key of the stream, and the proof of the passphrase that stands open in the header."""
    derived = Scrypt(salt=salt, length=32 + PROOF, **SCRYPT).derive(passphrase.encode())
    return derived[:32], derived[32:]


@contextmanager
def opened(path: Path, passphrase: str) -> Iterator[OpeningReader]:
    """The compressed stream of a backup, each byte proved before it is given. Raises BackupError."""
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
        if start == MAGIC_BEFORE:
            raise BackupError(
                "这是早期开发版本写出的备份，本版本不能恢复。请用写出它的版本恢复，再用本版本重新备份。"
            )
        rest = file.read(SALT + PROOF)
        if start != MAGIC or len(rest) < SALT + PROOF:
            raise BackupError("这不是法度的备份文件，或者文件不完整。请核对文件名，换一份备份。")
        key, proof = _keys(passphrase, rest[:SALT])
        if not constant_time.bytes_eq(proof, rest[SALT:]):
            raise BackupError("口令不对，或者备份文件的开头被改动。")
        try:
            yield OpeningReader(file, key, start + rest)
        except SealBrokenError:
            raise BackupError("备份文件被改动或者不完整，没有写入任何内容。请换一份备份。") from None


def _digest(stream: OpeningReader) -> bytes:
    hasher = digests.hasher()()
    while some := stream.read(CHUNK):
        hasher.update(some)
    return hasher.digest()
