# SPDX-License-Identifier: MulanPSL-2.0
"""Every figure is its records: a count has as many, a sum adds up, a rate opens both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from fadu.figures.catalogue import indicators
from fadu.figures.figure import basis_points
from fadu.figures.period import Period
from fadu.figures.reading import Reading, figure
from fadu.matters.committee_item.models import CommitteeItem
from fadu.people.models import Bureau
from fadu.records.models import DocumentVoiding

YEAR = Period.year(2022, as_of=date(2023, 3, 1))


def codes(*, inner: bool = True) -> list[str]:
    """Every indicator there is: a new one is tested without being named here."""
    return [code for code, defined in indicators().items() if inner or not defined.inner]


def assert_is_its_records(shown: Any) -> None:
    """A count has as many rows, a sum adds up, a rate is computed from two lists that are opened."""
    if shown.measure == "rate":
        assert shown.value == basis_points(len(shown.numerator.rows), len(shown.denominator.rows))
        assert_is_its_records(shown.numerator)
        assert_is_its_records(shown.denominator)
    elif shown.measure == "sum":
        assert shown.value == sum(row.value for row in shown.rows)
    else:
        assert shown.value == len(shown.rows) == len(shown.records)


def value(code: str, bureau: Any, year: Period = YEAR) -> int | None:
    return figure(code, bureau, year).value


def test_every_figure_is_what_its_records_say(bureau: Any, fill: Callable[..., Any]) -> None:
    fill()
    reading = Reading(bureau, YEAR)
    for code in codes():
        assert_is_its_records(reading.figure(code))


def test_every_indicator_is_a_figure_of_the_filled_bureau_or_names_a_register_it_lacks(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    reading = Reading(bureau, YEAR)
    assert [code for code in codes() if not reading.figure(code).kept] == ["PEN-06", "PEN-07A"]


#: people of two posts set against each other: no part of a whole
RATIOS = {"RES-02"}


def test_the_numerator_of_every_rate_is_part_of_its_denominator(
    bureau: Any, fill: Callable[..., Any]
) -> None:
    fill()
    reading = Reading(bureau, YEAR)
    rates = [reading.figure(code) for code in codes() if code not in RATIOS]
    assert [
        f.code
        for f in rates
        if f.numerator and not Counter(f.numerator.records) <= Counter(f.denominator.records)
    ] == []


def test_an_exercise_moves_no_figure(bureau: Any, registers: Any, fill: Callable[..., Any]) -> None:
    fill()
    before = Reading(bureau, YEAR).figures(inner=True)
    registers.licence(exercise=True)
    registers.penalty(exercise=True)
    registers.performance(exercise=True)
    exercise = registers.case("committee_item", exercise=True)
    CommitteeItem.objects.create(
        case=exercise, body="party_group", meeting_on=date(2022, 6, 1), resolved_on=date(2022, 6, 1)
    )
    assert Reading(bureau, YEAR).figures(inner=True) == before


def test_a_decision_with_several_kinds_of_penalty_is_one_decision(bureau: Any, registers: Any) -> None:
    registers.penalty(kinds=("warning", "fine", "confiscation_gains"))
    assert value("PEN-02", bureau) == 1


def test_a_decision_published_in_two_channels_is_published_once(bureau: Any, registers: Any) -> None:
    registers.penalty(channels=("公示系统", "门户网站"))
    assert value("DIS-02", bureau) == 1


def test_an_order_to_correct_is_no_penalty_and_a_refund_is_no_fine(bureau: Any, registers: Any) -> None:
    registers.penalty(
        decided_on=None,
        fine=0,
        confiscated_gains=0,
        corrections_ordered=1,
        refund_ordered=80_000,
        channels=(),
    )
    assert (value("PEN-02", bureau), value("PEN-03", bureau)) == (0, 0)


def test_a_decision_belongs_to_the_year_it_was_made_in_and_its_filing_to_the_year_of_filing(
    bureau: Any, registers: Any
) -> None:
    registers.penalty(filed_on=date(2021, 12, 31), decided_on=date(2022, 1, 1))
    assert (value("PEN-01", bureau), value("PEN-02", bureau)) == (0, 1)
    assert value("PEN-01", bureau, Period.year(2021, as_of=date(2022, 3, 1))) == 1


def test_a_case_of_another_bureau_moves_nothing(bureau: Any, registers: Any) -> None:
    other = Bureau.objects.create(
        name="邻市市场监管局", short="邻市局", abbreviation="邻市监", region_code="370100"
    )
    registers.licence()
    assert value("LIC-02", other) == 0


def test_a_register_nobody_kept_is_a_gap_and_not_a_zero(bureau: Any) -> None:
    assert not figure("CMP-01", bureau, YEAR).kept


def test_a_rate_without_denominator_has_no_value(bureau: Any, registers: Any) -> None:
    registers.case("complaint")
    shown = figure("CMP-06", bureau, YEAR)
    assert (shown.value, shown.kept) == (None, False)


def test_fine_and_confiscation_add_up_to_the_fen(bureau: Any, registers: Any) -> None:
    registers.penalty(fine=1, confiscated_gains=2, confiscated_goods=4)
    registers.penalty(fine=10, confiscated_gains=20, confiscated_goods=40)
    assert value("PEN-03", bureau) == 77


def test_the_figures_of_a_year_take_as_many_queries_for_many_records_as_for_few(
    bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    fill()
    with CaptureQueriesContext(connection) as few:
        Reading(bureau, YEAR).figures(inner=True)
    for _ in range(6):
        registers.licence()
        registers.complaint()
        registers.tip_off()
        penalty = registers.penalty()
        registers.performance(penalty.case)
        registers.legal_review(penalty.case)
        registers.committee_item(penalty.case)
    with CaptureQueriesContext(connection) as many:
        Reading(bureau, YEAR).figures(inner=True)
    assert len(many) == len(few) <= len(codes()) + 20


def test_a_rate_asked_for_again_costs_nothing(bureau: Any, fill: Callable[..., Any]) -> None:
    fill()
    reading = Reading(bureau, YEAR)
    reading.figures(inner=True)
    with CaptureQueriesContext(connection) as again:
        reading.figures(inner=True)
    assert len(again) == 0


def test_a_case_that_ran_over_and_is_not_decided_counts_against_timeliness(
    bureau: Any, registers: Any
) -> None:
    registers.penalty()
    late = registers.penalty(decided_on=None)
    late.case.clocks.filter(clock="handling").update(stopped_on=None)
    assert value("PEN-04", bureau) == 5000


def test_a_case_whose_term_ends_next_year_is_not_judged_yet(bureau: Any, registers: Any) -> None:
    registers.penalty()
    young = registers.penalty(decided_on=None)
    young.case.clocks.filter(clock="handling").update(stopped_on=None, due_on=date(2023, 1, 4))
    assert value("PEN-04", bureau) == 10000


def test_a_decision_whose_time_to_publish_is_not_over_is_neither_late_nor_in_time(
    bureau: Any, registers: Any
) -> None:
    young = registers.penalty(channels=())
    young.case.clocks.filter(clock="publication").update(stopped_on=None, due_on=date(2023, 1, 20))
    assert not figure("DIS-04", bureau, YEAR).kept


def test_a_tip_off_left_undecided_past_its_term_counts_against_timeliness(
    bureau: Any, registers: Any
) -> None:
    registers.tip_off()
    registers.tip_off(decided_on=None)
    assert value("CMP-09", bureau) == 5000


def test_a_major_decision_without_legal_review_lowers_the_rate_of_review(bureau: Any, registers: Any) -> None:
    registers.penalty(needs_review=True, legally_reviewed=True)
    registers.penalty(needs_review=True, legally_reviewed=False)
    registers.penalty(needs_review=False, legally_reviewed=False)
    assert value("LGL-04", bureau) == 5000


def test_whoever_investigated_and_reviewed_one_case_lowers_the_rate_of_separation(
    bureau: Any, registers: Any
) -> None:
    whole, mixed = registers.penalty(), registers.penalty()
    for penalty, reviewer in ((whole, "officer:2"), (mixed, "officer:1")):
        registers.act(penalty.case, "gather", "handler", "officer:1")
        registers.act(registers.legal_review(penalty.case).case, "agree", "counsel", reviewer)
    assert value("PEN-11", bureau) == 5000


def test_money_paid_stands_apart_from_money_decided_and_belongs_to_the_year_it_came_in(
    bureau: Any, registers: Any
) -> None:
    penalty = registers.penalty(decided_on=date(2021, 12, 20), filed_on=date(2021, 10, 1))
    registers.performance(
        penalty.case,
        payments=((date(2021, 12, 31), 1_00), (date(2022, 1, 4), 20_00), (date(2022, 2, 7), 300_00)),
    )
    assert (value("PEN-03", bureau), value("PRF-01", bureau)) == (0, 320_00)


def test_a_party_that_has_not_paid_when_its_time_is_over_counts_against_payment_in_time(
    bureau: Any, registers: Any
) -> None:
    penalty = registers.penalty()
    registers.performance(penalty.case)
    owing = registers.performance(penalty.case, ended_on=None, payments=())
    owing.case.clocks.update(stopped_on=None)
    assert value("PRF-06", bureau) == 5000


def test_a_void_paper_is_not_counted(bureau: Any, registers: Any) -> None:
    penalty = registers.penalty()
    void = registers.paper(penalty.case, "correction_order")
    DocumentVoiding.objects.create(document=void, reason="写错", voided_at=void.issued_at + timedelta(days=1))
    assert value("PEN-15", bureau) == 1


def test_a_figure_whose_case_has_an_act_outside_the_ledger_is_not_traceable(
    bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    fill()
    traced = set(figure("SHO-02A", bureau, YEAR).records)
    registers.unrecord(registers.tip_off().case)
    lost = traced - set(figure("SHO-02A", bureau, YEAR).records)
    assert lost >= {"CMP-08", "CMP-09"}
    assert not any(name.startswith("LIC") for name in lost)
