# SPDX-License-Identifier: MulanPSL-2.0
"""Refusals are kept without who asked, counted once by the month in the ledger, and let go after 90 days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from fadu.cases.acts import services
from fadu.cases.background import refusals, rounds, scheduler
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Refusal
from fadu.cases.reading.refusals import MONTH, Refused, refused, stream_of
from fadu.figures import evidence
from fadu.figures.period import Period
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import selectors as ledger
from fadu.ledger import verification
from fadu.ledger.services import ChainError, append
from fadu.people import services as people
from fadu.people.actors import LawActor, OfficerActor

pytestmark = pytest.mark.django_db


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=LEGAL_TIME)


@pytest.fixture
def clerk() -> Any:
    bureau = people.found_bureau(name="测试局", short="测", abbreviation="测", region_code="990102")
    return people.hire(bureau=bureau, name="安宁", since=date(2020, 1, 1))


def ask(clerk: Any, day: str) -> ActRefusedError:
    """An application that an officer without any post tries to open."""
    with clock.set_to(at(day)), pytest.raises(ActRefusedError) as raised:
        services.open_case(
            kind="licence",
            bureau=clerk.bureau,
            by=OfficerActor(officer=clerk),
            payload={},
            at=at(day),
            request_id=uuid4(),
        )
    return raised.value


def counted(day: str) -> int:
    with clock.set_to(at(day)):
        return refusals.count()


def months(clerk: Any) -> list[tuple[str, int]]:
    return [(line.month, line.times) for line in refused(clerk.bureau)]


def test_no_column_of_a_refusal_and_no_word_of_its_grounds_tells_who_asked(clerk: Any) -> None:
    error = ask(clerk, "2022-03-02")
    row = Refusal.objects.values().get()
    assert sorted(row) == [
        "action", "bureau_id", "case_id", "counted_in", "grounds", "id", "kind", "recorded_at",
    ]  # fmt: skip
    assert [sorted(ground) for ground in row["grounds"]] == [["cites", "code"]] * len(error.grounds)


def test_a_month_is_entered_when_it_is_over_and_only_once(clerk: Any) -> None:
    ask(clerk, "2022-03-02")
    ask(clerk, "2022-03-31")
    assert counted("2022-03-31") == 0
    assert counted("2022-04-01") == 2
    assert counted("2022-04-01") == 0
    assert months(clerk) == [("2022-03", 2)]


def test_an_entry_says_what_was_refused_on_which_grounds_and_how_often(clerk: Any) -> None:
    error = ask(clerk, "2022-03-02")
    counted("2022-04-01")
    (line,) = refused(clerk.bureau)
    assert line == Refused(
        month="2022-03",
        kind="licence",
        action=error.action,
        grounds=tuple(sorted({ground.code for ground in error.grounds})),
        cites=tuple(sorted({cite for ground in error.grounds for cite in ground.cites})),
        times=1,
        entry=1,
    )


def test_months_in_which_nothing_ran_are_made_up_for_one_entry_each(clerk: Any) -> None:
    for day in ("2022-03-02", "2022-04-02", "2022-04-03", "2022-07-01"):
        ask(clerk, day)
    assert counted("2022-08-15") == 4
    assert months(clerk) == [("2022-03", 1), ("2022-04", 2), ("2022-07", 1)]


def test_a_month_that_stands_in_the_ledger_is_never_entered_again_whatever_the_rows_say(clerk: Any) -> None:
    ask(clerk, "2022-03-02")
    counted("2022-04-01")
    Refusal.objects.update(counted_in=None)  # as somebody would in the database
    assert counted("2022-04-02") == 0
    ask(clerk, "2022-03-05")
    assert counted("2022-05-01") == 0

    assert ledger.head(stream_of(clerk.bureau.pk))[0] == 1  # type: ignore[index]
    assert set(Refusal.objects.values_list("counted_in", flat=True)) == {1}


def test_a_month_that_somebody_entered_twice_is_counted_once_and_named(clerk: Any) -> None:
    ask(clerk, "2022-03-02")
    counted("2022-04-01")
    assert list(verification.checked("refusals")) == []
    (entry,) = ledger.said_in(stream_of(clerk.bureau.pk)).values()
    append(stream=stream_of(clerk.bureau.pk), kind=MONTH, body=entry.body, at=at("2022-04-02"))

    assert months(clerk) == [("2022-03", 1)]
    (problem,) = verification.checked("refusals")
    assert (problem.code, problem.row) == ("month_entered_twice", f"{stream_of(clerk.bureau.pk)} #2")


def test_a_month_is_counted_only_when_whatever_was_refused_in_it_has_been_written(clerk: Any) -> None:
    ask(clerk, "2022-03-31")
    with clock.set_to(datetime(2022, 4, 1, 0, 30, tzinfo=LEGAL_TIME)):
        assert refusals.count() == 0


def test_a_row_goes_after_ninety_days_and_never_before_it_was_counted(clerk: Any) -> None:
    ask(clerk, "2022-03-02")
    counted("2022-05-30")
    assert Refusal.objects.count() == 1
    counted("2022-06-01")
    assert Refusal.objects.count() == 0
    assert months(clerk) == [("2022-03", 1)]


def test_of_two_that_count_at_once_only_one_enters_the_month(
    clerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(clerk, "2022-03-02")
    lines = refusals._lines

    def meanwhile(rows: Any) -> Any:
        Refusal.objects.update(counted_in=1)
        return lines(rows)

    monkeypatch.setattr(refusals, "_lines", meanwhile)
    with pytest.raises(ChainError):
        counted("2022-04-01")
    assert ledger.head(stream_of(clerk.bureau.pk)) is None


def test_the_background_counts_in_its_round(clerk: Any) -> None:
    ask(clerk, "2022-03-02")
    with clock.set_to(at("2022-04-01")):
        rounds.run()
    assert months(clerk) == [("2022-03", 1)]


def test_what_the_law_tries_by_itself_is_no_refusal_of_anybodys_request(clerk: Any) -> None:
    with clock.set_to(at("2022-03-02")), pytest.raises(ActRefusedError):
        services.open_case(
            kind="licence",
            bureau=clerk.bureau,
            by=LawActor(),
            payload={},
            at=at("2022-03-02"),
            request_id=uuid4(),
        )
    assert scheduler.run(at("2022-03-03")) == []
    assert not Refusal.objects.exists()


def test_the_figure_of_refusals_rests_on_the_entries_of_the_months_that_were_over_on_its_day(
    clerk: Any,
) -> None:
    for day in ("2021-12-31", "2022-03-02", "2022-03-03", "2022-04-02"):
        ask(clerk, day)
    counted("2022-08-01")
    assert not Refusal.objects.exists()

    def listed(as_of: date) -> list[str]:
        listing = evidence.refused(clerk.bureau, Period.year(2022, as_of=as_of))
        assert len(listing) == len(listing.rows)
        return [row.record for row in listing.rows]

    assert listed(date(2023, 1, 12)) == ["2022年3月", "2022年3月", "2022年4月"]
    assert listed(date(2022, 4, 29)) == ["2022年3月", "2022年3月"]
    assert listed(date(2022, 4, 30)) == ["2022年3月", "2022年3月", "2022年4月"]
    assert listed(date(2022, 3, 30)) == []


# -- before a month is over ------------------------------------------------------------------------


def noted() -> list[tuple[str, str]]:
    return [(p.code, p.row) for p in verification.verify() if p.table == "cases_refusal"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda rows: rows.delete(), "row_missing"),
        (lambda rows: rows.update(grounds=[]), "row_changed"),
        (lambda rows: rows.update(action="别的办理"), "row_changed"),
    ],
)
def test_a_refusal_that_goes_or_changes_before_its_month_is_counted_is_named(
    clerk: Any, change: Any, code: str
) -> None:
    ask(clerk, "2022-03-05")
    ask(clerk, "2022-03-06")
    row = Refusal.objects.earliest("pk")
    with clock.set_to(at("2022-03-07")):
        refusals.count()
        assert noted() == []
        change(Refusal.objects.filter(pk=row.pk))
        refusals.count()

        assert noted() == [(code, str(row.pk))]


def test_a_refusal_whose_time_to_go_has_come_is_not_missed(clerk: Any) -> None:
    ask(clerk, "2022-03-05")
    for day in ("2022-03-06", "2022-04-02", "2022-07-01"):
        with clock.set_to(at(day)):
            refusals.count()
            assert noted() == []
    assert not Refusal.objects.exists()
