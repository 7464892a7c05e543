# SPDX-License-Identifier: MulanPSL-2.0
"""The approval says how the last legal review ended, what it asked to be changed, and what of it was changed."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.matters.penalty.reviewed import resolved_by_heads, reviewed_another, said_by_counsel
from fadu.procedure.decision import World
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run


def at_the_decision(name: str, act: str = "decide") -> World:
    """What was known when a story's decision (or another act of it) was asked for, with what it decides."""
    case = run(
        Path(library().folders["penalty"]) / "scenarios" / f"{name}.yaml", library(), law_library()
    ).case
    place = next(i for i, entry in enumerate(case.state.entries) if entry.action == act)
    decided = case.state.entries[place]
    at = datetime.combine(decided.at.date(), time.max, LEGAL_TIME)
    before = fold(case.procedure, case.state.entries[:place])
    return case.world(at).with_(state=before, proposed=decided.payload)


def test_the_approval_says_what_counsel_asked_to_be_changed_and_which_fields_are_others_since() -> None:
    said = said_by_counsel(at_the_decision("changed_in_the_named_parts"))

    assert said.startswith("修改后同意（")
    assert "应当修改的内容：写明第九条第三项，罚款减为三千元。" in said
    assert "送审以后的改动：违法事实由“甲”改为“甲，违反第九条第三项”；" in said
    assert "；罚款由4,000.00元改为3,000.00元" in said


def test_the_approval_certifies_no_change_that_was_not_made_and_lists_no_field_that_stands_as_it_was() -> (
    None
):
    world = at_the_decision("changed_in_the_named_parts", "propose_again")
    as_it_was, by_one = (
        world.with_(proposed={"facts": "甲", "penalty_kinds": ["fine"], "fine": fine})
        for fine in (400000, 399999)
    )
    said = said_by_counsel(by_one)

    assert "照改" not in said
    assert said.endswith("送审以后的改动：罚款由4,000.00元改为3,999.99元。")
    assert said_by_counsel(as_it_was).endswith("送审以后没有改动。")


def test_what_was_changed_as_counsel_asked_is_not_said_to_have_gone_unreviewed() -> None:
    assert reviewed_another(at_the_decision("changed_in_the_named_parts")) == ""
    assert "本决定没有再经法制审核" in reviewed_another(at_the_decision("changed_besides_the_fields"))


def test_a_review_that_agreed_is_said_with_its_number_alone() -> None:
    said = said_by_counsel(at_the_decision("legal_review_before_notice"))

    assert said.startswith("同意（")
    assert "修改" not in said


def test_the_approval_says_how_the_heads_discussed_the_case_and_what_they_resolved() -> None:
    said = resolved_by_heads(at_the_decision("resolved_otherwise"))

    assert said.startswith("通过（")
    assert said.endswith("2022年5月13日）。决议：同意，但罚款改为八千元。")
    assert resolved_by_heads(at_the_decision("ordinary")) == ""


def test_a_resolution_without_words_is_said_with_its_number_and_day_alone() -> None:
    assert resolved_by_heads(at_the_decision("legal_review_before_notice")).endswith("日）。")


def test_the_approval_says_of_heads_who_adopted_once_changed_what_that_is_and_what_is_another_since() -> None:
    said = resolved_by_heads(at_the_decision("discussed_once_changed"))

    assert said.startswith("修改后通过（")
    assert "决议：同意，罚款降至三千元。应当修改的内容：罚款降至三千元。提请讨论以后的改动：罚款由" in said
