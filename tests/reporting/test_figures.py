# SPDX-License-Identifier: MulanPSL-2.0
"""Every figure is its records: a count has as many, a sum adds up, a rate opens both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fadu.cases.indicators import Period, basis_points

YEAR = Period.year(2022)
CODES = [
    "CMP-01",
    "CMP-02",
    "CMP-03",
    "CMP-04",
    "CMP-05",
    "CMP-06",
    "CMP-07",
    "CMP-08",
    "CMP-09",
    "CMP-10",
    "CMP-11",
    "DIS-01",
    "DIS-02",
    "DIS-03",
    "DIS-04",
    "ENF-01",
    "ENF-02",
    "LGL-01",
    "LGL-02",
    "LGL-03",
    "LIC-02",
    "LIC-03",
    "LIC-04",
    "LIC-05",
    "LIC-06",
    "LIC-07",
    "LIC-08",
    "ORG-04",
    "ORG-05",
    "PEN-01",
    "PEN-02",
    "PEN-03",
    "PEN-04",
    "PEN-05",
    "PEN-06",
    "PEN-07",
    "PEN-08",
    "PEN-08A",
    "PEN-09",
    "PEN-11",
    "PWR-03",
    "PWR-04",
    "PWR-05",
    "RES-01",
    "RES-02",
]


def value(code: str, bureau: Any, year: Period = YEAR) -> int | None:
    from fadu.reporting.figures import figure

    return figure(code, bureau, year).value


def test_the_list_of_these_tests_is_the_list_of_printed_indicators() -> None:
    from fadu.reporting.figures import indicators

    assert sorted(CODES) == [code for code, defined in indicators().items() if not defined.inner]


@pytest.mark.parametrize("code", CODES)
def test_a_figure_is_what_its_records_say(code: str, bureau: Any, fill: Callable[..., Any]) -> None:
    from fadu.reporting.figures import figure

    fill()
    found = figure(code, bureau, YEAR)
    if found.measure == "count":
        assert found.value == len(found.rows) == len(found.records)
    elif found.measure == "sum":
        assert found.value == sum(row.value for row in found.rows)
    else:
        assert found.numerator is not None
        assert found.denominator is not None
        assert found.value == basis_points(len(found.numerator.rows), len(found.denominator.rows))


@pytest.mark.parametrize("code", [c for c in CODES if c not in {"RES-02", "ENF-02"}])
def test_the_numerator_of_a_rate_is_part_of_its_denominator(
    code: str, bureau: Any, fill: Callable[..., Any]
) -> None:
    from fadu.reporting.figures import figure

    fill()
    found = figure(code, bureau, YEAR)
    inner = set(found.numerator.records) if found.numerator else set()
    outer = set(found.denominator.records) if found.denominator else set()
    assert inner <= outer


@pytest.mark.parametrize("code", [c for c in CODES if c[:3] in {"LIC", "PEN", "DIS"}])
def test_an_exercise_moves_no_figure(
    code: str, bureau: Any, registers: Any, fill: Callable[..., Any]
) -> None:
    from fadu.matters.committee_item.models import CommitteeItem
    from fadu.reporting.figures import figure

    fill()
    before = figure(code, bureau, YEAR)
    registers.licence(exercise=True)
    registers.penalty(exercise=True)
    exercise = registers.case("committee_item", exercise=True)
    CommitteeItem.objects.create(
        case=exercise, body="party_group", meeting_on=date(2022, 6, 1), resolved_on=date(2022, 6, 1)
    )
    assert figure(code, bureau, YEAR) == before


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
    assert value("PEN-01", bureau, Period.year(2021)) == 1


def test_a_case_of_another_bureau_moves_nothing(bureau: Any, registers: Any) -> None:
    from fadu.people.models import Bureau

    other = Bureau.objects.create(
        name="邻市市场监管局", short="邻市局", abbreviation="邻市监", region_code="370100"
    )
    registers.licence()
    assert value("LIC-02", other) == 0


def test_a_register_nobody_kept_is_a_gap_and_not_a_zero(bureau: Any) -> None:
    from fadu.reporting.figures import figure

    assert not figure("CMP-01", bureau, YEAR).kept


def test_a_rate_without_denominator_has_no_value(bureau: Any, registers: Any) -> None:
    from fadu.reporting.figures import figure

    registers.case("complaint")
    found = figure("CMP-06", bureau, YEAR)
    assert (found.value, found.kept) == (None, False)


def test_fine_and_confiscation_add_up_to_the_fen(bureau: Any, registers: Any) -> None:
    registers.penalty(fine=1, confiscated_gains=2, confiscated_goods=4)
    registers.penalty(fine=10, confiscated_gains=20, confiscated_goods=40)
    assert value("PEN-03", bureau) == 77


def test_a_figure_over_two_kinds_of_case_lists_the_records_of_both(bureau: Any, registers: Any) -> None:
    from fadu.reporting.figures import figure

    registers.complaint()
    registers.complaint(reply_reviewed=False)
    registers.tip_off(replied=True, reply_reviewed=True)

    found = figure("CMP-11", bureau, YEAR)

    assert found.numerator is not None
    assert found.denominator is not None
    assert (found.numerator.value, found.denominator.value, found.value) == (2, 3, 6667)
    assert len(found.numerator.records) == 2
    assert len(found.denominator.records) == 3


def test_what_fell_due_and_was_never_decided_counts_against_the_rate(bureau: Any, registers: Any) -> None:
    from fadu.reporting.figures import figure

    registers.complaint()
    registers.complaint(screened_on=None, accepted_on=None, mediation_due_on=None, mediation_ended_on=None)
    registers.tip_off(decided_on=None)

    assert [figure(code, bureau, YEAR).value for code in ("CMP-04", "CMP-05", "CMP-09")] == [5000, 10000, 0]
