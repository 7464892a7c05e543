# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever goes on with a case is asked to compare what was said before with what stands now: no rule weighs words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from functools import cache
from pathlib import Path

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.procedure import compared, opinions, proposal_words
from fadu.procedure.decision import Permitted, World
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


def test_whoever_drafts_the_decision_and_each_who_signs_it_is_asked_to_compare_with_the_resolution() -> None:
    played, at = story("resolved_otherwise").case, datetime(2022, 5, 17, 10, tzinfo=LEGAL_TIME)
    entries = played.state.entries
    first = next(i for i, each in enumerate(entries) if each.payload.get("of") == "decide")
    case = replace(played, state=fold(played.procedure, entries[:first]))
    said = entries[first].payload["payload"]
    asked = []
    for role in case.procedure.actions["decide"].signs:
        signed = case.act("decide", at, said if not asked else {}, by=role)
        assert isinstance(signed, Permitted), signed
        asked.append([each for each in signed.warnings if "现在拟决定的是：罚款5,000.00元" in each])

    assert [len(each) for each in asked] == [1, 1, 1]


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


@pytest.mark.parametrize(
    ("act", "which"), [("notify", 0), ("submit", 0), ("ask_collective_discussion", 0), ("decide", 0)]
)
def test_whoever_rests_on_a_review_that_agreed_once_changed_compares_what_was_asked_with_what_was_changed(
    act: str, which: int
) -> None:
    (asked,) = questions(before("compared_with_what_was_asked", act, which), act)

    assert asked.startswith("“法制审核”（")
    assert "“修改后同意”，要求的是“罚款降至三千元”（处理（改轻））；此后" in asked
    assert asked.endswith("请核对已经照改。")


def test_whoever_changes_the_proposal_and_whoever_does_something_else_compares_nothing() -> None:
    world = before("compared_with_what_was_asked", "notify")

    assert questions(world, "propose_again") == []
    assert questions(world, "gather") == []


def test_what_a_review_wanted_changed_waits_to_be_compared_until_somebody_goes_on_with_it() -> None:
    def waits(act: str, which: int) -> list[bool]:
        world = before("compared_with_what_was_asked", act, which)
        said = opinions.standing(world.procedure, world.state)
        return [opinions.is_to_be_compared(world.procedure, world.state, each) for each in said]

    assert waits("propose_again", 0) == [True]
    assert waits("notify", 0) == [True]
    assert waits("submit", 0) == [True]
    assert waits("ask_collective_discussion", 0) == [False]
    assert waits("decide", 0) == [False]


def test_the_change_of_rows_is_said_by_their_columns_and_of_a_long_text_that_it_is_another() -> None:
    world = before("compared_with_what_was_asked", "notify")
    fields = world.procedure.fields

    def said(key: str, was: object, now: object) -> str:
        return proposal_words.changed(world, fields[key], was, now)

    party = world.state.parties[0]
    row = {"party": party.key, "fine": 500000}
    assert said("party_penalties", [row], [{**row, "fine": 400000}]).endswith(
        "（罚款由5,000.00元改为4,000.00元）"
    )
    assert said("party_penalties", [row], [row, row]).endswith("有改动")
    assert said("party_penalties", [], [row]).endswith("原来没有填写，现已填写")
    assert said("party_penalties", [row], None).endswith("已删去")
    assert said("bases", [{"base": "a/1"}], [{"base": "a/2"}]).endswith("（依据有改动）")
    assert said("penalty_kinds", ["fine"], []) == "行政处罚种类由罚款改为未填写"
    assert said("discretion_reason", "甲" * 61, "乙").endswith("有改动")
    assert said("gains_uncertain", True, False).endswith("由是改为否")
