# SPDX-License-Identifier: MulanPSL-2.0
"""What an act takes off the record, or no more says when it is done anew, is asked about where it was chosen or ticked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.procedure.library import library
from fadu.procedure.taken_back import doubts
from fadu.procedure.testing import CaseInMemory, moment, party

SAID = {
    "discretion_grade": "ordinary",
    "facts": "甲",
    "basis": "乙",
    "penalty_kinds": ["fine"],
    "fine": 500_000,
    "review_grounds": ["complex"],
}


@pytest.fixture
def concluded() -> CaseInMemory:
    """A penalty case whose inquiry is concluded with a ground of legal review."""
    procedure = library().procedure("penalty", date(2022, 3, 1))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    case.open("register", moment("2022-03-01"), {"received_on": "2022-03-01"})
    case.act("file", moment("2022-03-10"), {"violation_continues": True})
    case.act("gather", moment("2022-03-11"), {"rights_told_on": "2022-03-11"})
    case.act("conclude", moment("2022-04-20"), {**SAID, "disposition": "penalty"})
    return case


def asked(case: CaseInMemory, action: str, **proposed: Any) -> list[str]:
    world = case.world(moment("2022-05-10")).with_(proposed=proposed)
    return list(doubts(world, case.procedure.actions[action]))


def test_a_single_choice_that_is_emptied_is_asked_about_and_a_changed_one_is_not(
    concluded: CaseInMemory,
) -> None:
    [question] = asked(concluded, "propose_again", discretion_grade=None)
    assert "“裁量阶次”原为“一般”，这次删去" in question
    assert asked(concluded, "propose_again", discretion_grade="lighter") == []


def test_texts_and_amounts_that_are_emptied_are_not_asked_about(concluded: CaseInMemory) -> None:
    assert asked(concluded, "propose_again", basis=None, fine=None) == []


def test_what_fell_with_the_last_conclusion_and_is_not_said_again_is_asked_about(
    concluded: CaseInMemory,
) -> None:
    concluded.act("return_to_investigation", moment("2022-04-26"), {"exam_text": "补充调查"})
    [question] = asked(concluded, "conclude", disposition="penalty")
    assert "上次“调查终结”以后“" in question
    assert "”为“案件情况疑难复杂" in question
    assert asked(concluded, "conclude", disposition="penalty", review_grounds=["public_interest"]) == []


def test_what_was_taken_off_before_it_fell_and_what_another_act_says_is_not_asked_about(
    concluded: CaseInMemory,
) -> None:
    concluded.act("propose_again", moment("2022-04-25"), {**SAID, "review_grounds": None})
    assert concluded.refused == []
    concluded.act("return_to_investigation", moment("2022-04-26"), {"exam_text": "补充调查"})
    assert asked(concluded, "conclude", disposition="penalty") == []


def test_an_act_whose_last_one_stands_is_not_compared_with_one_that_fell(concluded: CaseInMemory) -> None:
    assert asked(concluded, "conclude", disposition="penalty") == []
