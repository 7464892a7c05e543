# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever examines, reviews or decides together and does not agree is not passed over: the next turn takes up what they said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.problems import DefinitionError
from fadu.law import library as law_library
from fadu.procedure import no_change, opinions
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.loader import load
from fadu.procedure.scenarios import Outcome, run
from fadu.procedure.turns import Turn, turns


@cache
def story(name: str, kind: str = "penalty") -> Outcome:
    return run(Path(library().folders[kind]) / "scenarios" / f"{name}.yaml", library(), law_library())


def after(name: str, action: str, which: int = -1, kind: str = "penalty") -> tuple[Turn, ...]:
    """What is open at the end of the day of an act of a story, before anything else is done."""
    case = story(name, kind).case
    place = [i for i, entry in enumerate(case.state.entries) if entry.action == action][which]
    entries = case.state.entries[: place + 1]
    at = datetime.combine(entries[-1].at.date(), time.max, LEGAL_TIME)
    return turns(case.world(at).with_(state=fold(case.procedure, entries)))


def said(turn: Turn) -> str:
    return opinions.words_of(story("examiner_objects").case.procedure, turn.about)


def test_after_an_examiner_who_objects_the_turn_is_to_change_the_proposal_and_says_the_opinion() -> None:
    (turn,) = after("examiner_objects", "examine")

    assert (turn.kind, turn.what, turn.role) == ("act", "propose_again", "handler")
    assert said(turn) == "“案件审核”的意见是“处理不当，建议修改”"


def test_once_it_is_written_why_the_opinion_is_not_followed_the_case_goes_its_way() -> None:
    assert [turn.kind for turn in after("examiner_objects", "notify")] == ["serve"]
    assert [turn.what for turn in after("examiner_objects", "submit")] == ["decide"]


def test_a_proposal_changed_as_was_said_is_examined_again_and_then_told() -> None:
    assert [turn.what for turn in after("examiners_opinion_followed", "propose_again", 0)] == ["examine"]
    assert [turn.what for turn in after("examiners_opinion_followed", "examine")] == ["notify"]


def test_a_change_by_name_that_changes_nothing_leaves_the_turn_with_the_opinion() -> None:
    case = story("examiners_opinion_followed").case
    examined = next(i for i, entry in enumerate(case.state.entries) if entry.action == "examine")
    before = case.state.entries[: examined + 1]
    proposed = next(entry for entry in before if entry.action == "conclude")
    same = {key: proposed.payload[key] for key in ("facts", "penalty_kinds", "fine")}
    entries = (
        *before,
        replace(proposed, seq=before[-1].seq + 1, action="propose_again", at=before[-1].at, payload=same),
    )

    (turn,) = turns(case.world(before[-1].at).with_(state=fold(case.procedure, entries)))

    assert (turn.what, said(turn)) == ("propose_again", "“案件审核”的意见是“定性不准，建议改正”")


def test_who_changes_nothing_by_a_change_of_the_proposal_is_asked_and_who_changes_one_word_is_not() -> None:
    case = story("examiners_opinion_followed").case
    place = next(i for i, entry in enumerate(case.state.entries) if entry.action == "examine")
    before = case.state.entries[: place + 1]
    proposed = next(entry for entry in before if entry.action == "conclude")
    change = case.procedure.actions["propose_again"]
    same = {key: value for key, value in proposed.payload.items() if key in (*change.sets, *change.may_set)}
    world = case.world(before[-1].at).with_(state=fold(case.procedure, before))

    (asked,) = no_change.doubts(world.with_(proposed=same), change)

    assert asked.startswith("与现在的拟处理意见（第1稿）逐项相同，没有改变：")
    otherwise: list[dict[str, Any]] = [
        {"evidence_summary": "另有照片三张"},
        {"fine": 1},
        {"new_facts": "当事人补充了进货票据"},
    ]
    for one in otherwise:
        assert not list(no_change.doubts(world.with_(proposed={**same, **one}), change))
    assert not list(no_change.doubts(world.with_(proposed=same), case.procedure.actions["conclude"]))

    unexamined = world.with_(state=fold(case.procedure, before[:-1]), proposed=same)
    (asked,) = no_change.doubts(unexamined, change)
    assert "没有改变，也不因此重新审核。" in asked


