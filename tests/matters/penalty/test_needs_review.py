# SPDX-License-Identifier: MulanPSL-2.0
"""Which penalty cases are for legal review: the procedure and the register say the same, since the case was taken up last."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.matters.penalty import facts, rows
from fadu.procedure.decision import World
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.state import ChildView, State
from fadu.procedure.testing import moment

FOLDER = library().folders["penalty"] / "scenarios"


def case(*, matter: str = "hearing", outcome: str | None = None, **fields: Any) -> State:
    """A case with what stands in it, and a child that ended so, if any."""
    child = ChildView(
        case="某1",
        matter=matter,
        topic="",
        opened_at=moment("2022-05-01"),
        opened_seq=2,
        outcome=outcome or "",
    )
    return State(fields=fields, children=(child,) if outcome is not None else ())


@pytest.mark.parametrize(
    ("state", "required"),
    [
        (case(), False),
        (case(review_grounds=["public_interest"]), True),
        (case(outcome="held"), True),
        (case(outcome="held", major_interest=False), False),
        (case(outcome="waived"), False),
        (case(matter="legal_review", outcome=""), True),
        (case(matter="legal_review", outcome="disagreed"), True),
        (case(matter="legal_review", outcome="returned"), False),
        (case(matter="legal_review", outcome="returned", review_grounds=["complex"]), True),
    ],
    ids=[
        "none of the cases",
        "a ground on record",
        "heard",
        "heard, no major interest",
        "hearing not held",
        "sent",
        "counsel said no",
        "counsel gave it back",
        "counsel gave it back, the ground stands",
    ],
)
def test_a_decision_had_to_be_reviewed_where_the_law_says_so(state: State, required: bool) -> None:
    assert rows.columns(state)["needs_review"] is required
    world = World(
        procedure=library().edition("penalty", date(2021, 7, 15)),
        state=state,
        at=moment("2022-05-10"),
        law=law_library(),
    )
    assert facts.needs_legal_review(world) == ("yes" if required else "no")


def reviewed(story: str) -> tuple[bool, bool]:
    """Of a story: whether its decision had to be reviewed, and was."""
    columns = rows.columns(run(FOLDER / f"{story}.yaml", library(), law_library()).case.state)
    return columns["needs_review"], columns["legally_reviewed"]


def test_what_counsel_gave_back_and_was_taken_off_is_no_case_for_review_in_the_register() -> None:
    assert reviewed("given_back_by_counsel") == (False, False)


def test_a_review_before_the_case_was_taken_up_anew_is_none_of_the_new_decision() -> None:
    assert reviewed("reviewed_before_it_was_taken_up_anew") == (False, False)


def test_the_decision_that_fell_keeps_its_review_until_another_is_made() -> None:
    state = run(FOLDER / "reviewed_before_it_was_taken_up_anew.yaml", library(), law_library()).case.state
    begun = next(entry.seq for entry in state.entries if entry.action == "begin_anew")
    procedure = library().edition("penalty", date(2021, 7, 15))
    columns = rows.columns(fold(procedure, (entry for entry in state.entries if entry.seq <= begun)))
    assert (columns["needs_review"], columns["legally_reviewed"]) == (True, True)


def test_counsel_who_agreed_is_on_record() -> None:
    assert reviewed("legal_review_before_notice") == (True, True)
