# SPDX-License-Identifier: MulanPSL-2.0
"""A backup is made beside the work: no writer waits for it, it holds one moment, and its size costs no memory."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from fadu.ledger.models import LedgerEntry
from fadu.people import backup
from fadu.people.models import Party

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "一句不短的口令"

WRITER = """
import sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.DATABASES["default"].setdefault("OPTIONS", {})
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.5
import django
django.setup()
from fadu.people.models import Party
Party.objects.create(kind="enterprise", name="备份期间登记的店")
"""


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.FADU_KEYS, settings.FADU_FILES = tmp_path / "keys", tmp_path / "files"
    settings.FADU_PRACTICE_CLOCK = tmp_path / "practice-clock"
    settings.FADU_KEYS.mkdir()


@pytest.fixture
def registered() -> None:
    Party.objects.create(kind="enterprise", name="此前登记的店")


def another_process_registers_a_shop() -> None:
    name = str(connection.settings_dict["NAME"])
    subprocess.run([sys.executable, "-c", WRITER, name], check=True, timeout=60)


def test_a_writer_writes_while_a_backup_is_made_and_the_backup_holds_the_moment_it_began(
    registered: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, written = backup._add_table, []

    def in_the_middle(archive: Any, model: Any, read: Any) -> int:
        if model is Party and not written:
            another_process_registers_a_shop()
            written.append(Party.objects.count())
        return add(archive, model, read)

    monkeypatch.setattr(backup, "_add_table", in_the_middle)
    rows = backup.write(tmp_path / "backup", WORDS)

    assert written == [2]
    assert rows["people.party"] == 1


def test_nothing_of_a_backup_is_seen_before_it_is_whole(
    registered: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_add_table", full)

    with pytest.raises(OSError, match="No space"):
        backup.write(tmp_path / "backup", WORDS)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_backup_that_the_disk_changed_is_noticed_when_it_is_read_back(
    registered: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_digest", lambda stream: b"other")

    with pytest.raises(backup.BackupError, match="读回不一致"):
        backup.write(tmp_path / "backup", WORDS)
    assert not (tmp_path / "backup").exists()


def many(model: Any) -> Iterator[tuple[Any, ...]]:
    """As many rows of a table as a great bureau has, or nearly."""
    yield from (
        (n, f"case:{n}", 1, "act", "x" * 400, "0" * 64, "0" * 64, f"{n:064}", "2022") for n in range(60_000)
    )


def test_memory_stays_flat_whatever_the_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def great() -> Iterator[Any]:
        yield lambda model: many(model) if model is LedgerEntry else iter(())

    monkeypatch.setattr(backup, "snapshot", great)
    tracemalloc.start()
    rows = backup.write(tmp_path / "backup", WORDS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert rows["ledger.ledgerentry"] == 60_000
    assert peak < 16 * 2**20, "thirty megabytes of rows passed through"
