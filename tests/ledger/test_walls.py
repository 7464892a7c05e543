# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever has the database cannot silence `verify`: a row that is none, a table that is gone, cost only themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection

from fadu.assembly.entry import main
from fadu.cases.acts import pinning
from fadu.cases.background import calendars
from fadu.cases.models import EditionText
from fadu.cases.reading import search
from fadu.kernel import clock, digests
from fadu.ledger import chain_checks, passes, selectors, sequencing, verification
from fadu.ledger import services as ledger
from fadu.ledger.models import LedgerEntry
from fadu.ledger.verification import Part
from fadu.people import services as people
from fadu.people.models import ConflictOfInterest, HolidayNotice, Party
from fadu.people.parties import register_party
from fadu.records import services as records
from fadu.records.models import IssuedNumber, NumberSeries
from fadu.storage import index_checks, triggers
from fadu.storage.moment import one_moment

NO_TEXT = "CAST(x'6f70656e65643aff' AS TEXT)"
PATTERN = "{abbreviation}〔{year}〕{serial}号"
NOTICE = (
    "year: {year}\ntitle: 通知\nnumber: 国办发明电〔2030〕{year}号\noff: {{元旦: ['01-01']}}\nworked: {{}}\n"
)
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


@pytest.mark.django_db(transaction=True)
@is_sqlite
def test_entries_whose_streams_are_no_text_do_not_hold_the_chains_up(monkeypatch: pytest.MonkeyPatch) -> None:
    parties(2)
    streams = LedgerEntry.objects.filter(stream__startswith="party:").values_list("stream", flat=True)
    wanted = {"o\ufffd 第1项", *(f"{stream} 第1项" for stream in streams)}
    triggers.remove()
    for last in ("fe", "ff"):
        execute(
            "INSERT INTO ledger_ledgerentry (stream, seq, day, previous, commitment, hash, format, algorithm, mark) "
            f"VALUES (CAST(x'6f{last}' AS TEXT), 1, '', '', '', '{last}', '', '', '')"
        )
    execute("UPDATE ledger_ledgerentry SET day = '2001-01-01' WHERE stream LIKE 'party:%'")

    for together in (1, 2, 2000):
        monkeypatch.setattr(chain_checks, "TOGETHER", together)
        problems = list(islice(chain_checks.problems(), 100))
        assert len(problems) < 100
        assert wanted <= {p.where for p in problems}


# -- registers whose rows share streams ------------------------------------------------------------


@pytest.fixture
def numbers(db: None) -> list[IssuedNumber]:
    """Five numbers of one series, the first and the last of them void."""
    triggers.remove()
    bureau = people.found_bureau(name="清河东局", short="东局", abbreviation="东", region_code="990103")
    given = [
        records.next_number(bureau_id=bureau.pk, series="note", pattern=PATTERN, year=2022, abbreviation="东")
        for _ in range(5)
    ]
    for number in (given[0], given[4]):
        records.void_number(bureau_id=bureau.pk, number=number, reason="误取")
    return list(IssuedNumber.objects.order_by("serial"))


def of_table(table: str) -> set[tuple[str, str]]:
    of_it = [p for p in verification.verify() if p.table == table]
    return {(p.code, p.row) for p in of_it if p.code != "trigger_missing"}


def test_a_number_in_a_series_of_a_name_that_cannot_be_one_costs_only_itself(
    numbers: list[IssuedNumber],
) -> None:
    bad, forged = numbers[0], numbers[3]
    execute("UPDATE records_issuednumber SET series = '0a/b' WHERE id = %s", bad.pk)
    execute("UPDATE records_issuednumber SET text = '伪造' WHERE id = %s", forged.pk)
    execute("UPDATE records_numbervoiding SET reason = '伪造' WHERE number_id = %s", numbers[4].pk)

    assert of_table("records_issuednumber") == {
        ("row_unrecorded", str(bad.pk)),
        ("row_missing", "1"),
        ("row_changed", str(forged.pk)),
    }
    assert "row_changed" in {code for code, _ in of_table("records_numbervoiding")}


