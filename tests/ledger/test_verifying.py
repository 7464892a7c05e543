# SPDX-License-Identifier: MulanPSL-2.0
"""Verifying goes on after each fault, only reads, says how far it has come, and remembers what it has looked at."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from fadu.assembly.entry import main
from fadu.cases.background import verifying
from fadu.cases.models import Failure
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import chain_checks, passes, problems, selectors, sequencing, unresolved, verification
from fadu.ledger.holding import ClassifiedTwiceError, Held, hold, unclassified
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry
from fadu.ledger.problems import Check
from fadu.ledger.verification import NIGHTS, Part
from fadu.people.models import HolidayNotice, Party
from fadu.people.parties import merge_parties, register_party
from fadu.storage import triggers
from fadu.storage.moment import one_moment

NIGHT = datetime(2022, 3, 1, 1, 0, tzinfo=LEGAL_TIME)


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.FADU_KEYS, settings.FADU_WITNESS = tmp_path / "keys", ""
    (tmp_path / "keys").mkdir()


def parties(count: int) -> list[Party]:
    return [register_party(kind="enterprise", name=f"第{place}商行")[0] for place in range(count)]


def named(part: Part | None = None) -> list[tuple[str, str, str]]:
    return [(p.table, p.row, p.column) for p in verification.verify(part=part)]


# -- it goes on ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_holiday_notice_that_cannot_be_read_hides_nothing_else() -> None:
    party = parties(1)[0]
    HolidayNotice.objects.create(year=2030, text="off: [", adopted_at=NIGHT)
    Party.objects.filter(pk=party.pk).update(name="别家商行")

    assert {("people_holidaynotice", "row_unrecorded"), ("people_party", "row_changed")} == {
        (p.table, p.code) for p in verification.verify()
    }


@pytest.mark.django_db
def test_of_many_rows_the_one_that_cannot_be_judged_is_named_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = parties(7)
    bad = rows[3].pk

    def of(keys: Any) -> list[Any]:
        assert bad not in keys, "没有这样的值"
        return []

    monkeypatch.setattr(problems, "_checks", {"x": Check(name="x", title="当事人", model=Party, of=of)})

    (problem,) = verification.checked()
    assert (problem.code, problem.row, problem.table) == ("row_unreadable", str(bad), "people_party")
    assert "没有这样的值" in problem.message


@pytest.mark.django_db
def test_what_a_check_named_before_it_failed_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    named_first = problems.Problem(code="row_changed", where="甲", message="不符")

    def whole(takes: Any) -> Any:
        yield named_first
        raise ValueError("坏了")

    monkeypatch.setattr(problems, "_checks", {"x": Check(name="x", title="登记", model=Party, whole=whole)})

    assert [p.code for p in verification.checked()] == ["row_changed", "not_judged"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps no text that is none")
def test_bytes_that_are_no_text_are_named_as_a_row_that_was_changed() -> None:
    one, other = parties(2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_party SET name = CAST(x'ff41' AS TEXT) WHERE id = %s", [one.pk])
        cursor.execute("UPDATE people_party SET legal_representative = '某乙' WHERE id = %s", [other.pk])

    assert named() == [
        ("people_party", str(one.pk), "name"),
        ("people_party", str(other.pk), "legal_representative"),
        ("people_partyfinding", str(other.pk), "grams"),
    ]


@pytest.mark.django_db
def test_chains_are_read_some_entries_at_a_time_and_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    parties(6)
    triggers.remove()
    LedgerEntry.objects.filter(stream__startswith="party:").update(day="2001-01-01")
    ChainHead.objects.order_by("stream").last().delete()  # type: ignore[union-attr]
    wanted = [(p.code, p.where) for p in chain_checks.problems()]
    assert len(wanted) > 6

    for together in (1, 2, 3):
        monkeypatch.setattr(chain_checks, "TOGETHER", together)
        assert [(p.code, p.where) for p in chain_checks.problems()] == wanted


@pytest.mark.django_db
def test_chains_read_by_streams_say_the_same_and_each_is_read_in_one_night_of_thirty() -> None:
    parties(12)
    sequencing.sequence()
    triggers.remove()
    LedgerEntry.objects.filter(stream__startswith="party:").update(day="2001-01-01")
    ChainHead.objects.order_by("stream").first().delete()  # type: ignore[union-attr]
    whole = sorted((p.code, p.where) for p in chain_checks.problems())
    assert len(whole) > 12
    assert sorted((p.code, p.where) for p in chain_checks.problems(lambda stream: True)) == whole

    place = selectors.size()
    nights = [
        {(p.code, p.where) for p in verification.of_the_ledger([], part=Part(share=share, place=place))}
        for share in range(NIGHTS)
    ]
    of_parties = [problem for problem in whole if problem[1].startswith("party:")]
    assert [sum(problem in night for night in nights) for problem in of_parties] == [1] * len(of_parties)
    first = [problem for problem in whole if problem[1] == of_parties[0][1]]
    anew = [(p.code, p.where) for p in verification.of_the_ledger([], part=Part(share=NIGHTS + 1))]
    assert set(first) <= set(anew), "what is new is looked at whatever the night"


@pytest.mark.django_db(transaction=True)
def test_whoever_would_write_while_it_reads_is_refused() -> None:
    party = parties(1)[0]
    with pytest.raises(DatabaseError), one_moment():
        Party.objects.filter(pk=party.pk).update(name="别家商行")

    Party.objects.filter(pk=party.pk).update(legal_representative="某乙")
    party.refresh_from_db()
    assert (party.name, party.legal_representative) == ("第0商行", "某乙")


@pytest.mark.django_db(transaction=True)
def test_it_only_reads_from_its_first_question_on() -> None:
    parties(3)
    for name in list(
        vars(connection.features)
    ):  # what Django tries out once a process, as in a process that begins
        if name.startswith(("supports", "can", "has")):
            vars(connection.features).pop(name)

    with CaptureQueriesContext(connection) as asked:
        verification.verify()

    writes = ("INSERT", "UPDATE", "DELETE", "CREATE", "BEGIN IMMEDIATE")
    written = [q["sql"] for q in asked.captured_queries if q["sql"].lstrip().upper().startswith(writes)]
    assert [
        sql for sql in written if " temp." not in sql
    ] == []  # what the connection keeps to itself is in no file


# -- what it says ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_finding_is_told_by_table_row_and_column(capsys: pytest.CaptureFixture[str]) -> None:
    party = parties(1)[0]
    Party.objects.filter(pk=party.pk).update(name="别家商行")
    capsys.readouterr()

    assert main(["ledger", "verify", "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem == {
        "table": "people_party",
        "row": str(party.pk),
        "column": "name",
        "finding": "row_changed",
        "message": "主体 别家商行 姓名或名称：与账本所记不符。",
    }


@pytest.mark.django_db
def test_how_far_it_has_come_is_said_on_stderr(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from fadu.cli.ledgers import verifying as command

    parties(3)
    monkeypatch.setattr(command, "SECONDS", 0)
    capsys.readouterr()

    assert main(["ledger", "verify"]) == 0
    said = capsys.readouterr()
    assert "正在核对：主体 0/3" in said.err
    assert said.out.startswith("全部记录与账本相符。")


@pytest.mark.django_db
def test_where_the_day_cannot_be_noted_the_answer_stands(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parties(1)
    sequencing.sequence()

    def refused(mark: Any) -> None:
        raise PermissionError(13, "Permission denied", "verified.json")

    monkeypatch.setattr(passes, "write", refused)
    capsys.readouterr()

    assert main(["ledger", "verify"]) == 0
    assert "核对的日期没有记下：没有权限读写 verified.json" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_database_that_does_not_answer_ends_it_with_two(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def gone(*_: Any, **__: Any) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr(verification, "checked", gone)
    monkeypatch.setattr(verification, "still_answers", lambda: False)
    capsys.readouterr()

    assert main(["ledger", "verify", "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "没有核对完" in said.err


# -- nights ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_of_a_night_what_is_new_what_was_touched_and_a_share_are_looked_at() -> None:
    rows = parties(40)
    sequencing.sequence()
    reached = passes.reached()
    fresh = parties(1)[0]
    share = [row.pk for row in rows if row.pk % NIGHTS == 7]
    kept, duplicate = [row for row in rows if row.pk not in share][:2]
    merge_parties(keep=kept, duplicate=duplicate, document="清市监〔2022〕1号")
    Party.objects.update(legal_representative="改过")

    looked_at = {int(row) for _, row, _ in named(Part(share=7, place=reached.place, tops=reached.tops))}
    assert looked_at == {*share, kept.pk, duplicate.pk, fresh.pk}


@pytest.mark.django_db
def test_in_thirty_nights_every_row_is_looked_at_once() -> None:
    rows = parties(NIGHTS * 2)
    sequencing.sequence()
    reached = passes.reached()
    Party.objects.update(legal_representative="改过")

    seen: dict[str, list[int]] = {"people_party": [], "people_partyfinding": []}
    for share in range(NIGHTS):
        for table, row, _ in named(Part(share=share, place=reached.place, tops=reached.tops)):
            seen[table].append(int(row))
    assert [sorted(keys) for keys in seen.values()] == [sorted(row.pk for row in rows)] * 2


@pytest.mark.django_db
def test_the_nights_pass_tells_the_administrator_once_and_again_when_somebody_has_looked() -> None:
    party = parties(1)[0]
    sequencing.sequence()
    with clock.set_to(NIGHT):
        verifying.work()
    assert not Failure.objects.filter(task="verify").exists()
    Party.objects.filter(pk=party.pk).update(name="别家商行")

    with clock.set_to(NIGHT):
        verifying.work()  # this night's part is done
    assert not Failure.objects.filter(task="verify").exists()
    for night in range(1, NIGHTS + 1):
        with clock.set_to(NIGHT.replace(month=4, day=night)):
            verifying.work()
    row = Failure.objects.get(task="verify")
    assert "别家商行" in row.error
    assert "上一次全部核对：2022-03-01" in row.error


@pytest.mark.django_db
def test_what_a_command_named_is_not_taken_as_looked_at_and_the_night_keeps_it() -> None:
    party = parties(1)[0]
    sequencing.sequence()
    Party.objects.filter(pk=party.pk).update(name="别家商行")

    with clock.set_to(NIGHT):
        assert main(["ledger", "verify"]) == 1
        assert passes.read() is None
        verifying.work()
    assert "别家商行" in Failure.objects.get(task="verify").error


@pytest.fixture
def night_found(db: None) -> Party:
    """A party that somebody renamed in the database, as a night found it."""
    party = parties(1)[0]
    sequencing.sequence()
    Party.objects.filter(pk=party.pk).update(name="别家商行")
    at_night(1)
    assert Failure.objects.filter(task="verify").count() == 1
    return party


def at_night(day: int, *, hour: int = 1) -> None:
    with clock.set_to(NIGHT.replace(day=day, hour=hour)):
        verifying.work()


def asked_again() -> None:
    Failure.objects.filter(task="verify").update(next_try_at=NIGHT)


@pytest.mark.parametrize("silence", [lambda: Failure.objects.all().delete(), asked_again])
def test_what_a_night_found_is_told_again_whoever_takes_the_row_away(
    night_found: Party, silence: Any
) -> None:
    silence()
    at_night(1, hour=2)

    (row,) = Failure.objects.filter(task="verify")
    assert (row.subject.split()[:2], row.next_try_at) == (["people_party", str(night_found.pk)], None)


@pytest.mark.parametrize("look", [lambda: main(["ledger", "verify"]), asked_again])
def test_what_a_night_found_is_over_when_everything_was_looked_at_and_agrees(
    night_found: Party, look: Any
) -> None:
    Party.objects.filter(pk=night_found.pk).update(name=night_found.name)
    at_night(2)
    assert Failure.objects.filter(task="verify").exists(), "a part that agrees ends nothing"
    look()
    at_night(2, hour=3)
    assert not Failure.objects.filter(task="verify").exists()


def test_what_a_night_found_is_entered_once_and_without_what_the_row_says(night_found: Party) -> None:
    passes.place().unlink()
    at_night(2)

    (parts,) = EntryParts.objects.filter(entry__stream=unresolved.STREAM)
    assert "别家商行" not in parts.main + parts.secondary + parts.sealed
    assert str(night_found.pk) in parts.secondary


@pytest.mark.django_db
def test_the_mark_says_the_day_of_the_last_full_pass() -> None:
    parties(1)
    sequencing.sequence()
    passes.write(passes.after_full(passes.reached(), date(2022, 3, 1)))
    mark = passes.read()
    assert mark is not None
    assert mark.last_full == "2022-03-01"

    for night in range(1, NIGHTS + 1):
        mark = passes.after_night(mark, passes.reached(), date(2022, 4, night))
    assert mark.last_full == "2022-04-01", "the oldest of all shares"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("2022-03-01", "2032-03-01"),
        lambda text: text.replace('"signature": "', '"signature": "00'),
        lambda text: text[:-20],
        lambda text: "[]",
        lambda text: "",
    ],
)
def test_a_mark_that_the_bureau_did_not_sign_counts_for_nothing(change: Any) -> None:
    parties(1)
    sequencing.sequence()
    passes.write(passes.after_full(passes.reached(), date(2022, 3, 1)))
    text = passes.place().read_text(encoding="utf-8")
    passes.place().write_text(change(text), encoding="utf-8")

    assert passes.read() is None


@pytest.mark.django_db
def test_a_mark_of_a_larger_ledger_counts_for_nothing() -> None:
    """It was signed before the database was put back: what is made from then on would not be new to it."""
    parties(1)
    sequencing.sequence()
    reached = replace(passes.reached(), place=passes.reached().place + 1)
    passes.write(passes.after_full(reached, date(2022, 3, 1)))

    assert passes.read() is None


# -- classes ---------------------------------------------------------------------------------------


def test_a_column_is_classified_once() -> None:
    with pytest.raises(ClassifiedTwiceError):
        hold(Party, Held.ENTERED)
    with pytest.raises(ClassifiedTwiceError):
        hold(Group, free={"no_such_column": "理由"})


def test_a_column_that_nobody_classified_is_named() -> None:
    class Meta:
        db_table = "t"
        label = "t"

    class Field:
        attname = column = "c"

    class Table:
        _meta = Meta

    Meta.concrete_fields = [Field]  # type: ignore[attr-defined]
    assert unclassified([Table]) == ["t.c"]  # type: ignore[list-item]
