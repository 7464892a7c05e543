# SPDX-License-Identifier: MulanPSL-2.0
"""A decision that falls is told where it matters: by the performance case to the case that decided, and the other way round."""

from __future__ import annotations

import pytest
from life import Desk, decided, words_for

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case
from fadu.cases.world.worlds import state_of

pytestmark = pytest.mark.django_db

CHALLENGE = {"challenge_kind": "reconsideration", "challenged_on": "2022-05-20"}
REMADE = {
    "challenge_result": "remade",
    "result_received_on": "2022-06-30",
    "annulled_for": "facts",
    "remake_by": "2022-08-31",
}


def challenged(desk: Desk) -> Case:
    """A decision made public, served, and annulled with the order to decide anew."""
    decided(desk)
    public = {"rule": "penalty_decision", "channel": "企业信用信息公示系统", "published_on": "2022-05-12"}
    desk.do("unit", "review_publication", "2022-05-12", {"publication_handling": "无", "as_served": True})
    desk.do("one", "publish", "2022-05-12", public)
    child = desk.child("performance")
    desk.serve("penalty_decision", "2022-05-12")
    desk.do("one", "confirm_service", "2022-05-12", case=child)
    desk.do("one", "record_challenge", "2022-05-23", CHALLENGE, case=child)
    desk.do("one", "record_challenge_result", "2022-07-04", REMADE, case=child)
    return child


def newest(desk: Desk) -> Case:
    assert desk.case is not None
    return Case.objects.get(pk=desk.case.pk)


def clock(desk: Desk, rule: str) -> tuple[str, str]:
    """The last day of a clock of the case, and when it stopped."""
    row = newest(desk).clocks.filter(clock=rule).order_by("-pk").first()
    assert row is not None
    return str(row.due_on), str(row.stopped_on)


def test_the_case_that_decided_is_told_the_result_with_its_legal_day_in_the_same_transaction(
    desk: Desk,
) -> None:
    child = challenged(desk)

    (telling,) = state_of(newest(desk)).heard
    assert (telling.case, telling.says, telling.on.isoformat()) == (child.number, "remade", "2022-06-30")
    assert telling.fields == {"annulled_for": "facts", "remake_by": "2022-08-31"}
    assert clock(desk, "publication_withdrawal") == ("2022-07-05", "None")
    assert clock(desk, "remaking_ordered") == ("2022-09-28", "None")
    assert clock(desk, "remaking_by_order") == ("2022-08-31", "None")


def test_the_case_is_taken_up_anew_told_anew_and_decided_anew(desk: Desk) -> None:
    child = challenged(desk)
    withdrawal = {"publication_withdrawn_on": "2022-07-05", "publication_withdrawal_reason": "复议撤销"}
    desk.do("one", "withdraw_publication", "2022-07-05", withdrawal)
    desk.do("one", "end_fallen", "2022-07-05", {"restitution": "没有收缴"}, case=child)
    desk.do("head", "end_fallen", "2022-07-05", case=child)
    desk.signed("begin_anew", "2022-07-06", {"approval_reason": "依复议决定重新处理"}, "one", "head")

    assert newest(desk).stage == "investigation"
    again = {**words_for(desk), "facts": "另查明库房内有超过保质期的牛奶五十盒"}
    desk.do(
        "one", "conclude", "2022-07-20", {**again, "nature": "销售超过保质期食品", "disposition": "penalty"}
    )
    desk.do("examiner", "examine", "2022-07-21", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-07-22", again, "one", "head")
    desk.serve("penalty_notice", "2022-07-22")
    desk.do("unit", "submit", "2022-08-01")
    desk.signed("decide", "2022-08-02", again, "one", "unit", "head")

    assert clock(desk, "remaking_ordered") == ("2022-09-28", "2022-08-02")
    assert newest(desk).children.filter(kind="performance").count() == 2


def test_the_performance_cases_are_told_that_the_bureau_withdrew_its_decision(desk: Desk) -> None:
    decided(desk)
    child = desk.child("performance")
    desk.serve("penalty_decision", "2022-05-12")
    desk.do("one", "confirm_service", "2022-05-12", case=child)
    reasons = {"withdrawal_reason": "适用依据错误", "withdrawn_for": "law"}
    desk.signed("withdraw_unperformed", "2022-05-20", reasons, "one", "unit", "head")

    assert [t.says for t in state_of(Case.objects.get(pk=child.pk)).heard] == ["withdrawn"]
    with pytest.raises(ActRefusedError, match="没有应当履行的义务"):
        desk.do("one", "dun", "2022-06-20", {"obligation": "缴纳罚款"}, case=child)


def test_a_performance_that_had_ended_tells_how_it_ends_after_all(desk: Desk) -> None:
    decided(desk)
    child = desk.child("performance")
    desk.serve("penalty_decision", "2022-05-12")
    desk.do("one", "confirm_service", "2022-05-12", case=child)
    ended = {"ending_ground": "other", "reason": "依法终结"}
    desk.do("one", "terminate", "2022-05-19", ended, case=child)
    desk.do("head", "terminate", "2022-05-19", case=child)
    reasons = {"withdrawal_reason": "适用依据错误", "withdrawn_for": "law"}
    desk.signed("withdraw_unperformed", "2022-05-20", reasons, "one", "unit", "head")
    desk.do("one", "end_fallen", "2022-05-23", {"restitution": "没有收缴"}, case=child)
    desk.do("head", "end_fallen", "2022-05-23", case=child)

    outcomes = [
        a.payload["outcome"] for a in Act.objects.filter(case=desk.case, action="child_ended").order_by("seq")
    ]
    assert outcomes == ["terminated", "fallen"]
