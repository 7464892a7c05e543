# SPDX-License-Identifier: MulanPSL-2.0
"""What waits for a signature when a case ends is signed no more, is nobody's turn, and stays in the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.procedure.decision import Permitted, Refused
from fadu.procedure.lapsing import lapsing
from fadu.procedure.library import library
from fadu.procedure.testing import CaseInMemory, moment, party
from fadu.procedure.turns import turns

PAYMENT = {"paid_on": "2022-01-26", "amount": 1_000_000, "payment_kind": "fine", "collected_by": "bank"}


@pytest.fixture
def proposed() -> CaseInMemory:
    """A fine of 10,000 yuan that is overdue; the handler has signed the letter of dunning, the head has not."""
    procedure = library().procedure("performance", date(2022, 1, 4))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    case.open("begin", moment("2022-01-04"), {"fine": 1_000_000})
    case.serve("penalty_decision", moment("2022-01-05"))
    case.act("confirm_service", moment("2022-01-05"))
    case.act("dun", moment("2022-01-25"), {"obligation": "缴纳罚款10000元"}, by="handler")
    return case


def waiting(case: CaseInMemory, day: str) -> list[tuple[str, str]]:
    return [(turn.kind, turn.what) for turn in turns(case.world(moment(day)))]


def ended(case: CaseInMemory) -> CaseInMemory:
    case.act("pay", moment("2022-01-26"), {"payments": [PAYMENT]})
    assert isinstance(case.act("settle", moment("2022-01-27")), Permitted)
    return case


def test_a_signature_that_was_missing_when_the_case_ended_is_nobodys_turn(proposed: CaseInMemory) -> None:
    assert ("sign", "dun") in waiting(proposed, "2022-01-25")

    assert waiting(ended(proposed), "2022-01-27") == []


def test_the_proposal_stays_in_the_record_and_is_refused_with_the_reason(proposed: CaseInMemory) -> None:
    case = ended(proposed)

    assert [entry.payload["of"] for entry in case.state.done("sign")] == ["dun"]
    assert [each.action for each in case.state.lapsed] == ["dun"]
    refused = case.act("dun", moment("2022-01-28"), by="head")
    assert isinstance(refused, Refused)
    assert "案件已结束，不再签署" in next(g.message for g in refused.grounds if g.code == "wrong_stage")


def test_what_was_never_proposed_is_refused_for_its_stage_alone(proposed: CaseInMemory) -> None:
    refused = ended(proposed).act("apply_to_court", moment("2022-01-28"))
    assert isinstance(refused, Refused)
    assert not any("不再签署" in ground.message for ground in refused.grounds)


def folded(case: CaseInMemory, stage: str) -> list[tuple[str, ...]]:
    """What waits and what lapsed, by action, once the case stands in a stage."""
    state = lapsing(case.procedure, case.state.with_(stage=stage))
    return [tuple(each.action for each in waits) for waits in (state.pending, state.lapsed)]


def test_what_may_be_done_after_the_end_too_goes_on_waiting(proposed: CaseInMemory) -> None:
    (dun,) = proposed.state.pending
    fall = replace(dun, action="end_fallen")
    proposed.state = proposed.state.with_(pending=(dun, fall))

    assert folded(proposed, "paid") == [("end_fallen",), ("dun",)]


def test_what_lapsed_does_not_rise_again_where_the_case_is_taken_up_anew(proposed: CaseInMemory) -> None:
    case = ended(proposed)

    assert folded(case, "owing") == [(), ()]