@is_sqlite
def test_a_counter_that_is_no_number_costs_only_itself(numbers: list[IssuedNumber]) -> None:
    first = numbers[0]
    records.next_number(
        bureau_id=first.bureau_id, series="other", pattern="别" + PATTERN, year=2022, abbreviation="东"
    )
    bad, other = NumberSeries.objects.get(series="note"), NumberSeries.objects.get(series="other")
    execute("UPDATE records_numberseries SET last = 'zz' WHERE id = %s", bad.pk)
    execute("UPDATE records_numberseries SET last = 7 WHERE id = %s", other.pk)

    assert {("row_unreadable", str(bad.pk)), ("series_changed", str(other.pk))} <= of_table(
        "records_numberseries"
    )


def kept(kind: str) -> EditionText:
    """A text of an edition, entered as it is when it first judges an act."""
    row = EditionText.objects.create(
        digest=digests.of(kind.encode()),
        kind=kind,
        edition=date(2022, 1, 1),
        what="words",
        text=kind,
        entered_at=clock.now(),
    )
    ledger.append(
        stream=f"edition:{kind}/2022-01-01", kind="used", body=pinning.body_of(row), at=row.entered_at
    )
    return row


@pytest.mark.django_db
@is_sqlite
@pytest.mark.parametrize("day", ["zz", "2022-13-45", ""])
def test_an_edition_of_a_day_that_is_none_costs_only_itself(day: str) -> None:
    triggers.remove()
    bad, forged = (kept(kind) for kind in ("licence", "complaint"))
    execute("UPDATE cases_editiontext SET edition = %s WHERE digest = %s", day, bad.digest)
    execute("UPDATE cases_editiontext SET text = '伪造' WHERE digest = %s", forged.digest)

    assert {("row_unreadable", str(bad.pk)), ("row_changed", str(forged.pk))} <= of_table("cases_editiontext")


@pytest.mark.django_db
@is_sqlite
def test_a_notice_with_a_moment_that_is_none_costs_only_itself() -> None:
    for year in (2030, 2031):
        calendars.adopt(NOTICE.format(year=year), keep=True)
    bad, forged = HolidayNotice.objects.order_by("year")
    execute("UPDATE people_holidaynotice SET adopted_at = '2022-13-45 00:00:00' WHERE id = %s", bad.pk)
    execute("UPDATE people_holidaynotice SET text = text || ' ' WHERE id = %s", forged.pk)

    assert {("row_unreadable", str(bad.pk)), ("row_changed", str(forged.pk))} <= of_table(
        "people_holidaynotice"
    )


@pytest.mark.django_db(transaction=True)
@is_sqlite
def test_a_series_whose_name_is_no_text_costs_only_itself() -> None:
    bureau = people.found_bureau(name="清河东局", short="东局", abbreviation="东", region_code="990103")
    for series in ("note", "other"):
        records.next_number(
            bureau_id=bureau.pk, series=series, pattern=series + PATTERN, year=2022, abbreviation="东"
        )
    triggers.remove()
    bad, forged = IssuedNumber.objects.order_by("pk")
    execute(f"UPDATE records_issuednumber SET series = {NO_TEXT} WHERE id = %s", bad.pk)
    execute("UPDATE records_issuednumber SET text = '伪造' WHERE id = %s", forged.pk)

    assert {("row_unreadable", str(bad.pk)), ("row_changed", str(forged.pk))} <= of_table(
        "records_issuednumber"
    )


@pytest.mark.django_db
def test_an_entry_of_a_row_with_an_impossible_key_hides_no_row_that_is_gone() -> None:
    (party,) = parties(1)
    ledger.append(stream=f"party:{10**30}", kind="party", body={}, at=clock.now())
    key = party.pk
    party.names.all().delete()
    party.delete()

    assert {("row_missing", str(10**30)), ("row_missing", str(key))} <= of_table("people_party")


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
        named_places = [(p.code, p.table, p.column) for p in verification.verify()]
    finally:
        execute("ALTER TABLE people_conflictofinterest RENAME COLUMN away TO reason")

    assert ("column_missing", "people_conflictofinterest", "reason") in named_places
    assert ("row_changed", "people_party", "name") in named_places


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


