# SPDX-License-Identifier: MulanPSL-2.0
"""What a decision says of the hearing that was asked for: that it was held only where it was, and else what came of it."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.matters.penalty.hearings_told import hearings_told
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.state import ChildView
from fadu.procedure.testing import CaseInMemory, moment


@pytest.fixture
def heard() -> CaseInMemory:
    folder = library().folders["penalty"] / "scenarios"
    return run(folder / "heard_without_major_interest.yaml", library(), law_library()).case


def told_with(case: CaseInMemory, **changes: str) -> str:
    """What is told of the case where its hearing is changed so."""
    world = case.world(moment("2022-06-01"))
    children = [
        ChildView(**{**{f: getattr(child, f) for f in ChildView.__slots__}, **changes})
        for child in world.state.children
    ]
    return hearings_told(world.with_(state=world.state.with_(children=tuple(children))))


def test_a_hearing_that_was_held_is_what_the_decision_rests_on(heard: CaseInMemory) -> None:
    said = told_with(heard)

    assert "要求听证，理由是" in said
    assert "根据听证笔录作出决定" in said


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("withdrawn", "撤回或者放弃听证"), ("absent", "缺席视为放弃"), ("inadmissible", "不予受理")],
)
def test_a_hearing_that_was_not_held_has_no_record(heard: CaseInMemory, outcome: str, words: str) -> None:
    said = told_with(heard, outcome=outcome)

    assert f"结果是：{words}。" in said
    assert "听证笔录" not in said


def test_while_it_is_under_way_nothing_is_said_of_its_end(heard: CaseInMemory) -> None:
    assert "听证办法" not in told_with(heard, outcome="")


def test_nothing_is_said_where_nobody_asked() -> None:
    procedure = library().procedure("penalty", date(2022, 3, 1))

    assert (
        hearings_told(CaseInMemory(procedure=procedure, law=law_library()).world(moment("2022-03-01"))) == ""
    )
