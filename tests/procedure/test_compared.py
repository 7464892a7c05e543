# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever goes on with a case is asked to compare what was said before with what stands now: no rule weighs words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from functools import cache
from pathlib import Path

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.procedure import compared
from fadu.procedure.decision import World
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import Outcome, run


@cache
def story(name: str) -> Outcome:
    return run(Path(library().folders["penalty"]) / "scenarios" / f"{name}.yaml", library(), law_library())


def before(name: str, action: str, which: int = -1, **said: object) -> World:
    """What was known when an act of a story was asked for, with what it says (``said``: otherwise)."""
    case = story(name).case
    place = [i for i, entry in enumerate(case.state.entries) if entry.action == action][which]
    asked = case.state.entries[place]
    at = datetime.combine(asked.at.date(), time.max, LEGAL_TIME)
    state = fold(case.procedure, case.state.entries[:place])
    return case.world(at).with_(state=state, proposed={**asked.payload, **said})


def questions(world: World, action: str) -> list[str]:
    return list(compared.doubts(world, world.procedure.actions[action]))


def test_whoever_decides_is_asked_to_compare_what_was_resolved_with_what_is_decided() -> None:
    (asked,) = questions(before("resolved_otherwise", "decide"), "decide")

    assert asked.startswith("“负责人集体讨论”（")
    assert "决议：“同意，但罚款改为八千元。”，现在拟决定的是：罚款5,000.00元。" in asked
    assert asked.endswith("请核对与决议一致。")


def test_what_was_resolved_of_another_proposal_is_asked_of_nobody_and_nobody_else_is_asked() -> None:
    world = before("resolved_otherwise", "decide")
    proposed = next(e for e in world.state.entries if e.action == "conclude")
    changed = replace(
        proposed,
        seq=world.state.entries[-1].seq + 1,
        action="propose_again",
        payload={"penalty_kinds": ["fine"], "fine": 800000},
    )
    later = world.with_(state=fold(world.procedure, (*world.state.entries, changed)))

    assert questions(later, "decide") == []
    assert questions(world, "note_registration") == []


def test_a_resolution_that_says_nothing_in_words_asks_nothing() -> None:
    asked = questions(before("changed_in_the_named_parts", "decide"), "decide")

    assert not any("决议" in each for each in asked)


def test_whoever_extends_by_a_resolution_is_asked_to_compare_with_it_whatever_became_of_the_proposal() -> (
    None
):
    world = before("excluded_times", "extend_by_resolution")
    resolved = {"resolution": "同意延长三十日。"}
    children = tuple(
        replace(child, fields={**child.fields, **resolved}) if child.topic == "extension" else child
        for child in world.state.children
    )

    (asked,) = questions(world.with_(state=world.state.with_(children=children)), "extend_by_resolution")

    assert "决议：“同意延长三十日。”，现在办理的是“集体讨论决定继续延期”。" in asked