def test_after_counsel_who_disagrees_nobody_is_sent_to_counsel_again_before_something_changed() -> None:
    (turn,) = after("unchanged_to_counsel_again", "child_ended", 0)
    assert (turn.what, said(turn)) == ("propose_again", "“法制审核”的意见是“不同意”")

    (again,) = after("unchanged_to_counsel_again", "propose_again")
    assert (again.what, said(again)) == ("ask_legal_review", "“法制审核”的意见是“不同意”")


def test_after_a_committee_that_did_not_adopt_the_turn_is_to_change_the_proposal() -> None:
    (turn,) = after("unchanged_to_counsel_again", "child_ended")

    assert (turn.what, said(turn)) == ("propose_again", "“负责人集体讨论”的意见是“未通过”")


def test_after_heads_who_adopt_once_something_is_changed_the_turn_is_to_change_it_and_then_to_decide() -> (
    None
):
    (turn,) = after("discussed_once_changed", "child_ended")
    assert (turn.what, said(turn)) == ("propose_again", "“负责人集体讨论”的意见是“修改后通过”")

    assert [turn.what for turn in after("discussed_once_changed", "propose_again")] == ["decide"]


def test_an_opinion_without_the_choices_that_agree_does_not_load(tmp_path: Path) -> None:
    path = Path(library().folders["penalty"]) / "procedure" / "2021-07-15.yaml"
    broken = tmp_path / path.name
    broken.write_text(path.read_text(encoding="utf-8").replace("agrees: agree, ", ""), encoding="utf-8")

    with pytest.raises(DefinitionError, match="agrees"):
        load(broken)


def test_after_counsel_agreed_once_named_parts_are_changed_the_turn_stays_until_each_is_and_then_passes_counsel_by() -> (
    None
):
    (turn,) = after("changed_in_the_named_parts", "child_ended", 0)
    assert (turn.what, said(turn)) == ("propose_again", "“法制审核”的意见是“修改后同意”")

    assert [turn.what for turn in after("changed_in_the_named_parts", "propose_again")] == ["notify"]


def test_of_the_named_parts_one_that_is_changed_leaves_the_turn_with_the_other() -> None:
    case = story("changed_in_the_named_parts").case
    place = next(i for i, entry in enumerate(case.state.entries) if entry.action == "propose_again")
    half = replace(case.state.entries[place], payload={"penalty_kinds": ["fine"], "fine": 300000})
    entries = (*case.state.entries[:place], half)

    (turn,) = turns(case.world(half.at).with_(state=fold(case.procedure, entries)))

    assert (turn.what, said(turn)) == ("propose_again", "“法制审核”的意见是“修改后同意”")


def test_a_fact_changed_as_counsel_asked_after_the_notice_is_told_again_and_not_reviewed_again() -> None:
    assert [turn.what for turn in after("changed_besides_the_fields", "propose_again", 0)] == ["tell_again"]


def test_a_review_that_names_a_part_nobody_can_tell_apart_does_not_load(tmp_path: Path) -> None:
    path = Path(library().folders["legal_review"]) / "procedure" / "2021-07-15.yaml"
    broken = tmp_path / path.name
    broken.write_text(
        path.read_text(encoding="utf-8").replace("      lighter: ", "      milder: "), encoding="utf-8"
    )

    with pytest.raises(DefinitionError, match="milder"):
        load(broken)


def of_a_reply(action: str, which: int = -1) -> tuple[str, str]:
    """What is next in a complaint after an act, and what is said of it."""
    (turn,) = after("reply_sent_back", action, which, kind="complaint")
    return turn.what, opinions.words_of(story("reply_sent_back", "complaint").case.procedure, turn.about)


def test_a_reply_that_was_sent_back_is_sent_again_with_what_its_review_said() -> None:
    assert of_a_reply("child_ended", 0) == ("ask_reply_review", "“送答复审查”的意见是“退回”")


def test_a_reply_agreed_to_once_it_is_changed_is_told_with_what_its_review_said() -> None:
    assert of_a_reply("child_ended", 1) == ("refuse", "“送答复审查”的意见是“修改后同意”")


def test_once_a_reply_is_sent_again_or_told_what_was_said_of_it_before_is_over() -> None:
    case = story("reply_sent_back", "complaint").case
    sent = [i for i, entry in enumerate(case.state.entries) if entry.action == "child_opened"][-1]

    assert opinions.on_drafts(case.procedure, fold(case.procedure, case.state.entries[: sent + 1])) == ()
    assert opinions.on_drafts(case.procedure, case.state) == ()
