# SPDX-License-Identifier: MulanPSL-2.0
"""The guards of a complaint at their boundaries: the last day in time, the first day after it, what is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.matters.complaint import guards, ruled_out
from fadu.procedure import replies
from fadu.procedure.decision import HOLDS, Ground, Verdict, World
from fadu.procedure.library import library
from fadu.procedure.replies import reply_reviewed
from fadu.procedure.testing import CaseInMemory, moment, party

SIDES = (party(1, "张某", capacity="投诉人", kind="person"), party(2, "清河商店", capacity="被投诉人"))


def case(received: str, **fields: Any) -> CaseInMemory:
    """A complaint registered on the day it came in."""
    procedure = library().procedure("complaint", date.fromisoformat(received))
    made = CaseInMemory(procedure=procedure, law=law_library(), parties=SIDES)
    made.open("register", moment(received), {"received_on": received, **fields})
    return made


def asked(made: CaseInMemory, on: str, **proposed: Any) -> World:
    return made.world(moment(on)).with_(proposed=proposed)


def code(verdict: Verdict) -> str:
    return verdict.code if isinstance(verdict, Ground) else ""


@pytest.mark.parametrize(
    ("knew", "expected"), [("2022-03-03", "not_too_late"), ("2022-03-02", ""), ("", "knew_unknown")]
)
def test_a_complaint_is_too_late_only_from_the_day_after_three_years(knew: str, expected: str) -> None:
    world = asked(
        case("2025-03-03"), "2025-03-05", refusal_ground="too_late", **({"knew_on": knew} if knew else {})
    )
    assert code(ruled_out.ground_fits(world)) == expected


def test_other_grounds_of_refusal_ask_for_no_day() -> None:
    assert (
        ruled_out.ground_fits(asked(case("2025-03-03"), "2025-03-05", refusal_ground="not_consumer")) is HOLDS
    )


@pytest.mark.parametrize(("on", "expected"), [("2026-05-15", "identity_running"), ("2026-05-16", "")])
def test_who_was_asked_to_prove_identity_has_the_whole_last_day(on: str, expected: str) -> None:
    made = case("2026-05-11")
    made.act("ask_identity", moment("2026-05-12"), {"identity_by": "2026-05-15"})
    assert code(ruled_out.ground_fits(asked(made, on, refusal_ground="false_identity"))) == expected


def test_identity_that_was_shown_and_is_false_may_be_held_against_its_owner_at_once() -> None:
    made = case("2026-05-11")
    made.act("ask_identity", moment("2026-05-12"), {"identity_by": "2026-05-15"})
    made.act("receive_identity", moment("2026-05-13"), {"identity_shown": "与本人不符"})
    assert ruled_out.ground_fits(asked(made, "2026-05-13", refusal_ground="false_identity")) is HOLDS


@pytest.mark.parametrize(
    ("received", "accepted", "last", "after"),
    [
        ("2021-03-01", "2021-03-10", "2021-05-14", "2021-05-15"),  # forty-five working days
        (
            "2025-01-13",
            "2025-01-20",
            "2025-03-21",
            "2025-03-22",
        ),  # sixty days are earlier than forty-five working days
        ("2026-05-11", "2026-05-15", "2026-07-14", "2026-07-15"),  # sixty days
    ],
)
def test_mediation_ends_for_lapse_of_time_only_after_the_last_day_of_the_law_of_its_date(
    received: str, accepted: str, last: str, after: str
) -> None:
    made = case(received)
    made.act("accept", moment(accepted))
    assert (
        code(guards.termination_ground_fits(asked(made, last, termination_ground="expired")))
        == "term_running"
    )
    assert guards.termination_ground_fits(asked(made, after, termination_ground="expired")) is HOLDS


def test_a_term_that_never_began_cannot_have_passed() -> None:
    verdict = guards.termination_ground_fits(
        asked(case("2026-05-11"), "2026-05-12", termination_ground="expired")
    )
    assert isinstance(verdict, Ground)
    assert verdict.unknown


def test_a_dispute_raised_again_is_open_again() -> None:
    made = case("2026-05-11")
    assert guards.within_our_competence(asked(made, "2026-05-11")) is HOLDS
    made.act("raise_dispute", moment("2026-05-12"))
    assert code(guards.no_open_dispute(asked(made, "2026-05-12"))) == "dispute_open"
    made.act("settle_dispute", moment("2026-05-13"), {"dispute_result": "ours"})
    assert guards.within_our_competence(asked(made, "2026-05-13")) is HOLDS
    made.act("raise_dispute", moment("2026-05-14"))
    assert code(guards.within_our_competence(asked(made, "2026-05-14"))) == "competence"
    made.act("settle_dispute", moment("2026-05-15"), {"dispute_result": "theirs"})
    assert guards.no_open_dispute(asked(made, "2026-05-15")) is HOLDS
    assert code(guards.within_our_competence(asked(made, "2026-05-15"))) == "competence"


def test_mediation_wants_the_consent_of_both_and_a_decision_on_recusal() -> None:
    made = case("2026-05-11")
    made.act("accept", moment("2026-05-12"))
    assert code(guards.both_consent(asked(made, "2026-05-13", both_consent=False))) == "no_consent"
    assert guards.both_consent(asked(made, "2026-05-13", both_consent=True)) is HOLDS
    made.act("request_recusal", moment("2026-05-13"))
    assert code(guards.recusal_decided(asked(made, "2026-05-13"))) == "recusal_open"
    made.act("decide_recusal", moment("2026-05-14"))
    assert guards.recusal_decided(asked(made, "2026-05-14")) is HOLDS


def test_only_what_another_body_sent_is_reported_back() -> None:
    assert (
        code(guards.forwarded_to_us(asked(case("2026-05-11", channel="platform"), "2026-05-12")))
        == "not_forwarded"
    )
    assert guards.forwarded_to_us(asked(case("2026-05-11", channel="forwarded"), "2026-05-12")) is HOLDS
    sent = case("2026-05-11", channel="hotline", sender="区政府热线办")
    assert guards.forwarded_to_us(asked(sent, "2026-05-12")) is HOLDS


#: what a notice says, as it is sent for review and as it goes out
STATED = {
    "refuse": {"refusal_ground": "not_consumer", "refusal_reason": "购买用于转售。"},
    "terminate": {"termination_ground": "party_gone", "termination_reason": "被投诉人下落不明。"},
}


def reviewed(made: CaseInMemory, kind: str, on: str, outcome: str = "agreed") -> None:
    made.act("ask_reply_review", moment(on), {"reply_kind": kind, **STATED.get(kind, {})})
    if outcome:
        made.end_child("legal_review", outcome, moment(on))


@pytest.mark.parametrize(
    ("kind", "outcome", "expected"),
    [
        ("refuse", "agreed", ""),
        ("refuse", "amended", ""),
        ("refuse", "disagreed", "reply_not_reviewed"),
        ("refuse", "", "reply_not_reviewed"),
        ("transfer", "agreed", "reply_not_reviewed"),  # the slip of another notice
    ],
)
def test_a_notice_waits_for_its_own_slip(kind: str, outcome: str, expected: str) -> None:
    made = case("2026-05-11")
    reviewed(made, kind, "2026-05-12", outcome)
    assert code(reply_reviewed(asked(made, "2026-05-13", **STATED["refuse"]), kind="refuse")) == expected


def test_a_slip_serves_one_notice_and_a_second_waits_for_its_own() -> None:
    made = case("2026-05-11")
    made.act("transfer", moment("2026-05-12"))
    reviewed(made, "transfer", "2026-05-13")
    made.act("tell_transfer", moment("2026-05-13"), {"told_on": "2026-05-13"})
    again = {"kind": "transfer", "act": "tell_transfer"}
    assert code(reply_reviewed(asked(made, "2026-05-14"), **again)) == "reply_not_reviewed"
    reviewed(made, "transfer", "2026-05-14")
    assert reply_reviewed(asked(made, "2026-05-14"), **again) is HOLDS


@pytest.mark.parametrize(("day", "expected"), [("2026-05-12", "told_before_review"), ("2026-05-13", "")])
def test_nobody_was_told_before_the_slip_closed(day: str, expected: str) -> None:
    made = case("2026-05-11")
    reviewed(made, "terminate", "2026-05-13")
    world = asked(made, "2026-05-14", told_on=day, **STATED["terminate"])
    assert code(reply_reviewed(world, kind="terminate")) == expected


@pytest.mark.parametrize("kind", ["accept", "invite", "ask_identity"])
def test_kinds_exempt_by_the_data_of_their_day_need_no_slip(kind: str) -> None:
    assert reply_reviewed(asked(case("2026-05-11"), "2026-05-12"), kind=kind) is HOLDS


def test_a_kind_that_is_not_yet_exempt_needs_its_slip() -> None:
    assert (
        code(reply_reviewed(asked(case("2025-03-03"), "2025-03-04"), kind="ask_identity"))
        == "reply_not_reviewed"
    )


def test_in_a_history_without_slips_it_is_only_possible_that_none_was_made() -> None:
    verdict = reply_reviewed(case("2026-05-11").world(moment("2026-05-12")).with_(replay=True), kind="refuse")
    assert isinstance(verdict, Ground)
    assert verdict.unknown


@pytest.mark.parametrize(
    ("ground", "reason", "outcome", "expected"),
    [
        ("not_consumer", "购买用于转售。", "agreed", ""),
        ("too_late", "购买用于转售。", "agreed", "reply_otherwise"),
        ("not_consumer", "多次投诉。", "agreed", "reply_otherwise"),
        ("not_consumer", "购买用于转售，可以另行起诉。", "amended", ""),  # changed as counsel asked
    ],
)
def test_what_goes_out_is_the_ground_and_the_reasons_that_were_reviewed(
    ground: str, reason: str, outcome: str, expected: str
) -> None:
    made, sent = case("2026-05-11"), {"refusal_ground": "not_consumer", "refusal_reason": "购买用于转售。"}
    made.act("ask_reply_review", moment("2026-05-12"), {"reply_kind": "refuse", **sent})
    made.end_child("legal_review", outcome, moment("2026-05-12"))

    world = asked(made, "2026-05-13", refusal_ground=ground, refusal_reason=reason)

    assert code(reply_reviewed(world, kind="refuse")) == expected
    assert replies.offered(made.procedure, made.state, "refuse") == sent


def sent_with_a_text_alone() -> CaseInMemory:
    """A refusal sent for review before its ground and reasons had to be stated."""
    made, said = case("2026-05-11"), {"reply_kind": "refuse", "reply_text": "已经处理过。"}
    made.record("ask_reply_review", moment("2026-05-12"), said)
    slip = {"child": "清法审1", "matter": "legal_review", "topic": "reply"}
    made.record("child_opened", moment("2026-05-12"), slip)
    return made


def test_what_a_reply_was_not_reviewed_with_does_not_go_out() -> None:
    made = sent_with_a_text_alone()
    made.end_child("legal_review", "agreed", moment("2026-05-12"))
    said = {"refusal_ground": "handled", "refusal_reason": "已经处理过。"}

    live = reply_reviewed(asked(made, "2026-05-13", **said), kind="refuse")
    past = reply_reviewed(asked(made, "2026-05-13", **said).with_(replay=True), kind="refuse")

    assert isinstance(live, Ground)
    assert "不予受理情形" in live.message
    assert "理由" not in live.message  # the text was reviewed
    assert isinstance(past, Ground)
    assert past.unknown


def test_the_text_that_was_reviewed_is_offered_as_the_reasons_of_the_refusal() -> None:
    made = sent_with_a_text_alone()
    assert replies.offered(made.procedure, made.state, "refuse") == {}
    made.end_child("legal_review", "agreed", moment("2026-05-12"))
    assert replies.offered(made.procedure, made.state, "refuse") == {"refusal_reason": "已经处理过。"}
