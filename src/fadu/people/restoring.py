# SPDX-License-Identifier: MulanPSL-2.0
"""A backup put back into an empty home, in one pass: all or nothing, counted afterwards.

Empty means: no bureau in the database, and no key and no file of one beside it. The database may be another one than the
keys belong to (a forgotten DATABASE_URL), or it was lost while newer keys are still there: what would be overwritten could
never be had again.

The files are moved into place before the rows are committed: no row ever points at a file that is not there. A run that
is killed leaves an empty database and perhaps the backup's own files, and the next one begins anew.
"""

from __future__ import annotations

import gzip
import tarfile
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, cast

import orjson
from django.conf import settings
from django.db import transaction

from fadu import __version__
from fadu.kernel.chunked_seal import CHUNK
from fadu.kernel.errors import FaduError
from fadu.ledger import kept_head
from fadu.people import backup
from fadu.people.backup import BackupError
from fadu.people.placing import placing
from fadu.storage import schema, snapshot, triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import Model

    from fadu.people.placing import Placing

#: bytes a member may have that is read whole
LONGEST = 1 << 28
#: what belongs to no bureau: made before one is founded, and made anew where it is missing; and the head that a restored
#: database must go on from
MADE_BY_ANYBODY = frozenset({"django-secret", "demo-password", kept_head.NAME, f"{kept_head.NAME}.before"})


class HomeOccupiedError(FaduError):
    """FADU_HOME 不是空的，恢复不会覆盖已有的资料。"""

    code = "home_occupied"


def occupants(folders: Iterable[Path]) -> Iterator[Path]:
    """The keys and files of a bureau that lie in these folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name not in MADE_BY_ANYBODY:
                yield path


def restore(path: Path, passphrase: str) -> dict[str, int]:
    """Restore a backup into an empty, migrated home and return how many rows each table has.

    Raises BackupError where the file cannot be used, HomeOccupiedError where keys or files lie in the home that are not
    byte for byte those of the backup: then nothing was written.
    """
    home = Path(settings.FADU_KEYS).parent
    with (
        placing(home) as files,
        backup.opened(path, passphrase) as stream,
        gzip.GzipFile(fileobj=cast("IO[bytes]", stream), mode="rb") as packed,
        tarfile.open(fileobj=packed, mode="r|") as archive,
        transaction.atomic(),
    ):
        models = {model._meta.label_lower: model for model in backup.tables()}
        triggers.remove()
        for model in reversed(models.values()):
            snapshot.empty(model)
        rows = _take_in(archive, models, files)
        while packed.read(CHUNK):  # to the very end: only the last chunk proves that nothing was cut off
            pass
        _compare(rows, models)
        _refuse_occupied(files)
        snapshot.go_on_counting(list(models.values()))
        triggers.install()
        files.move()
    return rows


def _take_in(archive: tarfile.TarFile, models: Mapping[str, type[Model]], files: Placing) -> dict[str, int]:
    """Every member into its place; the rows the backup says it holds, which come last."""
    rows: dict[str, int] | None = None
    has_practice_clock = False
    for member in archive:
        archive.members.clear()
        content = archive.extractfile(member)
        if content is None or rows is not None:
            raise BackupError
        head, _, rest = member.name.partition("/")
        if member.name == "about.json":
            _check(_json(content, member))
        elif head == "tables":
            _put_rows(rest.partition("/")[0], content, member, models)
        elif head in backup.folders():
            files.stage(_place(backup.folders()[head], rest), content)
        elif member.name == "practice-clock":
            has_practice_clock = True
            files.stage(backup.practice_clock(), content)
        elif member.name == "rows.json":
            rows = _json(content, member)
    if rows is None:
        raise BackupError
    if not has_practice_clock:
        files.remove(backup.practice_clock())
    return rows


def _refuse_occupied(files: Placing) -> None:
    """Nothing of another bureau, or of another day, is overwritten or kept beside what is restored."""
    for path in occupants(backup.folders().values()):
        if not files.is_equal(path):
            raise HomeOccupiedError(
                f"这个 FADU_HOME 不是空的：已有 {path}，与备份中的不同。恢复不会覆盖已有的资料，没有写入任何内容。"
                "请换一个空的 FADU_HOME；使用 PostgreSQL 的，先核对 DATABASE_URL。"
            )


def _check(about: Mapping[str, Any]) -> None:
    """The backup's tables must look like those here."""
    if about["migrations"] == schema.applied():
        return
    here, there = schema.applied(), about["migrations"]
    apart = sorted(app for app in here.keys() | there.keys() if here.get(app) != there.get(app))
    raise BackupError(
        f"备份由版本{about['fadu']}写出，数据库结构与本版本（{__version__}）不同（{'、'.join(apart)}），没有写入任何内容。"
        "请用写出它的版本恢复，再运行 fadu upgrade。"
    )


def _put_rows(
    label: str, content: IO[bytes], member: tarfile.TarInfo, models: Mapping[str, type[Model]]
) -> None:
    model = models.get(label)
    if model is None:
        raise BackupError(f"备份中有本版本没有的表（{label}），没有写入任何内容。请用写出备份的版本恢复。")
    head, *lines = _whole(content, member).split(b"\n")
    names = orjson.loads(head)
    if sorted(names) != sorted(snapshot.columns(model)):  # a release keeps them in another order
        raise BackupError(
            f"备份中的表（{label}）与本版本的栏目不同，没有写入任何内容。请用写出备份的版本恢复。"
        )
    snapshot.insert(model, names, [tuple(orjson.loads(line)) for line in lines])


def _compare(rows: Mapping[str, int], models: Mapping[str, type[Model]]) -> None:
    counts = {label: snapshot.count(model) for label, model in models.items()}
    if counts != rows:
        wrong = sorted(label for label in rows.keys() | counts.keys() if rows.get(label) != counts.get(label))
        raise BackupError(f"恢复后的行数与备份不符：{'、'.join(wrong)}。没有写入任何内容。")


def _place(folder: Path, name: str) -> Path:
    """Where a file of the backup goes: below its folder, nowhere else."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts:
        raise BackupError(f"备份中有不该有的路径（{name}），没有写入任何内容。")
    return folder.joinpath(*parts.parts)


def _json(content: IO[bytes], member: tarfile.TarInfo) -> Any:
    return orjson.loads(_whole(content, member))


def _whole(content: IO[bytes], member: tarfile.TarInfo) -> bytes:
    if member.size > LONGEST:
        raise BackupError
    return content.read()
