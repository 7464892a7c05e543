# SPDX-License-Identifier: MulanPSL-2.0
"""Figures are judged as of a day: what is still to come is neither counted nor late, and *late* means one thing everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from fadu.assembly.entry import main
from fadu.cases.models import Clock
from fadu.figures.period import Period
from fadu.figures.reading import Reading
from fadu.figures.reading import figure as figure_of
from fadu.kernel.clock import LEGAL_TIME, set_to
from fadu.matters.penalty.models import Penalty
from fadu.people.models import Certificate
from fadu.procedure.decision import ClockReading
from fadu.reporting import services
from fadu.reporting.draft import draft
from fadu.reporting.rendering import render

JANUARY = Period.year(2023, as_of=date(2023, 1, 12))
AFTERWARDS = Period.year(2022, as_of=date(2023, 3, 1))
#: the figures that count what was missed
LATE = ("CMP-12", "CMP-13", "LIC-11", "PEN-17")
#: the figures of timeliness, by what they are computed from
TIMELY = {
    "CMP-04": ("complaint", "acceptance"),
    "CMP-05": ("complaint", "mediation"),
    "CMP-09": ("tip_off", "verification"),
    "LIC-06": ("licence", "decision"),
    "DIS-03": ("licence", "publication"),
    "PEN-04": ("penalty", "handling"),
    "DIS-04": ("penalty", "publication"),
    "LGL-02": ("legal_review", "review"),
    "PRF-06": ("performance", "payment"),
}


def running(
    registers: Any,
    kind: str,
    name: str,
    due: date | None,
    stopped: date | None = None,
    *,
    imported: bool = False,
) -> Any:
    """A case of a kind with one clock, and nothing else."""
    case = registers.case(kind, imported=imported)
    registers.clock(case, name, due=due, stopped=stopped)
    if kind == "performance":
        type(case).objects.filter(pk=case.pk).update(stage="owing" if stopped is None else "paid")
    return case


def figure(code: str, bureau: Any, period: Period) -> Any:
    return figure_of(code, bureau, period)


def test_on_the_twelfth_of_january_nothing_is_overdue_whose_day_is_still_to_come(
    bureau: Any, registers: Any
) -> None:
    for kind, name in TIMELY.values():
        running(registers, kind, name, date(2023, 1, 12))
        running(registers, kind, name, date(2023, 3, 27))
    assert [figure(code, bureau, JANUARY).records for code in LATE] == [[]] * len(LATE)
    assert [figure(code, bureau, JANUARY).denominator.records for code in TIMELY] == [[]] * len(TIMELY)


@pytest.mark.parametrize("code", TIMELY)
def test_on_the_twelfth_of_january_a_step_due_the_day_before_is_overdue(
    code: str, bureau: Any, registers: Any
) -> None:
    kind, name = TIMELY[code]
    case = running(registers, kind, name, date(2023, 1, 11))
    rate = figure(code, bureau, JANUARY)
    assert (rate.value, rate.numerator.records, rate.denominator.records) == (0, [], [case.number])


def test_a_step_due_on_the_last_day_of_a_year_that_is_over_was_missed_in_that_year(
    bureau: Any, registers: Any
) -> None:
    case = running(registers, "penalty", "handling", date(2022, 12, 31))
    eve = Period.year(2022, as_of=date(2022, 12, 31))
    assert figure("PEN-17", bureau, eve).records == []
    assert figure("PEN-17", bureau, AFTERWARDS).records == [case.number]


def test_the_year_that_is_over_does_not_change_with_the_day_it_is_looked_at(
    bureau: Any, registers: Any
) -> None:
    running(registers, "penalty", "handling", date(2023, 1, 10))
    running(registers, "penalty", "handling", date(2022, 6, 1), stopped=date(2023, 2, 1))
    later = Period.year(2022, as_of=date(2026, 1, 1))
    assert figure("PEN-17", bureau, AFTERWARDS) == figure("PEN-17", bureau, later)
    assert figure("PEN-17", bureau, later).value == 1


def test_what_was_finished_after_the_day_asked_was_not_finished_on_it(bureau: Any, registers: Any) -> None:
    running(registers, "penalty", "handling", date(2023, 1, 5), stopped=date(2023, 1, 20))
    asked = figure("PEN-04", bureau, JANUARY)
    assert [(row.on, row.detail) for row in asked.denominator.rows] == [(date(2023, 1, 5), "逾期未办结")]
    assert figure("PEN-04", bureau, Period.year(2023, as_of=date(2023, 2, 1))).denominator.rows[0].on == date(
        2023, 1, 20
    )


def test_the_last_day_itself_is_in_time_and_the_day_after_is_not(bureau: Any, registers: Any) -> None:
    running(registers, "penalty", "handling", date(2022, 6, 1), stopped=date(2022, 6, 1))
    late = running(registers, "penalty", "handling", date(2022, 6, 1), stopped=date(2022, 6, 2))
    assert figure("PEN-17", bureau, AFTERWARDS).records == [late.number]
    assert figure("PEN-04", bureau, AFTERWARDS).value == 5000


def test_what_was_missed_is_told_with_its_title_and_its_last_day(bureau: Any, registers: Any) -> None:
    running(registers, "penalty", "handling", date(2022, 6, 1), stopped=date(2022, 6, 2))
    running(registers, "penalty", "verification", date(2022, 7, 1))
    missed = [(row.on, row.detail) for row in figure("PEN-17", bureau, AFTERWARDS).rows]
    assert missed == [
        (date(2022, 6, 2), "handling，2022-06-01届满"),
        (date(2022, 7, 1), "verification，2022-07-01届满"),
    ]
    assert [row.detail for row in figure("PEN-04", bureau, AFTERWARDS).denominator.rows] == [""]


def test_a_clock_without_a_last_day_ends_in_time(bureau: Any, registers: Any) -> None:
    running(registers, "penalty", "handling", None, stopped=date(2022, 6, 1))
    assert figure("PEN-04", bureau, AFTERWARDS).value == 10000


@pytest.mark.parametrize("code", TIMELY)
def test_closing_a_case_takes_away_nothing_that_it_left_undone(
    code: str, bureau: Any, registers: Any
) -> None:
    kind, name = TIMELY[code]
    case = running(registers, kind, name, date(2022, 6, 1))
    type(case).objects.filter(pk=case.pk).update(closed_at=datetime(2022, 6, 20, 23, tzinfo=LEGAL_TIME))
    assert figure(code, bureau, AFTERWARDS).denominator.records == [case.number]
    assert figure(code, bureau, AFTERWARDS).numerator.records == []


@pytest.mark.parametrize("code", TIMELY)
def test_of_an_ended_case_taken_over_from_elsewhere_the_source_may_just_be_silent(
    code: str, bureau: Any, registers: Any
) -> None:
    kind, name = TIMELY[code]
    case = running(registers, kind, name, date(2022, 6, 1), imported=True)
    ended = datetime(2022, 12, 31, 23, tzinfo=LEGAL_TIME)
    type(case).objects.filter(pk=case.pk).update(closed_at=ended, imported_from="台账.csv")
    assert figure(code, bureau, AFTERWARDS).denominator.records == []


@pytest.mark.parametrize(("imported", "counted"), [(True, 0), (False, 1)])
def test_what_an_act_done_here_began_is_late_in_a_case_taken_over_that_ended_too(
    bureau: Any, registers: Any, imported: bool, counted: int
) -> None:
    case = running(registers, "penalty", "handling", date(2022, 6, 1), imported=imported)
    ended = datetime(2022, 12, 31, 23, tzinfo=LEGAL_TIME)
    type(case).objects.filter(pk=case.pk).update(closed_at=ended, imported_from="台账.csv")
    assert figure("PEN-04", bureau, AFTERWARDS).denominator.records == [case.number] * counted


def test_who_owes_nothing_any_more_has_not_paid_in_time(bureau: Any, registers: Any) -> None:
    paid, ended = (
        running(registers, "performance", "payment", date(2022, 6, 1), stopped=date(2022, 5, 20))
        for _ in range(2)
    )
    for case, stage in ((paid, "paid"), (ended, "terminated")):
        type(case).objects.filter(pk=case.pk).update(stage=stage)
    rate = figure("PRF-06", bureau, AFTERWARDS)

    assert (rate.value, rate.numerator.records, rate.denominator.records) == (
        10000,
        [paid.number],
        [paid.number],
    )


@pytest.mark.parametrize("code", TIMELY)
def test_a_case_closed_after_the_year_was_overdue_in_it(code: str, bureau: Any, registers: Any) -> None:
    kind, name = TIMELY[code]
    case = running(registers, kind, name, date(2022, 6, 1))
    type(case).objects.filter(pk=case.pk).update(closed_at=datetime(2023, 1, 1, 0, tzinfo=LEGAL_TIME))
    assert figure(code, bureau, AFTERWARDS).denominator.records == [case.number]


@pytest.mark.parametrize("change", [{"target": True}, {"whose": "party"}, {"void": True}, {"waived": True}])
def test_an_internal_target_a_partys_term_and_what_was_voided_or_waived_are_no_lateness(
    change: dict[str, Any], bureau: Any, registers: Any
) -> None:
    case = running(registers, "penalty", "handling", date(2022, 6, 1))
    case.clocks.update(**change)
    assert figure("PEN-17", bureau, AFTERWARDS).records == []


def test_a_clock_that_is_stopped_for_now_is_not_late(bureau: Any, registers: Any) -> None:
    running(registers, "penalty", "handling", date(2022, 6, 1)).clocks.update(paused=True)
    assert figure("PEN-04", bureau, AFTERWARDS).denominator.records == []


@pytest.mark.parametrize("seed", range(5))
def test_late_in_a_figure_is_what_the_reading_of_the_clock_calls_breached_or_overdue(
    seed: int, bureau: Any, registers: Any
) -> None:
    rng = Random(seed)
    day = lambda: date(2022, 11, 1) + timedelta(days=rng.randrange(100))  # noqa: E731
    for _ in range(25):
        due, stopped = (day() if rng.randrange(6) else None), (day() if rng.randrange(2) else None)
        flags = {name: rng.randrange(6) == 0 for name in ("void", "waived", "paused")}
        running(registers, "penalty", "handling", due, stopped).clocks.update(**flags)
    span = Period(first=date(2022, 11, 1), last=date(2023, 2, 8), as_of=day())
    expected = [
        clock.case.number
        for clock in Clock.objects.select_related("case")
        if _state(clock, span.as_of) in {"breached", "overdue"}
    ]
    assert sorted(figure("PEN-17", bureau, span).records) == sorted(expected)


def _state(clock: Any, on: date) -> str:
    names = (
        "clock",
        "title",
        "limit",
        "about",
        "whose",
        "started_on",
        "started_seq",
        "due_on",
        "provisional",
    )
    names += ("paused", "stopped_on", "waived", "void", "target")
    columns = {name: getattr(clock, name) for name in names}
    return ClockReading(due=None, stopped_seq=None, **columns).state(on)


def test_a_year_that_has_not_begun_has_no_figures(bureau: Any, fill: Callable[..., Any]) -> None:
    fill()
    reading = Reading(bureau, Period.year(2024, as_of=date(2023, 12, 31)))
    people = [reading.figure(code) for code in ("ENF-01", "ORG-04", "ORG-05", "RES-01", "CMP-01")]
    assert [(f.value, f.kept) for f in people] == [(0, False)] * 5


def test_people_stand_as_they_stood_on_the_day_asked_while_the_year_runs(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    Certificate.objects.update(valid_to=date(2022, 10, 1))
    summer = Period.year(2022, as_of=date(2022, 7, 1))
    assert figure("ENF-02", bureau, summer).value == 10000
    assert figure("ENF-02", bureau, AFTERWARDS).value == 0


def test_the_figures_page_of_a_running_year_says_up_to_which_day(
    fill: Callable[..., Any], signed_in: Any
) -> None:
    browser = signed_in(fill())
    with set_to(datetime(2022, 12, 20, 9, tzinfo=LEGAL_TIME)):
        page = browser.get("/figures/2022/").content.decode()
    assert "（截至2022年12月20日）" in page
    with set_to(datetime(2023, 1, 1, 9, tzinfo=LEGAL_TIME)):
        assert "截至" not in browser.get("/figures/2022/").content.decode()


@pytest.mark.parametrize("fmt", ["html", "json"])
def test_a_report_drafted_in_december_says_up_to_which_day_it_looks(
    fmt: str, bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    december = render(draft(bureau, 2022, as_of=date(2022, 12, 20)), fmt).decode()
    afterwards = render(draft(bureau, 2022, as_of=date(2023, 1, 1)), fmt).decode()
    words = {"html": "报告所用数据截至2022年12月20日。", "json": '"as_of": "2022-12-20"'}[fmt]
    assert (words in december, words in afterwards) == (True, False)


def test_a_report_locked_in_december_is_not_moved_by_time_alone(
    bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    head = fill()
    running(registers, "penalty", "handling", date(2022, 12, 28))
    with set_to(datetime(2022, 12, 20, 9, tzinfo=LEGAL_TIME)):
        report = services.lock(services.report_of(bureau, 2022), by=head)
    with set_to(datetime(2023, 2, 1, 9, tzinfo=LEGAL_TIME)):
        assert services.moved(report) == []
        assert figure("PEN-17", bureau, AFTERWARDS).value == 1


def test_the_command_looks_back_from_the_day_it_is_given(
    bureau: Any, registers: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    running(registers, "penalty", "handling", date(2022, 6, 1))
    main(["figures", "2022", "--as-of", "2022-06-01"])
    before = capsys.readouterr().out
    main(["figures", "2022", "--as-of", "2022-06-02"])
    after = capsys.readouterr().out
    assert before.startswith("2022年数据，截至2022年6月1日\n")
    assert "处罚案件超期环节数：0个" in before
    assert "处罚案件超期环节数：1个" in after


def test_the_command_says_what_a_day_looks_like(bureau: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "2022", "--as-of", "今天"]) == 2
    assert "应为日期，如 2022-12-20；实为“今天”" in capsys.readouterr().err


def test_leads_of_complaints_and_of_tip_offs_both_count_and_no_others(bureau: Any, registers: Any) -> None:
    sources = ["complaint", "tip_off", "inspection", ""]
    made = {source: registers.penalty() for source in sources}
    for source, penalty in made.items():
        Penalty.objects.filter(pk=penalty.pk).update(source=source)
    expected = [made[source].case.number for source in ("complaint", "tip_off")]
    assert figure("PEN-01A", bureau, AFTERWARDS).records == expected
