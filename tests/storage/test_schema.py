# SPDX-License-Identifier: MulanPSL-2.0
"""An upgrade brings the tables up in one step or leaves them as they were; what an old database holds can be backed up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from fadu.people import backup
from fadu.people.models import Department, Party
from fadu.people.services import found_bureau
from fadu.storage import schema

pytestmark = pytest.mark.django_db(transaction=True)

#: the migration that the release of tomorrow brings, and its table
PENDING, TABLE = "assembly.0001_initial", "assembly_remark"


@pytest.fixture
def old(settings: Any) -> Iterator[None]:
    """A database of today with a shop in it, seen by the release of tomorrow."""
    Party.objects.create(kind="enterprise", name="早先登记的店")
    settings.MIGRATION_MODULES = {"assembly": "tests.storage.tomorrow"}
    yield
    call_command("migrate", "assembly", "zero", verbosity=0, interactive=False)


def tables() -> list[str]:
    return connection.introspection.table_names()


def remarks() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM assembly_remark")
        return [text for (text,) in cursor.fetchall()]


def test_a_current_database_has_nothing_pending() -> None:
    assert schema.pending() == []
    schema.prepare()


def test_an_old_database_says_what_is_pending(old: None) -> None:
    assert schema.pending() == [PENDING]


def test_an_old_database_with_a_bureau_is_not_used_before_it_is_upgraded(old: None) -> None:
    found_bureau(name="清河局", short="清河局", abbreviation="清", region_code="370000")

    with pytest.raises(schema.SchemaBehindError, match="fadu upgrade"):
        schema.prepare()


def test_a_first_run_that_was_killed_is_gone_on_with(old: None) -> None:
    schema.prepare()

    assert schema.pending() == []


def test_a_database_that_a_later_release_upgraded_is_refused() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("cases", "9999_of_tomorrow")
    try:
        with pytest.raises(schema.SchemaAheadError, match="更新的版本"):
            schema.pending()
    finally:
        recorder.record_unapplied("cases", "9999_of_tomorrow")


def test_migrations_of_a_kind_that_was_taken_away_are_no_later_release() -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied("petition", "0001_initial")
    try:
        assert schema.pending() == []
    finally:
        recorder.record_unapplied("petition", "0001_initial")


def test_an_upgrade_brings_the_tables_up(old: None) -> None:
    with schema.upgraded():
        pass

    assert schema.pending() == []
    assert remarks() == ["由旧版本升级"]
    assert Party.objects.get().name == "早先登记的店"


def test_an_upgrade_that_is_found_wrong_leaves_everything_as_it_was(old: None) -> None:
    with pytest.raises(RuntimeError, match="核对不符"), schema.upgraded():
        raise RuntimeError("核对不符")

    assert schema.pending() == [PENDING]
    assert TABLE not in tables()
    assert Party.objects.get().name == "早先登记的店"


def test_foreign_keys_hold_again_after_an_upgrade(old: None) -> None:
    with schema.upgraded():
        pass

    with pytest.raises(IntegrityError):
        of_a_bureau_that_is_not_there()


@transaction.atomic
def of_a_bureau_that_is_not_there() -> None:
    Department.objects.create(bureau_id=999_999, name="无")


def test_an_old_database_is_backed_up_as_it_stands(old: None, tmp_path: Path, settings: Any) -> None:
    settings.FADU_KEYS, settings.FADU_FILES = tmp_path / "keys", tmp_path / "files"
    settings.FADU_PRACTICE_CLOCK = tmp_path / "practice-clock"

    rows = backup.write(tmp_path / "backup", "一句不短的口令")

    assert rows["people.party"] == 1
    assert not [name for name in rows if "remark" in name]


def test_a_home_that_no_release_wrote_is_refused_once_there_is_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "first_release.json"
    monkeypatch.setattr(schema, "FIRST_RELEASE", first)
    schema.refuse_development()
    first.write_text('{"cases": "9999_of_the_first_release", "petition": "0001_initial"}')

    with pytest.raises(schema.SchemaTooOldError, match="开发版本"):
        schema.refuse_development()
