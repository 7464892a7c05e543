# SPDX-License-Identifier: MulanPSL-2.0
"""A head who was recused where the case was discussed decides nothing in it; another head may."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from life import Desk, at, investigated, staffed_small, words_for

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case
from fadu.cases.reading import turns
from fadu.people import services as people

pytestmark = pytest.mark.django_db
MET = "2022-05-12"
OPINION = {
    "facts_opinion": "清楚",
    "law_opinion": "正确",
    "procedure_opinion": "合法",
    "opinion_text": "同意",
}


@pytest.fixture
def small(begin_from: Any) -> Desk:
    return begin_from(staffed_small)


def submitted(desk: Desk) -> None:
    """A complex case, reviewed by counsel, told, and brought before the heads."""
    investigated(desk)
    words = words_for(desk)
    said = {**words, "nature": "甲", "disposition": "penalty", "review_grounds": ["complex"]}
    desk.do("one", "conclude", "2022-04-20", said)
    desk.do("unit", "ask_legal_review", "2022-04-21")
    desk.do("counsel", "agree", "2022-04-25", OPINION, case=desk.child("legal_review"))
    desk.signed("notify", "2022-04-26", words, "one", "head")
    desk.serve("penalty_notice", "2022-04-27")
    desk.do("unit", "submit", "2022-05-09")
    desk.do("unit", "ask_collective_discussion", "2022-05-10")


def met(desk: Desk, *, recused: str = "head", spelled: str = "") -> Case:
    """The meeting of the heads, one of whom is recused: the others vote for it."""
    item = desk.child("committee_item")
    meeting = {"body": "bureau_heads", "meeting_on": MET, "place": "局会议室", "entitled": 3, "quorum": 2}
    desk.do("secretary", "convene", MET, meeting, case=item)
    heads = {"head", "deputy", "second_deputy"}
    kept_out = {
        "member": spelled or desk.officers[recused].name,
        "status": "recused",
        "recusal_reason": "当事人是其近亲属",
    }
    sit = [{"member": desk.officers[who].name, "status": "present"} for who in sorted(heads - {recused})]
    desk.do("secretary", "take_attendance", MET, {"attendance": [kept_out, *sit]}, case=item)
    desk.do("one", "present_case", MET, {"report_text": "案情"}, case=item)
    votes = [{"member": row["member"], "vote": "for", "opinion": "同意"} for row in sit]
    desk.do("secretary", "speak", MET, {"votes": votes}, case=item)
    return item


def grounds(error: pytest.ExceptionInfo[ActRefusedError]) -> list[str]:
    return [ground.code for ground in error.value.grounds]


def test_the_head_recused_in_the_meeting_does_not_sign_the_decision_and_another_does(small: Desk) -> None:
    submitted(small)
    small.do("deputy", "adopt", MET, {"resolution": "同意"}, case=met(small))
    small.do("one", "decide", "2022-05-13", words_for(small))
    small.do("unit", "decide", "2022-05-13", {})

    with pytest.raises(ActRefusedError, match=r"2022年5月12日集体讨论本案.*时已登记回避") as refused:
        small.do("head", "decide", "2022-05-13", {})
    [ground] = [one for one in refused.value.grounds if one.code == "conflict"]
    assert "行政处罚法 43" in ground.cites
    assert ground.remedy == "由没有应当回避情形的其他“市场监督管理部门负责人”办理"
    assert "近亲属" not in ground.message
    small.do("deputy", "decide", "2022-05-13", {})
    assert small.case is not None
    assert Case.objects.get(pk=small.case.pk).stage == "performance"


def test_the_signature_is_the_turn_of_the_other_heads_alone_and_what_springs_from_the_case_is_kept_from_him_too(
    small: Desk,
) -> None:
    submitted(small)
    small.do("deputy", "adopt", MET, {"resolution": "同意"}, case=met(small))
    small.do("one", "decide", "2022-05-13", words_for(small))
    small.do("unit", "decide", "2022-05-13", {})

    waiting = {
        who: [t.what for t in turns.turns_of(small.officers[who], at("2022-05-13")) if t.case == small.case]
        for who in ("head", "deputy")
    }
    assert "decide" in waiting["deputy"]
    assert "decide" not in waiting["head"]
    small.do("deputy", "decide", "2022-05-13", {})
    performance = small.child("performance")
    small.serve("penalty_decision", "2022-05-16")
    small.do("one", "confirm_service", "2022-05-16", case=performance)
    small.do("one", "dun", "2022-06-20", {"obligation": "缴纳罚款"}, case=performance)
    with pytest.raises(ActRefusedError) as refused:
        small.do("head", "dun", "2022-06-20", {}, case=performance)
    assert "conflict" in grounds(refused)


def test_while_the_meeting_sits_the_recused_head_resolves_nothing(small: Desk) -> None:
    submitted(small)
    item = met(small, spelled="head 某")

    with pytest.raises(ActRefusedError) as refused:
        small.do("head", "defer", MET, {"reason": "会后再说"}, case=item)
    assert "conflict" in grounds(refused)


def test_of_two_officers_of_one_name_nobody_knows_which_was_recused(small: Desk) -> None:
    people.hire(bureau=small.bureau, name=small.officers["head"].name, since=date(2020, 1, 1))
    submitted(small)
    small.do("deputy", "adopt", MET, {"resolution": "同意"}, case=met(small))
    small.do("one", "decide", "2022-05-13", words_for(small))
    small.do("unit", "decide", "2022-05-13", {})

    small.do("head", "decide", "2022-05-13", {})
