# SPDX-License-Identifier: MulanPSL-2.0
"""A backup holds everything a bureau owns; it is put back whole, rows and files together, or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from life import decided, staffed

from fadu.ledger import sequencing, verification
from fadu.people import backup, restoring, sealing
from fadu.people.backup import BackupError
from fadu.people.models import Party
from fadu.people.parties import register_party
from fadu.records import services as records
from fadu.records.models import StoredFile
from fadu.storage import triggers

pytestmark = pytest.mark.django_db(transaction=True)
WORDS, NUMBER, PHOTO = "一句不短的口令", "11010519491231002X", "现场照片".encode()


def lived_with_a_photo() -> bytes:
    """The backup of a lived case with a file and a sealed number."""
    decided(staffed())
    register_party(kind="person", name="李明", id_number=NUMBER)
    records.store(name="照片.txt", content=PHOTO)
    sequencing.sequence()
    with tempfile.TemporaryDirectory() as folder:
        backup.write(Path(folder) / "backup", WORDS)
        return (Path(folder) / "backup").read_bytes()


@pytest.fixture
def kept(tmp_path: Path, settings: Any, begin_from_another: Any) -> Path:
    """The backup of a bureau, and the home of another machine, empty."""
    settings.FADU_WITNESS = ""
    path = tmp_path / "backup"
    path.write_bytes(begin_from_another(lived_with_a_photo))
    settings.FADU_KEYS, settings.FADU_FILES = tmp_path / "other" / "keys", tmp_path / "other" / "files"
    settings.FADU_PRACTICE_CLOCK = tmp_path / "other" / "practice-clock"
    settings.FADU_KEYS.mkdir(parents=True)
    (settings.FADU_KEYS / "django-secret").write_text("00" * 32, encoding="ascii")
    return path


def emptied() -> None:
    with transaction.atomic():
        triggers.remove()
        for model in reversed(backup.tables()):
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {model._meta.db_table}")
        triggers.install()


def files_under(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_what_was_put_back_verifies_opens_its_seals_and_goes_on(kept: Path) -> None:
    rows = restoring.restore(kept, WORDS)

    assert rows["cases.act"] > 10
    assert verification.verify() == []
    assert sealing.unseal(Party.objects.get(name="李明").id_number) == NUMBER
    assert register_party(kind="person", name="王强")[0].pk
    sequencing.sequence()
    assert verification.verify() == []


DAMAGES = {
    "passphrase": (lambda data: data, "口令不对"),
    "one byte": (lambda data: data[:-20] + bytes([data[-20] ^ 1]) + data[-19:], "被改动或者不完整"),
    "the header": (lambda data: data[:20] + bytes([data[20] ^ 1]) + data[21:], "口令不对"),
    "the end": (lambda data: data[:-1], "被改动或者不完整"),
    "half": (lambda data: data[: len(data) // 2], "被改动或者不完整"),
    "a tail": (lambda data: data + b"x", "被改动或者不完整"),
    "twenty bytes": (lambda data: data[:20], "不是法度的备份文件，或者文件不完整"),
    "nothing": (lambda data: b"", "不是法度的备份文件"),
    "not a backup": (lambda data: b"hello" * 100, "不是法度的备份文件"),
    "an early version": (lambda data: b"FADU-BACKUP-1\n" + data[14:], "早期开发版本"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_wrong_word_or_a_changed_file_changes_nothing(kept: Path, damage: str, settings: Any) -> None:
    change, said = DAMAGES[damage]
    kept.write_bytes(change(kept.read_bytes()))

    with pytest.raises(BackupError, match=said):
        restoring.restore(kept, "另一句口令" if damage == "passphrase" else WORDS)

    assert not Party.objects.exists()
    assert files_under(settings.FADU_KEYS.parent) == {"keys/django-secret"}


@pytest.mark.parametrize("place", ["keys/ledger-signing", "keys/master", "files/ab/cd"])
def test_keys_and_files_that_are_there_are_never_overwritten_nor_kept_beside_others(
    kept: Path, settings: Any, place: str
) -> None:
    path = settings.FADU_KEYS.parent / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("11" * 32, encoding="ascii")

    with pytest.raises(restoring.HomeOccupiedError, match=place):
        restoring.restore(kept, WORDS)

    assert not Party.objects.exists()
    assert files_under(settings.FADU_KEYS.parent) == {"keys/django-secret", place}
    assert path.read_text(encoding="ascii") == "11" * 32


def test_a_backup_of_another_release_is_refused_with_the_release_that_wrote_it(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = restoring.schema.applied()
    monkeypatch.setattr(restoring.schema, "applied", lambda: {**here, "cases": [*here["cases"], "9999_next"]})

    with pytest.raises(BackupError, match=r"数据库结构与本版本.*不同（cases）"):
        restoring.restore(kept, WORDS)


def test_a_home_for_practice_is_put_back_as_one_and_a_real_one_as_a_real_one(
    kept: Path, tmp_path: Path, settings: Any
) -> None:
    left = settings.FADU_KEYS.parent / "practice-clock"
    settings.FADU_PRACTICE_CLOCK = left
    left.write_text("-31536000")
    restoring.restore(kept, WORDS)
    assert not left.exists()

    left.write_text("-86400")
    backup.write(tmp_path / "practice", WORDS)
    left.unlink()
    emptied()
    restoring.restore(tmp_path / "practice", WORDS)

    assert left.read_text() == "-86400"


def test_what_a_killed_run_left_behind_is_cleared_by_the_next(kept: Path, settings: Any) -> None:
    left = settings.FADU_KEYS.parent / ".restoring-left"
    left.mkdir()
    (left / "new-0").write_text("half a file")

    restoring.restore(kept, WORDS)

    assert not left.exists()
    assert verification.verify() == []


def test_every_kind_of_value_comes_back_as_it_was_from_tables_of_many_parts(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restoring.restore(kept, WORDS)
    monkeypatch.setattr(backup, "PART", 2_000)
    before = {model: contents(model) for model in backup.tables()}
    backup.write(tmp_path / "again", WORDS)
    emptied()
    restoring.restore(tmp_path / "again", WORDS)

    assert {model: contents(model) for model in backup.tables()} == before


def contents(model: Any) -> list[Any]:
    return [
        [bytes(value) if isinstance(value, memoryview) else value for value in row]
        for row in model._base_manager.order_by("pk").values_list()
    ]


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
        restoring.restore(kept, WORDS)

    assert not Party.objects.exists()
    assert not StoredFile.objects.exists()
    assert files_under(settings.FADU_KEYS.parent) == {"keys/django-secret"}
    assert (settings.FADU_KEYS / "django-secret").read_text(encoding="ascii") == "00" * 32


def test_if_the_rows_do_not_fit_no_file_stays(
    kept: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(models: Any) -> None:
        raise RuntimeError("连接中断")

    monkeypatch.setattr(restoring.snapshot, "go_on_counting", failing)
    with pytest.raises(RuntimeError, match="连接中断"):
        restoring.restore(kept, WORDS)

    assert not Party.objects.exists()
    assert files_under(settings.FADU_KEYS.parent) == {"keys/django-secret"}
