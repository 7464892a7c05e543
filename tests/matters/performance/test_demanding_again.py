# SPDX-License-Identifier: MulanPSL-2.0
"""A second letter of dunning is asked about while the first runs, and goes out unasked where there is a reason for it."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.matters.performance.demanding_again import no_letter_runs
from fadu.matters.performance.facts import something_to_demand
from fadu.procedure.decision import Holds
from fadu.procedure.library import library
from fadu.procedure.testing import CaseInMemory, moment, party


@pytest.fixture
def missed() -> CaseInMemory:
    """A fine of 10,000 yuan in two instalments; the first, due on 31 March, is missed and demanded."""
    procedure = library().procedure("performance", date(2022, 1, 4))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    case.open("begin", moment("2022-01-04"), {"fine": 1_000_000})
    case.serve("penalty_decision", moment("2022-01-05"))
    case.act("confirm_service", moment("2022-01-05"))
    _put_off(case, "2022-01-06", ("2022-03-31", 400_000), ("2022-04-10", 600_000))
    case.act("dun", moment("2022-04-02"), {"obligation": "缴纳罚款4000元"})
    return case


def _put_off(case: CaseInMemory, on: str, *rows: tuple[str, int]) -> None:
    case.act("ask_deferral", moment(on))
    instalments = [{"due_on": day, "amount": amount} for day, amount in rows]
    granted = {"deferral_kind": "instalments", "until": rows[-1][0], "instalments": instalments}
    case.act("grant_deferral", moment(on), granted)


def asked(case: CaseInMemory, on: str, **payload: str) -> str:
    verdict = no_letter_runs(case.world(moment(on)).with_(proposed={"obligation": "缴纳罚款", **payload}))
    assert isinstance(verdict, Holds)
    return verdict.warning


def test_before_its_service_and_while_its_days_run_another_letter_is_asked_about(
    missed: CaseInMemory,
) -> None:
    assert "2022年4月2日的催告还没有送达" in asked(missed, "2022-04-06")
    missed.serve("dunning_letter", moment("2022-04-06"))
    assert "履行期限至2022-04-20" in asked(missed, "2022-04-07")


def test_what_fell_due_since_or_another_duty_is_demanded_unasked(missed: CaseInMemory) -> None:
    missed.serve("dunning_letter", moment("2022-04-06"))
    assert asked(missed, "2022-04-12") == ""
    assert asked(missed, "2022-04-07", unperformed="没有停止销售") == ""


def test_after_its_days_are_over_or_its_money_came_in_nothing_is_asked(missed: CaseInMemory) -> None:
    missed.serve("dunning_letter", moment("2022-04-06"))
    assert asked(missed, "2022-04-25") == ""
    payment = {"paid_on": "2022-04-07", "amount": 400_000, "payment_kind": "fine", "collected_by": "bank"}
    missed.act("pay", moment("2022-04-07"), {"payments": [payment]})
    assert asked(missed, "2022-04-08") == ""


def test_what_the_party_said_against_the_letter_and_was_adopted_calls_for_another(
    missed: CaseInMemory,
) -> None:
    missed.serve("dunning_letter", moment("2022-04-06"))
    missed.act("answer_dunning", moment("2022-04-07"), {"dunning_defence": "数额有误"})
    review = {"dunning_review": "部分成立", "dunning_outcome": "partly"}
    missed.act("review_dunning_defence", moment("2022-04-08"), review)
    assert asked(missed, "2022-04-08") == ""


def test_a_deferral_granted_since_leaves_a_letter_without_an_object(missed: CaseInMemory) -> None:
    assert something_to_demand(missed.world(moment("2022-04-06"))) == "yes"
    _put_off(missed, "2022-04-06", ("2022-06-30", 1_000_000))
    assert something_to_demand(missed.world(moment("2022-04-07"))) == "no"
    assert something_to_demand(missed.world(moment("2022-07-01"))) == "no"
