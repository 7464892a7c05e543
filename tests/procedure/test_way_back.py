# SPDX-License-Identifier: MulanPSL-2.0
"""What is said to be done about an act out of its stage is true: its stage lies ahead, or is behind, and how the case may come back to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.procedure import engine
from fadu.procedure.decision import Ground, Refused, Request, World
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run


def after(name: str, action: str, asked: str, *, kind: str = "penalty") -> World:
    """The case of a story after the last act of that name, asked by whoever may do another."""
    case = run(Path(library().folders[kind]) / "scenarios" / f"{name}.yaml", library(), law_library()).case
    entries = case.state.entries
    acts = 1 + max(i for i, entry in enumerate(entries) if entry.action == action)
    at = datetime.combine(entries[acts - 1].at.date(), time.max, LEGAL_TIME)
    return case.world(at, case.actor_for(asked)).with_(state=fold(case.procedure, entries[:acts]))


def ground(name: str, action: str, asked: str, code: str, *, kind: str = "penalty") -> Ground:
    refused = engine.decide(after(name, action, asked, kind=kind), Request(action=asked, blank=True))
    assert isinstance(refused, Refused)
    return next(each for each in refused.grounds if each.code == code)


@pytest.mark.parametrize(
    ("done", "asked", "said"),
    [
        # ahead
        ("file", "decide", "按程序办理到该环节后再办"),
        # behind, with an act that leads back
        ("examine", "gather", "该环节已过；符合条件的，办理“退回补充调查”而回到该环节以后再办"),
        # begun once
        ("file", "register", "本案已经登记，不再重复登记；另有新的事项的，另行登记"),
    ],
)
def test_the_remedy_of_an_act_out_of_its_stage_says_whether_the_stage_is_still_to_come(
    done: str, asked: str, said: str
) -> None:
    assert ground("ordinary", done, asked, "wrong_stage").remedy == said


def test_where_nothing_leads_back_the_stage_is_over() -> None:
    said = ground("terminated", "tell_termination", "invite", "wrong_stage", kind="complaint").remedy

    assert said.startswith("该环节已过，不能再办；本案已经办结")


def test_nobody_is_told_to_do_first_what_has_no_place_in_the_stage_any_more() -> None:
    now = after("ordinary", "examine", "notify")
    without = now.state.with_(entries=tuple(e for e in now.state.entries if e.action != "conclude"))
    refused = engine.decide(now.with_(state=without), Request(action="notify", blank=True))

    assert isinstance(refused, Refused)
    (first,) = (each for each in refused.grounds if each.code == "not_done" and each.about == "conclude")
    assert first.remedy.startswith("“调查终结”：")
    assert "先办理" not in first.remedy


def test_a_pause_that_has_ended_is_not_to_be_begun_in_order_to_be_ended() -> None:
    said = ground("suspended_once_at_a_time", "resume", "resume", "nothing_to_end").remedy

    assert said.endswith("结束，不重复办理")


def test_what_is_to_be_filled_in_and_has_no_box_in_the_form_is_asked_for_by_the_act_that_has_one() -> None:
    now = after("ordinary", "gather", "conclude")
    actions = dict(now.procedure.actions)
    own = actions["conclude"]
    actions["conclude"] = replace(own, may_set=tuple(k for k in own.may_set if k != "rights_told_on"))
    unsaid = {key: value for key, value in now.state.fields.items() if key != "rights_told_on"}
    world = now.with_(procedure=replace(now.procedure, actions=actions), state=now.state.with_(fields=unsaid))

    refused = engine.decide(world, Request(action="conclude", blank=True))

    assert isinstance(refused, Refused)
    said = next(each.remedy for each in refused.grounds if each.code == "not_filled")
    assert "“现场检查”" in said
    assert "“询问”" in said
    assert said.endswith("时填写“告知陈述权、申辩权和申请回避权之日”")


def test_whoever_concludes_an_inquiry_may_still_say_when_the_party_was_told_of_its_rights() -> None:
    now = after("ordinary", "gather", "conclude")
    unsaid = {key: value for key, value in now.state.fields.items() if key != "rights_told_on"}

    refused = engine.decide(
        now.with_(state=now.state.with_(fields=unsaid)), Request(action="conclude", blank=True)
    )

    assert isinstance(refused, Refused)
    assert "rights_told_on" in now.procedure.actions["conclude"].may_set
    assert [each.unknown for each in refused.grounds] == [True]
    assert refused.grounds[0].remedy == "填写“告知陈述权、申辩权和申请回避权之日”"
