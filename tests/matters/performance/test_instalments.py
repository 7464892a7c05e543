# SPDX-License-Identifier: MulanPSL-2.0
"""Instalments: each has a clock of its own, met by what came in up to its day; a later plan leaves what was missed before it."""

from __future__ import annotations

import pytest

from fadu.law import library as law_library
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.testing import CaseInMemory, moment


def lived(scenario: str) -> CaseInMemory:
    folder = library().folders["performance"] / "scenarios"
    return run(folder / f"{scenario}.yaml", library(), law_library()).case


def instalments(case: CaseInMemory, day: str) -> list[tuple[str, str, str]]:
    """Each that is not void: its title, its last day and how it stands on a day."""
    at = moment(day)
    return [
        (r.title, str(r.due_on), r.state(at.date()))
        for r in case.clocks(at)
        if r.clock == "instalment" and not r.void
    ]


def test_each_instalment_says_how_it_was_met() -> None:
    assert instalments(lived("instalment_missed"), "2022-06-30") == [
        ("缴纳分期罚款（第1期）", "2022-03-31", "breached"),
        ("缴纳分期罚款（第2期）", "2022-05-31", "met"),
        ("缴纳分期罚款（第3期）", "2022-06-30", "met"),
    ]


def test_a_later_plan_takes_the_place_of_what_was_not_yet_due() -> None:
    assert instalments(lived("delay_under_first_plan"), "2022-05-13") == [
        ("缴纳分期罚款（第1期）", "2022-03-31", "expired"),
    ]


@pytest.mark.parametrize(
    ("paid_on", "state"), [("2022-06-29", "met"), ("2022-06-30", "met"), ("2022-07-01", "breached")]
)
def test_the_day_of_the_payment_counts_and_not_that_of_its_entry(paid_on: str, state: str) -> None:
    case = lived("instalments_fine_only")
    row = {"paid_on": paid_on, "amount": 2_000_000, "payment_kind": "fine", "collected_by": "bank"}
    case.act("pay", moment("2022-07-10"), {"payments": [row]})

    assert instalments(case, "2022-07-10")[0] == ("缴纳分期罚款（第1期）", "2022-06-30", state)


def test_less_than_the_instalment_does_not_meet_it_and_more_meets_the_next_one_too() -> None:
    case = lived("instalments_fine_only")
    row = {"paid_on": "2022-06-01", "payment_kind": "fine", "collected_by": "bank"}
    case.act("pay", moment("2022-06-01"), {"payments": [{**row, "amount": 1_999_999}]})
    assert [state for _, _, state in instalments(case, "2022-06-30")] == ["running", "running"]

    case.act(
        "pay", moment("2022-06-02"), {"payments": [{**row, "paid_on": "2022-06-02", "amount": 3_000_001}]}
    )
    assert [state for _, _, state in instalments(case, "2022-06-30")] == ["met", "met"]


def test_the_last_day_is_explained_by_the_act_that_laid_it_down() -> None:
    case = lived("instalments_fine_only")
    reading = next(r for r in case.clocks(moment("2022-06-01")) if r.clock == "instalment")

    assert reading.due is not None
    assert "批准暂缓、分期缴纳" in "".join(reading.due.explanation.lines)
    assert "2022年6月30日" in "".join(reading.due.explanation.lines)


def test_a_term_that_the_decision_alone_lays_down_is_not_said_to_have_been_due_the_day_it_was_granted() -> (
    None
):
    case = lived("instalments_fine_only")
    reading = next(r for r in case.clocks(moment("2022-06-01")) if r.clock == "instalment")
    assert reading.due is not None
    said = "".join(reading.due.explanation.lines)

    assert "没有法定的长度" in said
    assert "当日办理" not in said
    assert "延长" not in said
