# SPDX-License-Identifier: MulanPSL-2.0
"""What an amendment changed, in sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from fadu.cli import procedure as command
from fadu.procedure.difference import difference
from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.library import library
from fadu.procedure.loader import load
from fadu.procedure.model import Procedure, Running
from fadu.procedure.names import Names

BEFORE = load(Path(__file__).parent / "broken_checks" / "sound.yaml", Names(guards=BUILT_IN_GUARDS))


def with_action(key: str, **changes: object) -> Procedure:
    return replace(BEFORE, actions={**BEFORE.actions, key: replace(BEFORE.actions[key], **changes)})  # type: ignore[arg-type]


def test_the_same_edition_shows_no_difference() -> None:
    assert difference(BEFORE, BEFORE) == []


def test_a_guard_taken_away_is_named_with_its_action() -> None:
    after = with_action("decide", guards=BEFORE.actions["decide"].guards[1:])

    assert difference(BEFORE, after) == ["动作“决定”：取消办理条件“已送达：notice”。"]


def test_a_longer_signature_chain_is_told_from_and_to() -> None:
    assert difference(BEFORE, with_action("file", signs=("handler", "checker", "head"))) == [
        "动作“立案”：办理或者签署由“办案人员、负责人”改为“办案人员、审核人员、负责人”。"
    ]


def test_whom_a_paper_reaches_is_told_by_the_title_of_the_role_and_whether_it_is_for_those_left() -> None:
    (paper,) = BEFORE.actions["notify"].issues
    to_one_side = with_action("notify", issues=(replace(paper, served_to="party"),))
    to_a_role = with_action("notify", issues=(replace(paper, served_to="handler"),))
    for_those_left = with_action("notify", issues=(replace(paper, to_those_left=True),))
    copied = with_action("notify", issues=(replace(paper, copy=True),))

    assert difference(BEFORE, to_one_side) == [
        "动作“告知”：文书“notice”的送达对象由“每一当事人”改为“当事人”。"
    ]
    assert difference(BEFORE, to_a_role) == [
        "动作“告知”：文书“notice”的送达对象由“每一当事人”改为“办案人员”。"
    ]
    assert difference(BEFORE, copied) == ["动作“告知”：文书“notice”可以交当事人一份。"]
    assert difference(BEFORE, for_those_left) == ["动作“告知”：文书“notice”只送达尚在的当事人。"]


def test_a_limit_the_law_changed_between_the_editions_is_told_with_both_values() -> None:
    class Law:
        def limit(self, key: str, on: date) -> SimpleNamespace:
            days = 3 if on < date(2021, 7, 15) else 5
            return SimpleNamespace(
                amount=days if key == "penalty/defence" else 10, unit="working_day", cites=("行政处罚法 45",)
            )

    earlier = replace(BEFORE, edition=date(2019, 4, 1))

    assert difference(earlier, BEFORE, law=Law()) == [  # type: ignore[arg-type]
        "时钟“申辩期限”：期限由3个工作日（行政处罚法 45）改为5个工作日（行政处罚法 45）。"
    ]


def test_new_and_removed_parts_are_named_by_their_titles() -> None:
    actions = {key: action for key, action in BEFORE.actions.items() if key != "waive"}
    clocks = {key: replace(clock, waived_by="") for key, clock in BEFORE.clocks.items()}

    sentences = difference(BEFORE, replace(BEFORE, actions=actions, clocks=clocks))

    assert "删去动作“放弃申辩”。" in sentences
    assert "新增动作“放弃申辩”（行政处罚法 45）。" in difference(
        replace(BEFORE, actions=actions, clocks=clocks), BEFORE
    )


def test_documents_fields_and_destinations_are_compared() -> None:
    sentences = difference(BEFORE, with_action("notify", issues=(), sets=("facts", "heavy"), to="closed"))

    assert sentences == [
        "动作“告知”：办理后由进入“告知申辩”改为进入“结案”。",
        "动作“告知”：必填内容增加“较重”。",
        "动作“告知”：制发的文书去掉“notice”。",
    ]


def test_separations_and_assurances_are_compared() -> None:
    sentences = difference(BEFORE, replace(BEFORE, apart=(), assurances=BEFORE.assurances[1:]))

    assert "“办案人员”与“审核人员”不再要求分开。" in sentences
    assert "取消保证：未经“立案”，不得“决定”。" in sentences


def test_the_rule_for_running_cases_is_told() -> None:
    after = replace(
        BEFORE, edition=date(2026, 1, 1), running=Running(kind="continue", because=("行政处罚法 86",))
    )

    assert difference(BEFORE, after) == ["在办案件继续适用原版本（行政处罚法 86）。"]


def test_articles_that_only_have_another_number_are_told_once_with_all_that_rests_on_them() -> None:
    actions = {
        key: replace(action, cites=("程序规定 65",)) if action.cites == ("程序规定 46",) else action
        for key, action in BEFORE.actions.items()
    }

    assert difference(BEFORE, replace(BEFORE, actions=actions)) == [
        "依据由“程序规定 46”改为“程序规定 65”：动作“中止调查”、动作“恢复调查”。"
    ]


def test_a_part_with_another_key_and_the_same_title_is_the_same() -> None:
    suspend = BEFORE.actions["suspend"]
    renamed = {("halt" if key == "suspend" else key): action for key, action in BEFORE.actions.items()}

    sentences = difference(
        BEFORE, replace(BEFORE, actions={**renamed, "halt": replace(suspend, key="halt", by="checker")})
    )

    assert sentences == ["动作“中止调查”：办理或者签署由“负责人”改为“审核人员”。"]


def test_parts_without_articles_are_told_together() -> None:
    fields = {
        **BEFORE.fields,
        **{key: replace(BEFORE.fields["facts"], key=key, title=key) for key in ("甲", "乙")},
    }

    assert difference(BEFORE, replace(BEFORE, fields=fields)) == ["新增字段“甲”、“乙”。"]


def test_two_rules_that_bind_at_once_are_told_in_the_length() -> None:
    sentences = shipped_difference("complaint", 1)

    assert (
        "时钟“调解期限”：期限由45个工作日，与“调解期限（消保法实施条例）”60日取较早的一日（投诉举报暂行办法 21）"
        "改为60日（投诉举报办法 22、投诉举报办法 23、消保法实施条例 46）。"
    ) in sentences


def shipped_difference(kind: str, place: int) -> list[str]:
    books = library()
    older, newer = books.editions(kind)[place : place + 2]
    return difference(older, newer, law=books.law, titles={**command._titles(kind), **command._names(kind)})


AMENDED = [(kind, place) for kind in library().kinds() for place in range(len(library().editions(kind)) - 1)]


@pytest.mark.parametrize(("kind", "place"), AMENDED)
def test_no_name_of_the_code_stands_in_what_a_lawyer_reads(kind: str, place: int) -> None:
    assert [s for s in shipped_difference(kind, place) if re.search(r"[a-z]{3,}", s)] == []


@pytest.mark.parametrize("kind", sorted(library().kinds()))
def test_every_guard_has_a_title_in_the_words_of_the_law(kind: str) -> None:
    assert [name for name, spec in library().guards(kind).items() if not spec.title] == []
