# SPDX-License-Identifier: MulanPSL-2.0
"""A backup holds everything a bureau owns; it is put back whole, rows and files together, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from life import decided, staffed

from fadu.ledger import sequencing, verification
from fadu.people import archive, sealing
from fadu.people import services as people
from fadu.people.archive import BackupError
from fadu.people.models import Party
from fadu.records import services as records
from fadu.records.models import StoredFile

pytestmark = pytest.mark.django_db(transaction=True)
WORDS, NUMBER, PHOTO = "一句不短的口令", "11010519491231002X", "现场照片".encode()


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> Path:
    """A lived case with a file and a sealed number, and its backup; then the home of another machine, empty."""
    settings.FADU_KEYS, settings.FADU_FILES, settings.FADU_WITNESS = tmp_path / "keys", tmp_path / "files", ""
    settings.FADU_KEYS.mkdir()
    decided(staffed())
    people.register_party(kind="person", name="李明", id_number=NUMBER)
    records.store(name="照片.txt", content=PHOTO)
    sequencing.sequence()
    path = tmp_path / "backup"
    archive.write(path, WORDS)
    emptied()
    settings.FADU_KEYS, settings.FADU_FILES = tmp_path / "other" / "keys", tmp_path / "other" / "files"
    settings.FADU_KEYS.mkdir(parents=True)
    (settings.FADU_KEYS / "master").write_text("00" * 32, encoding="ascii")
    return path


def emptied() -> None:
    from django.db import connection, transaction

    from fadu.storage import triggers

    with transaction.atomic():
        triggers.remove()
        for model in reversed(archive.tables()):
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {model._meta.db_table}")
        triggers.install()


def files_under(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_what_was_put_back_verifies_opens_its_seals_and_goes_on(kept: Path) -> None:
    rows = archive.restore(kept, WORDS)

    assert rows["cases.act"] > 10
    assert verification.verify() == []
    assert sealing.unseal(Party.objects.get(name="李明").id_number) == NUMBER
    assert people.register_party(kind="person", name="王强")[0].pk
    sequencing.sequence()
    assert verification.verify() == []


@pytest.mark.parametrize("damage", ["passphrase", "one byte", "not a backup"])
def test_a_wrong_word_or_a_changed_file_changes_nothing(kept: Path, damage: str, settings: Any) -> None:
    data = bytearray(kept.read_bytes())
    data[-20] ^= damage == "one byte"
    kept.write_bytes(b"hello" if damage == "not a backup" else bytes(data))

    with pytest.raises(BackupError):
        archive.restore(kept, "另一句口令" if damage == "passphrase" else WORDS)

    assert not Party.objects.exists()
    assert files_under(settings.FADU_KEYS.parent) == {"keys/master"}


def test_if_a_file_cannot_be_put_in_place_no_row_is_and_the_keys_are_as_before(
    kept: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves, replace = [], Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name.startswith("new-"):
            moves.append(target)
            if len(moves) == 3:
                raise OSError("磁盘已满")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="磁盘已满"):
        archive.restore(kept, WORDS)

    assert not Party.objects.exists()
    assert not StoredFile.objects.exists()
    assert files_under(settings.FADU_KEYS.parent) == {"keys/master"}
    assert (settings.FADU_KEYS / "master").read_text(encoding="ascii") == "00" * 32


def test_if_the_rows_do_not_fit_no_file_stays(
    kept: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing() -> None:
        raise RuntimeError("连接中断")

    monkeypatch.setattr(archive, "_sequences", failing)
    with pytest.raises(RuntimeError, match="连接中断"):
        archive.restore(kept, WORDS)

    assert not Party.objects.exists()
    assert files_under(settings.FADU_KEYS.parent) == {"keys/master"}
