# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever has the database cannot silence `verify`: a row that is none, a table that is gone, cost only themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from fadu.assembly.entry import main
from fadu.ledger import passes, selectors, sequencing, verification
from fadu.ledger.verification import Part
from fadu.people.models import ConflictOfInterest, Party
from fadu.people.parties import register_party
from fadu.storage import triggers
from fadu.storage.moment import one_moment

NO_TEXT = "CAST(x'6f70656e65643aff' AS TEXT)"
is_sqlite = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL keeps no text that is none"
)


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.FADU_KEYS, settings.FADU_WITNESS = tmp_path / "keys", ""
    (tmp_path / "keys").mkdir()


def execute(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def parties(count: int) -> list[Party]:
    return [register_party(kind="enterprise", name=f"第{place}商行")[0] for place in range(count)]


def named(part: Part | None = None) -> list[tuple[str, str, str]]:
    return [(p.code, p.table, p.row) for p in verification.verify(part=part)]


@contextmanager
def taken_away(table: str) -> Iterator[None]:
    """A table that is not there, as after DROP TABLE; afterwards it is there again, with its rows."""
    rename("away", table)
    try:
        yield
    finally:
        rename(table, "away")
        triggers.install()


def rename(new: str, old: str) -> None:
    if connection.vendor == "sqlite":
        execute("PRAGMA legacy_alter_table = ON")
    execute(f"ALTER TABLE {old} RENAME TO {new}")
    if connection.vendor == "sqlite":
        execute("PRAGMA legacy_alter_table = OFF")


# -- rows that are none ----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("some", [1, 2, 3, 500])
def test_streams_are_read_some_at_a_time_each_once(some: int, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [party.pk for party in parties(5)]
    monkeypatch.setattr(selectors, "SOME", some)

    read = list(selectors.streams_of("party:"))
    assert sorted(stream for streams in read for stream in streams) == sorted(f"party:{key}" for key in keys)
    assert max(map(len, read)) <= some


@pytest.mark.django_db(transaction=True)
@is_sqlite
def test_a_stream_whose_name_is_no_text_is_named_and_does_not_hold_the_reading_up() -> None:
    (party,) = parties(1)
    execute(f"INSERT INTO ledger_chainhead VALUES ({NO_TEXT}, 1, 'x')")
    Party.objects.filter(pk=party.pk).update(name="别家商行")

    with one_moment():
        assert len(list(islice(selectors.streams_of("opened:"), 3))) == 1
    assert {("tail_dropped", "ledger_ledgerentry"), ("row_changed", "people_party")} <= {
        (code, table) for code, table, _ in named()
    }


# -- tables that are gone --------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_table_that_is_gone_is_named_and_the_others_are_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (party,) = parties(1)
    Party.objects.filter(pk=party.pk).update(name="别家商行")
    capsys.readouterr()

    with taken_away(ConflictOfInterest._meta.db_table):
        assert main(["ledger", "verify", "--json"]) == 1
        named_ = {(p["table"], p["finding"]) for p in json.loads(capsys.readouterr().out)}
    assert named_ == {("people_conflictofinterest", "table_missing"), ("people_party", "row_changed")}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "table", ["ledger_chainhead", "ledger_entryparts", "ledger_ledgerentry", "people_party"]
)
def test_whichever_table_is_gone_it_is_named_by_the_whole_and_by_a_nights_part(
    table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parties(1)
    sequencing.sequence()
    capsys.readouterr()

    with taken_away(table):
        assert passes.read() is None
        reached = passes.reached()
        assert ("table_missing", table, "") in named(Part(share=0, place=reached.place, tops=reached.tops))
        assert main(["ledger", "verify", "--json"]) == 1
        assert (table, "table_missing") in {
            (p["table"], p["finding"]) for p in json.loads(capsys.readouterr().out)
        }


@pytest.mark.django_db(transaction=True)
def test_a_column_that_is_gone_is_named_once_and_other_registers_are_compared() -> None:
    (party,) = parties(1)
    Party.objects.filter(pk=party.pk).update(name="别家商行")
    execute("ALTER TABLE people_conflictofinterest RENAME COLUMN reason TO away")
    try:
        found = [(p.code, p.table, p.column) for p in verification.verify()]
    finally:
        execute("ALTER TABLE people_conflictofinterest RENAME COLUMN away TO reason")

    assert ("column_missing", "people_conflictofinterest", "reason") in found
    assert ("row_changed", "people_party", "name") in found


@pytest.mark.django_db
def test_a_verification_that_named_something_does_not_count_as_the_last_full_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (party,) = parties(1)
    sequencing.sequence()
    Party.objects.filter(pk=party.pk).update(name="别家商行")

    assert main(["ledger", "verify"]) == 1
    assert passes.read() is None
    Party.objects.filter(pk=party.pk).update(name=party.name)
    assert main(["ledger", "verify"]) == 0
    assert passes.read() is not None
