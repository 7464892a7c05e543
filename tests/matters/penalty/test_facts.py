# SPDX-License-Identifier: MulanPSL-2.0
"""Facts of a penalty case by the law of the day: the right to a hearing, legal review, publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.matters.penalty import facts
from fadu.procedure.decision import World
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.state import ChildView, State
from fadu.procedure.testing import moment, party
from fadu.procedure.turns import turns


def world(
    on: str = "2022-05-10", *, kind: str = "unit", state: State | None = None, **proposed: Any
) -> World:
    return World(
        procedure=library().procedure("penalty", date.fromisoformat(on)),
        state=(state or State()).with_(parties=(party(1, kind=kind),)),
        at=moment(on),
        law=law_library(),
        proposed=proposed,
    )


@pytest.mark.parametrize(
    ("kind", "fine", "answer"),
    [
        ("unit", 9_999_999, "no"),
        ("unit", 10_000_000, "yes"),
        ("person", 999_999, "no"),
        ("person", 1_000_000, "yes"),
    ],
)
def test_the_hearing_threshold_includes_its_figure(kind: str, fine: int, answer: str) -> None:
    assert facts.hearing_right(world(kind=kind, penalty_kinds=["fine"], fine=fine)) == answer


def test_fine_and_confiscation_are_not_added_together() -> None:
    apart = world(penalty_kinds=["fine", "confiscate_gains"], fine=6_000_000, confiscated_gains=6_000_000)
    assert facts.hearing_right(apart) == "no"


def test_gains_and_goods_make_one_sum() -> None:
    both = world(penalty_kinds=["confiscate_gains"], confiscated_gains=6_000_000, confiscated_goods=4_000_000)
    assert facts.hearing_right(both) == "yes"


def test_a_local_figure_replaces_that_of_the_ministry() -> None:
    lower = replace(
        world(penalty_kinds=["fine"], fine=5_000_000), local={"penalty/hearing_fine_unit": 5_000_000}
    )
    assert facts.hearing_right(lower) == "yes"


def test_closing_down_gives_a_right_to_a_hearing_whatever_the_sum() -> None:
    assert facts.hearing_right(world(penalty_kinds=["close_down"])) == "yes"


def test_closing_down_was_not_listed_before_the_revision_of_2021() -> None:
    assert facts.hearing_right(world("2020-05-11", penalty_kinds=["close_down"])) == "no"


def test_a_hearing_that_was_held_calls_for_legal_review() -> None:
    hearing = ChildView(
        case="听1", matter="hearing", topic="", opened_at=moment("2022-05-01"), opened_seq=1, outcome="held"
    )
    held = world(state=State(children=(hearing,)))
    assert facts.needs_legal_review(held) == "yes"
    assert facts.needs_case_examination(held) == "no"


def test_a_withdrawn_hearing_calls_for_none() -> None:
    hearing = ChildView(
        case="听1",
        matter="hearing",
        topic="",
        opened_at=moment("2022-05-01"),
        opened_seq=1,
        outcome="withdrawn",
    )
    assert facts.needs_legal_review(world(state=State(children=(hearing,)))) == "no"


def test_a_mere_warning_is_not_published() -> None:
    assert facts.to_be_published(world(penalty_kinds=["warning"])) == "no"
    assert facts.to_be_published(world(penalty_kinds=["warning", "fine"], fine=1)) == "yes"


def test_gains_that_cannot_be_established_ask_for_the_chief_from_20_march_2026() -> None:
    assert facts.gains_unascertained(world("2026-03-19", gains_uncertain=True)) == "no"
    assert facts.gains_unascertained(world("2026-03-20", gains_uncertain=True)) == "yes"


def known_after(name: str, action: str) -> World:
    """What was known in a story once the last act of that name was done."""
    case = run(
        Path(library().folders["penalty"]) / "scenarios" / f"{name}.yaml", library(), law_library()
    ).case
    place = max(i for i, entry in enumerate(case.state.entries) if entry.action == action)
    entries = case.state.entries[: place + 1]
    return case.world(entries[-1].at).with_(state=fold(case.procedure, entries))


@pytest.mark.parametrize(
    ("name", "action", "lacking"),
    [
        ("ordinary", "conclude", "yes"),
        ("ordinary", "examine", "no"),
        ("ordinary", "notify", "no"),
        ("changed_besides_the_fields", "propose_again", "no"),
        ("told_again_unreviewed", "propose_again", "yes"),
        ("review_needed_after_the_notice", "notify", "no"),
        ("review_needed_after_the_notice", "propose_again", "yes"),
        ("review_needed_after_the_notice", "child_opened", "no"),
    ],
)
def test_a_proposal_lacks_the_review_it_needs_now_unless_it_was_reviewed_or_may_follow_what_was(
    name: str, action: str, lacking: str
) -> None:
    assert facts.review_lacking(known_after(name, action)) == lacking


@pytest.mark.parametrize(
    ("name", "action", "whose_turn"),
    [
        ("discussed_again_as_resolved", "submit", "ask_collective_discussion"),
        ("discussed_again_as_resolved", "propose_again", "ask_collective_discussion"),
        ("discussed_once_changed", "propose_again", "decide"),
        ("resolved_otherwise", "child_ended", "decide"),
    ],
)
def test_a_proposal_the_heads_have_not_discussed_as_it_stands_is_brought_before_them_and_then_decided(
    name: str, action: str, whose_turn: str
) -> None:
    known = known_after(name, action)

    assert whose_turn in {turn.what for turn in turns(known)}
    assert ("decide" in {turn.what for turn in turns(known)}) is (whose_turn == "decide")
