# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of collective discussion at their edges: the quorum, half of the votes, one voice each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.matters.committee_item import guards, majorities
from fadu.procedure.decision import HOLDS, Actor, Ground, World
from fadu.procedure.library import library
from fadu.procedure.state import State
from fadu.procedure.testing import moment


def world(present: int, agreed: int, *, recused: int = 0, quorum: int = 3, **proposed: Any) -> World:
    """A meeting with so many present, of whom so many voted for it."""
    sitting = [{"member": f"甲{n}", "status": "present"} for n in range(present)]
    away = [{"member": f"乙{n}", "status": "recused", "recusal_reason": "近亲属"} for n in range(recused)]
    votes = [{"member": f"甲{n}", "vote": "for" if n < agreed else "against"} for n in range(present)]
    return World(
        procedure=library().procedure("committee_item", date(2022, 5, 10)),
        state=State(
            fields={"entitled": 6, "quorum": quorum},
            lists={"attendance": (*sitting, *away), "votes": tuple(votes)},
        ),
        at=moment("2022-05-10"),
        law=law_library(),
        proposed=proposed,
    )


def code(verdict: object) -> str:
    """The ground's code, or nothing where the guard holds."""
    return verdict.code if isinstance(verdict, Ground) else ""


@pytest.mark.parametrize(
    ("present", "recused", "refused"), [(3, 0, ""), (2, 0, "quorum"), (2, 1, "quorum"), (3, 3, "")]
)
def test_the_recused_do_not_make_up_the_quorum(present: int, recused: int, refused: str) -> None:
    assert code(guards.quorum_met(world(present, present, recused=recused))) == refused


@pytest.mark.parametrize(
    ("present", "agreed", "passes"), [(3, 2, True), (3, 1, False), (4, 2, False), (4, 3, True)]
)
def test_half_is_no_majority(present: int, agreed: int, passes: bool) -> None:
    assert code(majorities.majority_for(world(present, agreed))) == ("" if passes else "no_majority")
    assert code(majorities.majority_lacking(world(present, agreed))) == ("majority" if passes else "")


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([{"member": "丙", "status": "present"}], ""),
        ([{"member": "丙", "status": "present"}, {"member": "丙", "status": "absent"}], "member_twice"),
        ([{"member": "甲0", "status": "present"}], "member_twice"),
        ([{"member": "甲 ０", "status": "present"}], "member_twice"),
        ([{"member": "丙", "status": "recused"}], "recusal_reason"),
        ([{"member": "丙"}], "member_incomplete"),
        ([{"member": name, "status": "present"} for name in "丙丁戊"], ""),
        ([{"member": name, "status": "present"} for name in "丙丁戊己"], "too_many_members"),
        ([{"member": name, "status": "observer"} for name in "丙丁戊己"], ""),
    ],
)
def test_each_member_is_entered_once_and_no_more_than_there_are(
    rows: list[dict[str, str]], refused: str
) -> None:
    assert code(guards.member_once(world(3, 0, attendance=rows))) == refused


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([{"member": "甲0", "vote": "for"}], "voted_twice"),
        ([{"member": "甲 0 ", "vote": "for"}], "voted_twice"),
        ([{"member": "乙0", "vote": "for"}], "recused_votes"),
        ([{"member": "丙", "vote": "for"}], "voter_absent"),
        ([{"member": "甲0"}], "vote_incomplete"),
    ],
)
def test_only_who_sits_votes_and_once(rows: list[dict[str, str]], refused: str) -> None:
    assert code(guards.voter_may_vote(world(3, 3, recused=1, votes=rows))) == refused


def test_two_voices_of_one_member_in_one_entry_are_refused() -> None:
    meeting = world(3, 3)
    silent = World(
        procedure=meeting.procedure,
        state=meeting.state.with_(lists={"attendance": meeting.state.lists["attendance"]}),
        at=meeting.at,
        law=meeting.law,
        proposed={"votes": [{"member": "甲0", "vote": "for"}, {"member": "甲0", "vote": "for"}]},
    )

    assert code(guards.voter_may_vote(silent)) == "voted_twice"


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("同意，但罚款改为12万元。", "但"),
        ("同意，罚款降至10万元。", "降至"),
        ("同意处罚，酌减罚款，另加责令停产停业一个月。", "酌减"),
        ("不同意处罚，退回补充调查。", "不同意"),
        ("同意。", ""),
        ("不但事实清楚，证据也确凿，同意。", ""),
    ],
)
def test_a_resolution_whose_words_want_a_change_is_asked_about_where_it_is_adopted_as_proposed(
    said: str, asks: str
) -> None:
    about = world(3, 3, resolution=said, proposal_version=1)
    extension = world(3, 3, resolution=said)

    asked = guards.resolution_agrees_as_proposed(about)

    assert (f"写有“{asks}”" in getattr(asked, "warning", "")) is bool(asks)
    assert guards.resolution_agrees_as_proposed(extension) is HOLDS


def test_who_is_recused_resolves_nothing_where_nobody_is_said_to_have_presided() -> None:
    meeting = world(3, 3)
    rows = meeting.state.lists["attendance"]
    of_the_chair = [{**rows[0], "status": "recused", "recusal_reason": "与当事人是近亲属"}, *rows[1:]]
    recused = meeting.with_(
        state=meeting.state.with_(lists={**meeting.state.lists, "attendance": of_the_chair})
    )
    chair, another = (Actor(person=f"officer:{n}", name=rows[n]["member"]) for n in (0, 1))

    assert code(guards.chair_sits(recused.with_(actor=chair))) == "chair_recused"
    assert guards.chair_sits(recused.with_(actor=another)) is HOLDS
    assert guards.chair_sits(meeting.with_(actor=chair)) is HOLDS


def test_who_puts_off_what_more_than_half_were_for_is_asked() -> None:
    assert "同意的已过半数" in getattr(majorities.vote_heeded(world(3, 3)), "warning", "")
    assert majorities.vote_heeded(world(3, 1)) is HOLDS
