# SPDX-License-Identifier: MulanPSL-2.0
"""The values figures are made of, each from both sides, without any record: periods, months, tallies, clocks, relations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from fadu.cases.models import CaseDocument, Clock
from fadu.figures import catalogue, compiling, lateness, relations, sources, tallies
from fadu.figures.behind import Behind, days_in
from fadu.figures.conditions import OF_THE_CASE, After, Is, NotAfter, OneOf
from fadu.figures.figure import Figure, basis_points, no_rows
from fadu.figures.indicators import Indicator, Row, Rows, Separated, Steps
from fadu.figures.lateness import Over
from fadu.figures.listing import Listing
from fadu.figures.period import Period, last_of, moments, month_of, months_in
from fadu.figures.tallies import Tally

JAN, FEB, MAR = date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1)


def figure(value: int | None, code: str = "X-01", **more: Any) -> Figure:
    given: dict[str, Any] = {
        "name": "件数",
        "unit": "件",
        "definition": "。",
        "measure": "count",
        "kept": True,
    }
    return Figure(code=code, value=value, **given | more)


# -- periods -----------------------------------------------------------------------------------------


def year(as_of: date) -> Period:
    return Period.year(2022, as_of=as_of)


@pytest.mark.parametrize(
    ("as_of", "until", "over", "is_running", "has_begun"),
    [
        (date(2021, 12, 31), date(2021, 12, 31), date(2021, 12, 30), True, False),
        (date(2022, 1, 1), date(2022, 1, 1), date(2021, 12, 31), True, True),
        (date(2022, 12, 31), date(2022, 12, 31), date(2022, 12, 30), True, True),
        (date(2023, 1, 1), date(2022, 12, 31), date(2022, 12, 31), False, True),
    ],
)
def test_a_year_stands_as_on_the_day_asked(
    as_of: date, until: date, over: date, is_running: bool, has_begun: bool
) -> None:
    period = year(as_of)

    assert (period.first, period.last) == (date(2022, 1, 1), date(2022, 12, 31))
    assert (period.until, period.over) == (until, over)
    assert (period.is_running, period.has_begun) == (is_running, has_begun)
    assert period.days == (date(2022, 1, 1), until)


def test_a_period_begins_and_ends_at_midnight_of_legal_time() -> None:
    period = year(date(2022, 3, 9))

    assert period.start.isoformat() == "2022-01-01T00:00:00+08:00"
    assert period.end.isoformat() == "2022-03-10T00:00:00+08:00"
    assert [each.isoformat() for each in period.moments] == [
        "2022-01-01T00:00:00+08:00",
        "2022-03-09T23:59:59.999999+08:00",
    ]
    assert period.moments == moments(date(2022, 1, 1), date(2022, 3, 9))


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (date(2022, 1, 1), date(2022, 1, 31)),
        (date(2022, 2, 1), date(2022, 2, 28)),
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2022, 4, 1), date(2022, 4, 30)),
        (date(2022, 12, 1), date(2022, 12, 31)),
    ],
)
def test_a_month_ends_on_its_last_day(month: date, last: date) -> None:
    assert last_of(month) == last
    assert month_of(last) == month_of(month) == month


def test_months_are_those_a_span_touches() -> None:
    assert list(months_in(date(2022, 1, 31), date(2022, 2, 1))) == [JAN, FEB]
    assert list(months_in(JAN, date(2022, 1, 31))) == [JAN]
    assert list(months_in(JAN, JAN)) == [JAN]
    assert list(months_in(FEB, date(2022, 1, 31))) == []


# -- tallies -----------------------------------------------------------------------------------------


def test_spans_that_follow_each_other_are_one_and_others_stay_apart() -> None:
    spans = [(date(2022, 1, 9), date(2022, 1, 9)), (date(2022, 1, 1), date(2022, 1, 3))]

    assert tallies.joined([]) == []
    assert tallies.joined(spans) == [spans[1], spans[0]]
    assert tallies.joined([*spans, (date(2022, 1, 4), date(2022, 1, 8))]) == [
        (date(2022, 1, 1), date(2022, 1, 9))
    ]
    assert tallies.joined([(JAN, date(2022, 1, 3)), (date(2022, 1, 5), date(2022, 1, 5))]) == [
        (JAN, date(2022, 1, 3)),
        (date(2022, 1, 5), date(2022, 1, 5)),
    ]


def test_days_add_up_by_month_with_the_latest_on_which_anything_counts() -> None:
    days = {date(2022, 1, 9): 2, date(2022, 1, 20): 3, date(2022, 1, 4): 1, date(2022, 3, 1): 7}

    assert tallies.by_month(days, [JAN, FEB]) == {
        JAN: Tally(value=6, latest=date(2022, 1, 20)),
        FEB: Tally(value=0, latest=None),
    }
    assert tallies.by_month({}, []) == {}
    assert Tally() == Tally(value=0, latest=None)


def test_what_adds_up_is_rows_and_steps_that_ended_and_nothing_that_depends_on_the_day() -> None:
    adding = tallies.adding_up()
    defined = catalogue.indicators()

    assert {code for code, one in defined.items() if isinstance(one.rows, Rows | Separated | Steps)} == set(
        adding
    )
    assert all(isinstance(rows, Rows | Separated) for rows in adding.values())


def test_what_one_statement_counts_is_of_one_table_and_one_day() -> None:
    groups = tallies.groups()

    assert set(groups) == set(tallies.adding_up())
    for code, group in groups.items():
        assert code in group
        tables = {compiling.group_of(rows) for rows in group.values() if isinstance(rows, Rows)}
        assert len(tables) == (0 if isinstance(group[code], Separated) else 1)
    assert any(len(group) > 1 for group in groups.values())


def test_without_a_span_nothing_is_counted_and_nobody_asked() -> None:
    code, group = next(iter(tallies.groups().items()))

    assert tallies.in_spans({code: group[code]}, None, []) == {code: {}}  # type: ignore[arg-type]


# -- figures -----------------------------------------------------------------------------------------


def test_records_stand_by_day_and_then_by_name_and_those_without_a_day_first() -> None:
    rows = [
        Row(record="2号", on=FEB),
        Row(record="3号", on=JAN),
        Row(record="1号", on=FEB),
        Row(record="4号"),
    ]

    assert figure(4, listing=lambda: rows).records == ["4号", "3号", "1号", "2号"]
    assert figure(0).rows == ()
    assert list(no_rows()) == []


def test_a_record_counts_as_one_unless_it_says_more() -> None:
    assert Row(record="甲").value == 1


def test_a_rate_has_two_sides_and_another_figure_one() -> None:
    part, whole = figure(1), figure(2)

    rate = figure(5000, numerator=part, denominator=whole)

    assert rate.sides == (part, whole)
    assert part.sides == (part,)
    assert figure(5000, numerator=part).sides == (figure(5000, numerator=part),)
    assert figure(5000, denominator=whole).sides == (figure(5000, denominator=whole),)


def test_two_figures_are_equal_when_they_say_the_same_whatever_they_rest_on() -> None:
    assert figure(1, listing=lambda: [Row(record="甲")]) == figure(1)
    assert figure(1) != figure(2)
    assert "listing" not in repr(figure(1))


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [(0, 3, 0), (3, 3, 10_000), (1, 3, 3333), (2, 3, 6667), (1, 8, 1250), (1, 0, None)],
)
def test_a_rate_is_rounded_half_up(part: int, whole: int, rate: int | None) -> None:
    assert basis_points(part, whole) == rate


def test_half_a_point_is_rounded_up() -> None:
    assert basis_points(1, 20_000) == 1
    assert basis_points(1, 20_001) == 0


def test_an_indicator_stands_by_itself_unless_it_says_otherwise() -> None:
    plain = Indicator(code="X-01", name="件数", unit="件", definition="。", measure="count")

    assert (plain.joint, plain.inner) == (False, False)


# -- listings ----------------------------------------------------------------------------------------


def test_a_listing_is_what_it_reads_and_as_long_as_it_says() -> None:
    rows = [Row(record="甲"), Row(record="乙"), Row(record="丙")]
    listing = Listing(count=lambda: 3, read=lambda: rows)

    assert len(listing) == 3
    assert listing[0] == rows[0]
    assert listing[1:] == tuple(rows[1:])
    assert listing == rows
    assert listing == tuple(rows)
    assert listing != rows[:2]
    assert listing != 3
    assert hash(listing) == hash(tuple(rows))
    assert Listing(count=lambda: 9, read=lambda: rows) == listing


# -- what is behind ----------------------------------------------------------------------------------


def test_a_month_is_behind_for_the_kind_that_moved_and_for_what_any_kind_moves() -> None:
    behind = Behind(months={"complaint": {JAN}})

    assert behind.has("complaint", JAN)
    assert not behind.has("complaint", FEB)
    assert not behind.has("licence", JAN)
    assert behind.has("", JAN)
    assert not behind.has("", FEB)


def test_where_too_much_moved_everything_is_behind() -> None:
    everything = Behind(everything=True)

    assert everything
    assert everything.has("licence", JAN)
    assert everything.has("", JAN)
    assert not Behind()
    assert Behind(months={"complaint": {JAN}})


def test_days_are_found_wherever_they_stand_and_what_is_no_day_is_passed_over() -> None:
    stated = {"a": "2022-01-01 至 2022-02-01", "b": [{"c": "2022-13-40"}, "2022-03-01T09:00", 7], "d": None}

    assert list(days_in(stated)) == [JAN, FEB, MAR]


# -- lateness ----------------------------------------------------------------------------------------


def steps(fate: Any, *clocks: str) -> Steps:
    return Steps(kind="complaint", fate=fate, clocks=clocks)


def test_of_what_ran_over_a_step_counts_its_own() -> None:
    def over(**changes: Any) -> Over:
        plain = Over(kind="complaint", clock="mediation", whose="bureau", target=False)
        return plain._replace(**changes)

    ran = {
        over(): 1,
        over(clock="acceptance"): 2,
        over(kind="licence"): 4,
        over(whose="party"): 8,
        over(target=True): 16,
    }

    assert lateness.counted(steps("late"), ran) == 3
    assert lateness.counted(steps("due"), ran) == 3
    assert lateness.counted(steps("in_time"), ran) == 0
    assert lateness.counted(steps("late", "mediation"), ran) == 25
    assert lateness.counted(steps("due", "acceptance", "other"), ran) == 2


def test_what_ended_is_asked_by_its_fate_and_its_clocks() -> None:
    common = (Is("case__kind", "complaint"), Is("void", value=False), Is("waived", value=False))
    own = (Is("whose", "bureau"), Is("target", value=False))

    assert lateness.ended(steps("due")) == Rows(of=Clock, on="stopped_on", where=(*common, *own))
    assert lateness.ended(steps("in_time", "mediation")).where == (
        *common,
        OneOf("clock", ("mediation",)),
        NotAfter("stopped_on", "due_on"),
    )
    assert lateness.ended(steps("late", "mediation")).where == (
        *common,
        OneOf("clock", ("mediation",)),
        After("stopped_on", "due_on"),
    )


# -- rows of no kind ---------------------------------------------------------------------------------


def test_papers_are_of_one_kind_and_template_and_not_void() -> None:
    assert set(sources.papers("penalty", "notice").where) == {
        Is("case__kind", "penalty"),
        Is("document__template", "notice"),
        Is("document__voiding", None),
    }
    assert sources.papers("penalty", "notice").of is CaseDocument
    assert sources.papers("penalty", "notice").detail == ("document__number", "document__title")


def test_limits_begun_are_those_of_the_bureau_that_the_law_sets_and_that_stand() -> None:
    assert set(sources.begun().where) == {
        Is("whose", "bureau"),
        Is("target", value=False),
        Is("void", value=False),
    }


def test_of_its_case_a_record_may_be_asked_these() -> None:
    assert set(OF_THE_CASE) == {"case__kind", "case__topic", "case__stage", "case__parent__kind"}


# -- joint figures -----------------------------------------------------------------------------------


def test_the_rate_of_reviewed_notices_is_of_two_joint_figures_that_stand_only_in_it() -> None:
    rate = catalogue.indicator("CMP-11")
    sides = [catalogue.indicator(code) for code in (rate.numerator, rate.denominator)]

    assert [(side.code, side.joint, side.inner) for side in sides] == [
        ("CMP-11A", True, True),
        ("CMP-11B", True, True),
    ]
    assert all(catalogue.parts_of(side.code) for side in sides)
    assert rate.code not in catalogue.parts_of("CMP-11A")


# -- relations ---------------------------------------------------------------------------------------


@dataclass
class Stated:
    """A reading of the values given; whatever is not given is empty."""

    values: dict[str, int | None]

    def __post_init__(self) -> None:
        self.asked: list[str] = []

    def figure(self, code: str) -> Figure:
        self.asked.append(code)
        return figure(self.values.get(code), code)


@pytest.fixture
def related(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three indicators: X lies within A and B together, S is A and B together, R is A of B."""
    plain = Indicator(code="X", name="件数", unit="件", definition="。", measure="count")
    defined = {
        "A": replace(plain, code="A"),
        "R": replace(plain, code="R", measure="rate", numerator="A", denominator="B"),
        "S": replace(plain, code="S", sum_of=("A", "B")),
        "X": replace(plain, within=("A", "B")),
    }
    monkeypatch.setattr(relations, "indicators", lambda: defined)


