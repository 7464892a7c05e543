# SPDX-License-Identifier: MulanPSL-2.0
"""A backup: every table, the files and the keys in one archive, encrypted with a passphrase, the same for both databases."""

from __future__ import annotations

import io
import json
import os
import tarfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model

from fadu.kernel import digests
from fadu.kernel.errors import FaduError
from fadu.people.placing import placing
from fadu.storage import triggers

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"FADU-BACKUP-1\n"
#: the cost of guessing a passphrase
SCRYPT = {"n": 2**15, "r": 8, "p": 1}
#: tables that are made anew or hold no record
LEFT_OUT = {
    "sessions.session",
    "admin.logentry",
    "axes.accessattempt",
    "axes.accesslog",
    "axes.accessfailurelog",
}
BATCH = 1000


class BackupError(FaduError):
    """备份文件不能用：口令不对，或者文件被改动、不完整。"""

    code = "backup"


class Exact(DjangoJSONEncoder):
    """Moments to the microsecond: Django's own encoder cuts them to the millisecond, and what was hashed would not agree."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def tables() -> list[type[Model]]:
    """The models to keep, those referred to first."""
    ordered = serializers.sort_dependencies([(config, None) for config in apps.get_app_configs()])
    return [model for model in ordered if model._meta.label_lower not in LEFT_OUT and not model._meta.proxy]


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, **SCRYPT).derive(passphrase.encode())


def write(path: Path, passphrase: str) -> dict[str, int]:
    """Write the backup and return how many rows of each table it holds; it is read back and compared before it counts."""
    rows: dict[str, int] = {}
    buffer = io.BytesIO()
    alone = not connection.in_atomic_block
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive, transaction.atomic():
        if (
            alone and connection.vendor == "postgresql"
        ):  # one moment for all tables, though the bureau works on
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for model in tables():
            found = model._base_manager.order_by("pk")
            rows[model._meta.label_lower] = found.count()
            text = serializers.serialize("json", found.iterator(chunk_size=BATCH), cls=Exact)
            _add(archive, f"tables/{model._meta.label_lower}.json", text.encode())
        for name, folder in _folders().items():
            for file in sorted(p for p in folder.rglob("*") if p.is_file()):
                _add(archive, f"{name}/{file.relative_to(folder)}", file.read_bytes())
        _add(archive, "rows.json", json.dumps(rows).encode())
    plain = buffer.getvalue()
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, plain, MAGIC)
    path.write_bytes(MAGIC + salt + nonce + sealed)
    path.chmod(0o600)
    if digests.digest(_opened(path, passphrase)) != digests.digest(plain):
        raise BackupError("备份写出后读回不一致。请检查磁盘后重试。")
    return rows


def _folders() -> dict[str, Path]:
    return {"files": Path(settings.FADU_FILES), "keys": Path(settings.FADU_KEYS)}


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    archive.addfile(info, io.BytesIO(data))


def _opened(path: Path, passphrase: str) -> bytes:
    data = path.read_bytes()
    if not data.startswith(MAGIC):
        raise BackupError("这不是法度的备份文件。")
    body = data[len(MAGIC) :]
    try:
        return AESGCM(_key(passphrase, body[:16])).decrypt(body[16:28], body[28:], MAGIC)
    except InvalidTag:
        raise BackupError from None


def restore(path: Path, passphrase: str) -> dict[str, int]:
    """Restore a backup into an empty, migrated home: all or nothing, counted afterwards.

    The files are moved into place before the rows are committed: no row ever points at a file that is not there.
    """
    home = Path(settings.FADU_KEYS).parent
    with (
        tarfile.open(fileobj=io.BytesIO(_opened(path, passphrase)), mode="r:gz") as archive,
        placing(home) as files,
    ):
        rows: dict[str, int] = json.loads(_read(archive, "rows.json"))
        files.stage(
            (folder / member, data)
            for name, folder in _folders().items()
            for member, data in _members(archive, name)
        )
        with transaction.atomic():
            triggers.remove()
            for model in reversed(tables()):
                _emptied(model)
            for model in tables():
                _fill(model, _read(archive, f"tables/{model._meta.label_lower}.json"))
            found = {model._meta.label_lower: model._base_manager.count() for model in tables()}
            if found != rows:
                wrong = sorted(name for name in rows if rows[name] != found.get(name))
                raise BackupError(f"恢复后的行数与备份不符：{'、'.join(wrong)}。没有写入任何内容。")
            _sequences()
            triggers.install()
            files.move()
    return rows


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise BackupError
    return file.read()


def _members(archive: tarfile.TarFile, folder: str) -> Iterator[tuple[str, bytes]]:
    for member in archive.getmembers():
        head, _, rest = member.name.partition("/")
        if head == folder and rest and ".." not in Path(rest).parts and not rest.startswith("/"):
            yield rest, _read(archive, member.name)


def _emptied(model: type[Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - our own tables


def _fill(model: type[Model], text: bytes) -> None:
    made: list[Any] = []
    for item in serializers.deserialize("json", text):
        made.append(item.object)
        if len(made) == BATCH:
            model._base_manager.bulk_create(made)
            made = []
    model._base_manager.bulk_create(made)


def _sequences() -> None:
    """Let the counters of ids go on after the rows restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
