# SPDX-License-Identifier: MulanPSL-2.0
"""The guards and facts of a licence at their boundaries: last day in time, first day late, late but not locked out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.matters.licence import facts, guards
from fadu.procedure.decision import HOLDS, Ground, Permitted, Verdict, World
from fadu.procedure.library import library
from fadu.procedure.testing import CaseInMemory, moment, party

SIDES = (
    party(1, "清河食品有限公司", capacity="申请人"),
    party(2, "邻居甲", capacity="利害关系人", kind="person"),
)


def case(
    received: str = "2022-03-01", kind: str = "new", *, alone: bool = False, **fields: Any
) -> CaseInMemory:
    """An application received on that day; alone: nobody but the applicant has an interest in it."""
    procedure = library().procedure("licence", date.fromisoformat(received))
    made = CaseInMemory(procedure=procedure, law=law_library(), parties=SIDES[:1] if alone else SIDES)
    made.open("receive", moment(received), {"received_on": received, "application_kind": kind, **fields})
    return made


def asked(made: CaseInMemory, on: str, **proposed: Any) -> World:
    return made.world(moment(on)).with_(proposed=proposed)


def code(verdict: Verdict) -> str:
    return verdict.code if isinstance(verdict, Ground) else ""


def due(made: CaseInMemory, clock: str, on: str) -> tuple[date | None, str]:
    reading = next(r for r in made.clocks(moment(on)) if r.clock == clock and not r.void)
    return reading.due_on, reading.state(date.fromisoformat(on))


def test_a_renewal_names_the_day_its_licence_ends() -> None:
    assert (
        code(guards.renewal_names_expiry(asked(case(), "2022-03-01", application_kind="renewal")))
        == "no_expiry"
    )
    payload = {"application_kind": "renewal", "expires_on": "2022-04-30"}
    assert guards.renewal_names_expiry(asked(case(), "2022-03-01", **payload)) is HOLDS
    assert guards.renewal_names_expiry(asked(case(), "2022-03-01")) is HOLDS


@pytest.mark.parametrize(("on", "expected"), [("2022-03-20", "correction_running"), ("2022-03-21", "")])
def test_an_applicant_has_the_whole_last_day_to_correct(on: str, expected: str) -> None:
    made = case()
    made.act("ask_correction", moment("2022-03-02"), {"correction_by": "2022-03-20"})
    assert code(guards.correction_term_over(asked(made, on))) == expected


def test_a_notice_without_a_day_ends_no_application() -> None:
    assert code(guards.correction_term_over(asked(case(), "2022-05-01"))) == "correction_running"


def test_no_decision_while_a_test_or_review_is_under_way() -> None:
    made = case()
    made.act("accept", moment("2022-03-02"))
    made.act("start_step", moment("2022-03-03"), {"step_kind": "expert", "step_days": 5})
    assert code(guards.special_step_ended(asked(made, "2022-03-04"))) == "step_running"
    made.act("end_step", moment("2022-03-08"))
    assert guards.special_step_ended(asked(made, "2022-03-08")) is HOLDS


@pytest.mark.parametrize(
    ("received", "on", "hearing", "expected"),
    [
        ("2022-03-01", "2022-03-16", "2022-03-28", ""),
        ("2022-03-01", "2022-03-17", "2022-03-28", "no_room_for_notice"),
        ("2010-03-01", "2010-03-17", "2010-03-29", ""),
        ("2010-03-01", "2010-03-18", "2010-03-29", "no_room_for_notice"),
    ],
)
def test_a_hearing_is_notified_seven_working_days_before(
    received: str, on: str, hearing: str, expected: str
) -> None:
    world = asked(case(received), on, hearing_at=f"{hearing}T09:00")
    assert code(guards.room_for_notice(world)) == expected


def notified(served: str) -> CaseInMemory:
    made = case()
    made.act("accept", moment("2022-03-02"))
    made.act("tell_interested", moment("2022-03-03"))
    made.act("request_hearing", moment("2022-03-04"), party="party:2")
    payload = {"hearing_at": "2022-03-28T09:00", "hearing_host": "丙某"}
    assert isinstance(made.act("notify_hearing", moment("2022-03-10"), payload), Permitted)
    made.serve("licence_hearing_notice", moment(served))
    return made


@pytest.mark.parametrize(
    ("served", "on", "expected"),
    [
        ("2022-03-16", "2022-03-28", ""),
        ("2022-03-17", "2022-03-28", "notified_late"),
        ("2022-03-16", "2022-03-27", "before_the_day"),
    ],
)
def test_a_hearing_is_held_on_its_day_after_notice_in_time(served: str, on: str, expected: str) -> None:
    assert code(guards.notified_in_time(asked(notified(served), on))) == expected


def test_who_reviews_does_not_host_the_hearing() -> None:
    made = case()
    handler = made.people["handler"][0].name
    assert code(guards.hearing_host_apart(asked(made, "2022-03-10", hearing_host=handler))) == "host_reviews"
    assert guards.hearing_host_apart(asked(made, "2022-03-10", hearing_host="丙某")) is HOLDS


def test_what_was_never_granted_is_not_cancelled() -> None:
    made = case(alone=True)
    assert code(guards.licence_was_granted(asked(made, "2022-03-01"))) == "no_licence"
    made.act("grant_on_spot", moment("2022-03-01"))
    assert guards.licence_was_granted(asked(made, "2022-03-01")) is HOLDS


@pytest.mark.parametrize("received", ["2022-03-01", "2010-03-01"])
def test_silence_of_five_working_days_is_acceptance_from_the_day_of_receipt(received: str) -> None:
    made, year = case(received), received[:4]
    assert facts.deemed_accepted(made.world(moment(received))) == "no"
    made.act("accept_by_law", moment(f"{year}-03-08"), by="law")
    assert made.state.stage == "received"
    made.act("accept_by_law", moment(f"{year}-03-09"), by="law")
    assert facts.deemed_accepted(made.world(moment(f"{year}-03-09"))) == "yes"
    assert due(made, "deemed_decision", f"{year}-03-09")[0] == date(int(year), 3, 29)


@pytest.mark.parametrize(("on", "state"), [("2022-03-08", "met"), ("2022-03-09", "breached")])
def test_what_is_missing_may_be_told_on_the_fifth_day_and_is_late_but_not_locked_out_on_the_sixth(
    on: str, state: str
) -> None:
    made = case()
    assert isinstance(made.act("ask_correction", moment(on), {"correction_by": "2022-03-30"}), Permitted)
    made.serve("correction_notice", moment(on))
    assert due(made, "correction", on) == (date(2022, 3, 8), state)


@pytest.mark.parametrize(("on", "state"), [("2022-03-30", "met"), ("2022-03-31", "breached")])
def test_a_decision_on_the_twentieth_working_day_is_in_time(on: str, state: str) -> None:
    made = case(alone=True)
    made.act("accept", moment("2022-03-02"))
    assert isinstance(made.act("grant", moment(on)), Permitted)
    assert due(made, "decision", on) == (date(2022, 3, 30), state)


@pytest.mark.parametrize(("on", "state"), [("2022-03-24", "met"), ("2022-03-25", "breached")])
def test_a_licence_is_delivered_within_ten_working_days(on: str, state: str) -> None:
    made = case(alone=True)
    made.act("accept", moment("2022-03-02"))
    made.act("grant", moment("2022-03-10"))
    assert isinstance(made.act("deliver", moment(on)), Permitted)
    assert due(made, "delivery", on) == (date(2022, 3, 24), state)


@pytest.mark.parametrize(("on", "stage"), [("2022-04-30", "review"), ("2022-05-01", "delivery")])
def test_a_renewal_not_decided_before_the_licence_ends_counts_as_granted_from_the_next_day(
    on: str, stage: str
) -> None:
    made = case(kind="renewal", expires_on="2022-04-30")
    made.act("accept", moment("2022-03-02"))
    made.act("deemed_renewed", moment(on), by="law")
    assert made.state.stage == stage