def broken(**values: int | None) -> list[tuple[str, str, int, int]]:
    return [(b.kind, b.figure.code, b.value, b.bound) for b in relations.broken(Stated(values))]  # type: ignore[arg-type]


@pytest.mark.usefixtures("related")
def test_parts_lie_within_their_wholes_together_and_sums_add_up() -> None:
    assert broken(A=1, B=2, S=3, X=3) == []
    assert broken(A=1, B=2, S=3, X=4) == [("within", "X", 4, 3)]
    assert broken(A=1, B=2, S=2, X=0) == [("sum_of", "S", 2, 3)]
    assert broken(A=3, B=2, S=5, X=0) == [("within", "A", 3, 2)]
    assert broken() == []
    assert broken(X=1) == [("within", "X", 1, 0)]


@pytest.mark.usefixtures("related")
def test_a_further_whole_is_read_only_where_those_before_do_not_hold_the_part() -> None:
    held, not_held = Stated({"A": 2, "B": 2, "X": 2}), Stated({"A": 2, "B": 2, "X": 3})
    next(relations.broken(held), None)  # type: ignore[arg-type]
    next(relations.broken(not_held), None)  # type: ignore[arg-type]

    assert not_held.asked.count("B") == held.asked.count("B") + 1


def test_a_ratio_of_people_is_no_part() -> None:
    assert "RES-02" in relations.RATIOS
    assert "RES-02" in catalogue.indicators()
    assert catalogue.indicator("RES-02").numerator not in [code for code, _ in relations.parts()]


def test_what_does_not_hold_is_said_in_words() -> None:
    one, other = figure(4, "X"), figure(3, "A")

    def words(kind: Any) -> str:
        return str(relations.Broken(kind=kind, figure=one, others=(other,), value=4, bound=3))

    assert words("within") == "X 件数（4）应当包含在A 件数（3）之内。"
    assert words("sum_of") == "X 件数（4）应当等于A 件数之和（3）。"
