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


def at_the_decision(name: str) -> World:
    """What was known when a story's decision was asked for, with what it decides."""
    case = run(
        Path(library().folders["penalty"]) / "scenarios" / f"{name}.yaml", library(), law_library()
    ).case
    place = next(i for i, entry in enumerate(case.state.entries) if entry.action == "decide")
    decided = case.state.entries[place]
    at = datetime.combine(decided.at.date(), time.max, LEGAL_TIME)
    before = fold(case.procedure, case.state.entries[:place])
    return case.world(at).with_(state=before, proposed=decided.payload)


def test_the_approval_says_what_counsel_asked_to_be_changed_and_what_of_it_was() -> None:
    said = said_by_counsel(at_the_decision("changed_in_the_named_parts"))

    assert said.startswith("修改后同意（")
    assert "应当修改的内容：写明第九条第三项，罚款减为三千元。" in said
    assert said.endswith("已照改：违法事实、处理（改轻）。")


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