# -- triggers --------------------------------------------------------------------------------------


def of_triggers() -> list[tuple[str, str, str]]:
    return [(p.code, p.table, p.row) for p in verification.verify() if p.code.startswith("trigger_")]


@pytest.mark.django_db
def test_the_triggers_of_a_new_database_are_as_they_should_be() -> None:
    assert of_triggers() == []


WITHOUT_FORCE = {
    "sqlite": [
        "DROP TRIGGER ledger_ledgerentry_no_update",
        "CREATE TRIGGER ledger_ledgerentry_no_update BEFORE UPDATE ON ledger_ledgerentry "
        "WHEN 0 BEGIN SELECT RAISE(ABORT, 'append-only: ledger_ledgerentry'); END",
    ],
    "postgresql": [
        "DROP TRIGGER ledger_ledgerentry_no_update ON ledger_ledgerentry",
        "CREATE TRIGGER ledger_ledgerentry_no_update BEFORE UPDATE ON ledger_ledgerentry "
        "FOR EACH ROW WHEN (false) EXECUTE FUNCTION fadu_append_only()",
    ],
}


@pytest.mark.django_db
def test_a_trigger_of_the_same_name_that_refuses_nothing_is_named() -> None:
    for statement in WITHOUT_FORCE[connection.vendor]:
        execute(statement)
    LedgerEntry.objects.update(day="2001-01-01")

    assert of_triggers() == [("trigger_changed", "ledger_ledgerentry", "ledger_ledgerentry_no_update")]


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="triggers of SQLite call no function")
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE OR REPLACE FUNCTION people_appointment_no_overlap_write() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NEW; END $$",
        "ALTER TABLE people_appointment DISABLE TRIGGER people_appointment_no_overlap_write",
        "ALTER TABLE people_appointment ENABLE REPLICA TRIGGER people_appointment_no_overlap_write",
        "ALTER FUNCTION people_appointment_no_overlap_write() SET search_path = 'elsewhere'",
    ],
)
def test_a_trigger_that_calls_what_was_changed_or_does_not_fire_is_named(statement: str) -> None:
    execute(statement)

    assert of_triggers() == [("trigger_changed", "people_appointment", "people_appointment_no_overlap_write")]


FOREIGN = {
    "sqlite": [
        "CREATE TRIGGER quiet AFTER INSERT ON penalty_penalty BEGIN DELETE FROM penalty_penalty WHERE 0; END"
    ],
    "postgresql": [
        "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "CREATE TRIGGER quiet BEFORE INSERT ON penalty_penalty FOR EACH ROW EXECUTE FUNCTION quiet()",
    ],
}


@pytest.mark.django_db
def test_a_trigger_that_this_release_has_not_made_is_named() -> None:
    for statement in FOREIGN[connection.vendor]:
        execute(statement)

    assert of_triggers() == [("trigger_unknown", "penalty_penalty", "quiet")]


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no rules")
def test_a_rule_that_turns_a_statement_into_nothing_is_named() -> None:
    execute("CREATE RULE quiet AS ON DELETE TO people_party DO INSTEAD NOTHING")

    assert of_triggers() == [("trigger_unknown", "people_party", "quiet")]


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no policies")
def test_a_policy_that_hides_rows_is_named() -> None:
    execute("CREATE POLICY quiet ON people_party USING (id > 0)")

    assert of_triggers() == [("trigger_unknown", "people_party", "quiet")]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="no connection can do that to PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_an_index_emptied_behind_the_engines_back_is_named() -> None:
    execute("CREATE TABLE aside (x)")
    execute("CREATE INDEX aside_x ON aside (x)")
    execute("INSERT INTO aside VALUES (1), (2)")
    try:
        assert damaged() == []
        redefined("aside_x", "CREATE INDEX aside_x ON aside (x) WHERE rowid < 0")
        execute("REINDEX aside")
        redefined("aside_x", "CREATE INDEX aside_x ON aside (x)")

        assert len(damaged()) == 3
        assert all("aside_x" in text for text in damaged())
    finally:
        execute("DROP TABLE aside")
    assert damaged() == []


