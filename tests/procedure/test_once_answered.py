# SPDX-License-Identifier: MulanPSL-2.0
"""What was asked once is answered once, each by its own or all together; a withdrawn answer is none, and asking again asks anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.once_answered import all_answered, answers, unanswered
from fadu.procedure.testing import CaseInMemory, moment, party

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict
    from fadu.procedure.entry import Entry

HOW = {"to": "correct", "by": "extend", "whose": "whose"}


@pytest.fixture
def two(received_case: CaseInMemory) -> CaseInMemory:
    """A case of two who may each ask; ``correct`` asks and ``extend`` answers, whatever they are called."""
    second = party(2, "某厂", capacity="申请人")
    received_case.state = received_case.state.with_(parties=(*received_case.state.parties, second))
    return received_case


def asked(case: CaseInMemory, number: int) -> Entry:
    return case.record("correct", moment("2022-03-02"), {"party": f"party:{number}"})


def answered(case: CaseInMemory, number: int = 0) -> Entry:
    return case.record("extend", moment("2022-03-03"), {"whose": f"party:{number}"} if number else {})


def may_answer(case: CaseInMemory, number: int = 0) -> Verdict:
    world = case.world(moment("2022-03-05"))
    said = {"whose": f"party:{number}"} if number else {}
    return unanswered(world.with_(proposed=said), **HOW)


def code(verdict: Verdict) -> str:
    return verdict.code if isinstance(verdict, Ground) else ""


def test_what_was_asked_is_answered_once(two: CaseInMemory) -> None:
    asked(two, 1)
    assert may_answer(two) is HOLDS
    answered(two)
    assert code(may_answer(two)) == "answered_already"


def test_what_is_asked_again_is_answered_again(two: CaseInMemory) -> None:
    asked(two, 1)
    answered(two)
    asked(two, 1)
    assert may_answer(two) is HOLDS


def test_a_withdrawn_answer_leaves_what_it_answered_open(two: CaseInMemory) -> None:
    asked(two, 1)
    given = answered(two)
    two.record("gather", moment("2022-03-04"), {}, voids=(given.seq,))
    assert may_answer(two) is HOLDS


def test_each_may_be_answered_by_itself(two: CaseInMemory) -> None:
    asked(two, 1)
    asked(two, 2)
    answered(two, 1)
    assert code(may_answer(two, 1)) == "answered_already"
    assert may_answer(two, 2) is HOLDS
    assert may_answer(two) is HOLDS


def test_nobody_is_answered_who_asked_nothing(two: CaseInMemory) -> None:
    asked(two, 1)
    assert code(may_answer(two, 2)) == "asked_nothing"


def test_an_answer_without_a_name_answers_all_who_have_none(two: CaseInMemory) -> None:
    asked(two, 1)
    asked(two, 2)
    answered(two)
    assert [len(covered) for covered, _ in answers(two.state, **HOW)] == [2]
    assert code(may_answer(two, 2)) == "answered_already"


def test_in_a_history_the_later_of_two_answers_stands_and_the_second_is_only_possible(
    two: CaseInMemory,
) -> None:
    asked(two, 1)
    answered(two)
    later = answered(two)
    assert [answer.seq for _, answer in answers(two.state, **HOW)] == [later.seq]
    verdict = unanswered(replace(two.world(moment("2022-03-05")), replay=True), **HOW)
    assert isinstance(verdict, Ground)
    assert verdict.unknown


def test_all_are_answered_who_are_still_there(two: CaseInMemory) -> None:
    asked(two, 1)
    asked(two, 2)
    answered(two, 1)
    verdict = all_answered(two.world(moment("2022-03-05")), **HOW)
    assert isinstance(verdict, Ground)
    assert "某厂" in verdict.message

    two.state = two.state.with_(parties=two.state.parties[:1])
    assert all_answered(two.world(moment("2022-03-05")), **HOW) is HOLDS
