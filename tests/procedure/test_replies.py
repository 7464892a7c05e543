# SPDX-License-Identifier: MulanPSL-2.0
"""Review slips: which notice each reviewed, that it serves one notice, and that nothing goes out before it closes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fadu.procedure import replies
from fadu.procedure.decision import HOLDS, Ground, Verdict
from fadu.procedure.plain_law import PlainLaw
from fadu.procedure.testing import CaseInMemory, moment

LAW = PlainLaw({}, thresholds={"permit/reply_review": {"exempt_notice": 0, "": 1}})


@pytest.fixture
def case(received_case: CaseInMemory) -> CaseInMemory:
    """A case whose notices are reviewed, one kind of them excepted."""
    received_case.law = LAW  # type: ignore[assignment]
    return received_case


def ask_for(case: CaseInMemory, kind: str, slip: str, day: str = "2022-03-02") -> int:
    """Ask for a slip on a notice and open it; the place of the request."""
    asked = case.record("send_out", moment(day), {"reply_kind": kind} if kind else {})
    opened = {"child": slip, "matter": "legal_review", "topic": "reply"}
    case.record("child_opened", moment(day), opened)
    return asked.seq


def close(case: CaseInMemory, slip: str, day: str = "2022-03-04", outcome: str = "agreed") -> int:
    ended = {"child": slip, "matter": "legal_review", "topic": "reply", "outcome": outcome}
    return case.record("child_ended", moment(day), ended).seq


def reviewed(case: CaseInMemory, kind: str, *, act: str = "", **proposed: Any) -> Verdict:
    world = case.world(moment("2022-03-10")).with_(proposed=proposed)
    return replies.reply_reviewed(world, kind=kind, act=act)


def code(verdict: Verdict) -> str:
    return verdict.code if isinstance(verdict, Ground) else ""


def message(verdict: Verdict) -> str:
    assert isinstance(verdict, Ground)
    return verdict.message


def test_a_notice_goes_out_after_its_slip_closed_with_agreement(case: CaseInMemory) -> None:
    before = message(reviewed(case, "accept"))
    ask_for(case, "accept", "s1")
    open_ = message(reviewed(case, "accept"))
    close(case, "s1")

    assert before == "这一告知尚未送答复审查。"
    assert open_ == "这一告知正在审查，尚未办结。"
    assert reviewed(case, "accept") is HOLDS


@pytest.mark.parametrize(("outcome", "expected"), [("amended", ""), ("returned", "reply_not_reviewed")])
def test_only_an_outcome_that_affirms_lets_a_notice_out(
    case: CaseInMemory, outcome: str, expected: str
) -> None:
    ask_for(case, "accept", "s1")
    close(case, "s1", outcome=outcome)

    assert code(reviewed(case, "accept")) == expected


def test_a_slip_that_refused_is_no_slip_under_way(case: CaseInMemory) -> None:
    ask_for(case, "accept", "s1")
    close(case, "s1", outcome="returned")

    assert message(reviewed(case, "accept")) == "对这一告知的审查没有同意。"


def test_a_slip_on_one_notice_is_none_on_another(case: CaseInMemory) -> None:
    ask_for(case, "refuse", "s1")
    close(case, "s1")

    assert code(reviewed(case, "accept")) == "reply_not_reviewed"
    assert reviewed(case, "refuse") is HOLDS


def test_a_slip_of_which_nobody_says_what_it_reviews_may_be_on_any(case: CaseInMemory) -> None:
    ask_for(case, "", "s1")
    close(case, "s1")

    assert reviewed(case, "accept") is HOLDS
    assert reviewed(case, "refuse") is HOLDS


def test_a_slip_reviews_what_was_asked_last_before_it_and_is_not_void(case: CaseInMemory) -> None:
    ask_for(case, "refuse", "s1")
    second = ask_for(case, "accept", "s2")
    first_slip, second_slip = case.state.children_on("reply")

    assert replies.kind_of(case.state, first_slip) == "refuse"
    assert replies.kind_of(case.state, second_slip) == "accept"
    assert replies.kind_of(case.state.with_(void=frozenset({second})), second_slip) == "refuse"


def test_a_notice_told_once_needs_a_slip_of_its_own_the_next_time(case: CaseInMemory) -> None:
    ask_for(case, "accept", "s1")
    close(case, "s1")
    case.record("accept", moment("2022-03-05"))
    used = code(reviewed(case, "accept"))
    ask_for(case, "accept", "s2", "2022-03-06")
    close(case, "s2", "2022-03-07")

    assert used == "reply_not_reviewed"
    assert reviewed(case, "accept") is HOLDS


def test_the_act_that_tells_a_notice_may_have_a_name_of_its_own(case: CaseInMemory) -> None:
    ask_for(case, "accept", "s1")
    close(case, "s1")
    case.record("tell", moment("2022-03-05"))

    assert reviewed(case, "accept") is HOLDS
    assert code(reviewed(case, "accept", act="tell")) == "reply_not_reviewed"
    assert reviewed(case, "accept", act="tell_otherwise") is HOLDS


def test_an_exempt_notice_needs_no_slip(case: CaseInMemory) -> None:
    assert reviewed(case, "exempt_notice") is HOLDS
    assert replies.is_exempt(case.world(moment("2022-03-10")), "exempt_notice")
    assert not replies.is_exempt(case.world(moment("2022-03-10")), "accept")


def test_a_notice_is_told_on_the_day_its_slip_closed_or_later(case: CaseInMemory) -> None:
    ask_for(case, "accept", "s1")
    close(case, "s1", "2022-03-04")

    assert reviewed(case, "accept", told_on="2022-03-04") is HOLDS
    assert reviewed(case, "accept", told_on=None) is HOLDS
    assert message(reviewed(case, "accept", told_on="2022-03-03")) == (
        "告知日期2022-03-03早于审查办结之日2022-03-04。"
    )


def test_of_two_slips_that_agree_the_earlier_lets_the_notice_out(case: CaseInMemory) -> None:
    for slip, day in (("s1", "2022-03-04"), ("s2", "2022-03-06")):
        ask_for(case, "accept", slip)
        close(case, slip, day)

    assert reviewed(case, "accept", told_on="2022-03-05") is HOLDS
    assert code(reviewed(case, "accept", told_on="2022-03-03")) == "told_before_review"


def test_in_a_history_a_slip_that_is_not_there_is_unknown(case: CaseInMemory) -> None:
    world = case.world(moment("2022-03-10"))

    def is_unknown(*, replay: bool) -> bool:
        verdict = replies.reply_reviewed(world.with_(replay=replay), kind="accept")
        return isinstance(verdict, Ground) and verdict.unknown

    assert is_unknown(replay=True)
    assert not is_unknown(replay=False)


def test_a_notice_was_reviewed_if_its_slip_had_closed_before_it_was_told(case: CaseInMemory) -> None:
    ask_for(case, "accept", "s1")
    during = case.record("accept", moment("2022-03-03")).seq
    closed = close(case, "s1")
    after = case.record("accept", moment("2022-03-05")).seq

    assert not replies.was_reviewed(case.state, "accept", during)
    assert not replies.was_reviewed(case.state, "accept", closed)
    assert replies.was_reviewed(case.state, "accept", after)
    assert not replies.was_reviewed(case.state, "refuse", after)


def test_a_slip_that_refused_reviewed_nothing(case: CaseInMemory) -> None:
    ask_for(case, "accept", "s1")
    close(case, "s1", outcome="returned")

    assert not replies.was_reviewed(case.state, "accept", 99)


def test_slips_are_those_opened_after_an_act(case: CaseInMemory) -> None:
    ask_for(case, "accept", "s1")
    (slip,) = case.state.children_on("reply")

    assert replies.slips_for(case.state, "accept") == [slip]
    assert replies.slips_for(case.state, "accept", after=slip.opened_seq - 1) == [slip]
    assert replies.slips_for(case.state, "accept", after=slip.opened_seq) == []


def test_a_slip_that_came_over_as_the_first_of_all_acts_counts(case: CaseInMemory) -> None:
    ask_for(case, "", "s1")
    close(case, "s1")
    (slip,) = case.state.children_on("reply")
    state = case.state.with_(children=(replace(slip, opened_seq=1),))
    world = case.world(moment("2022-03-10")).with_(state=state)

    assert replies.was_reviewed(state, "accept", 99)
    assert replies.reply_reviewed(world, kind="accept") is HOLDS


def test_the_opening_of_a_slip_does_not_itself_say_what_it_reviews(case: CaseInMemory) -> None:
    ask_for(case, "accept", "s1")
    opened = {"child": "s2", "matter": "legal_review", "topic": "reply", "reply_kind": "refuse"}
    case.record("child_opened", moment("2022-03-03"), opened)

    assert replies.kind_of(case.state, case.state.children_on("reply")[-1]) == "accept"