def damaged() -> list[str]:
    return [one.row for one in verification.verify() if one.code == "file_damaged"]


def redefined(index: str, text: str) -> None:
    """An index under another definition, its content untouched, as whoever has the file can write it."""
    execute("PRAGMA writable_schema = ON")
    execute("UPDATE sqlite_master SET sql = %s WHERE name = %s", text, index)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA schema_version")
        (version,) = cursor.fetchone()
    execute(f"PRAGMA schema_version = {version + 1}")
    execute("PRAGMA writable_schema = RESET")


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's index follows by itself")
def test_a_search_index_that_no_longer_follows_its_table_is_named() -> None:
    execute("DROP TRIGGER cases_search_update")

    assert of_triggers() == [("trigger_missing", "cases_searchtext", "cases_search_update")]


# -- the search index ------------------------------------------------------------------------------


def of_index() -> list[tuple[str, str]]:
    return [(p.code, p.row) for p in verification.verify() if p.table == "cases_search"]


@pytest.fixture
def texts(db: None) -> Iterator[None]:
    """The words of three cases, one with a character that SQLite takes for no part of a word."""
    for key, words in enumerate(("食 食品", "药 药品 a12", "药 ䷀"), start=1):
        execute("INSERT INTO cases_searchtext (case_id, grams) VALUES (%s, %s)", key, words)
    yield
    execute("DROP TRIGGER cases_search_delete")
    execute("DELETE FROM cases_searchtext")


@pytest.mark.usefixtures("texts")
@is_sqlite
def test_an_index_that_follows_the_text_is_right() -> None:
    assert of_index() == []


@pytest.mark.usefixtures("texts")
@is_sqlite
@pytest.mark.parametrize(
    ("statements", "wanted"),
    [
        (["INSERT INTO cases_search(cases_search) VALUES ('delete-all')"], ["1", "2", "3"]),
        (["INSERT INTO cases_search(cases_search, rowid, grams) VALUES ('delete', 2, '药 药品 a12')"], ["2"]),
        (["INSERT INTO cases_search(rowid, grams) VALUES (3, '食品')"], ["3"]),
        (["INSERT INTO cases_search(rowid, grams) VALUES (9, '食品')"], ["9"]),
        (["DELETE FROM cases_search_data"], [""]),
        (["DELETE FROM cases_search_data", "DELETE FROM cases_search_idx"], [""]),
        (["DROP TABLE cases_search"], [""]),
        (
            [
                "DROP TABLE cases_search",
                "CREATE VIRTUAL TABLE cases_search USING fts5(grams, content='', tokenize='unicode61')",
            ],
            [""],
        ),
    ],
)
def test_an_index_that_says_something_else_than_the_text_is_named(
    statements: list[str], wanted: list[str]
) -> None:
    for statement in statements:
        execute(statement)

    assert of_index() == [("index_changed", row) for row in wanted]


@pytest.mark.django_db(transaction=True)
@is_sqlite
def test_looking_at_the_index_leaves_the_database_as_it_was() -> None:
    with one_moment():
        assert list(index_checks.differing(search.INDEX)) == []
        with pytest.raises(DatabaseError):
            execute("UPDATE people_party SET name = ''")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_temp_master")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite's index is a table")
@pytest.mark.parametrize("put", ["", "CREATE INDEX cases_search_words ON cases_searchtext (case_id)"])
def test_an_index_that_is_gone_or_another_is_named(put: str) -> None:
    assert of_index() == []
    execute("DROP INDEX cases_search_words")
    if put:
        execute(put)

    assert of_index() == [("index_changed", "")]
