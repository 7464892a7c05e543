# SPDX-License-Identifier: MulanPSL-2.0
"""Clocks are derived from acts, law and calendar; what starts, stops, pauses and extends them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from fadu.procedure.clocks import readings
from fadu.procedure.decision import ClockReading
from fadu.procedure.model import BUREAU_RIGHT, ClockRule, Condition, Trigger
from fadu.procedure.testing import CaseInMemory, moment, party


def clock(case: CaseInMemory, name: str, day: str) -> list[ClockReading]:
    return [reading for reading in case.clocks(moment(day)) if reading.clock == name]


def test_a_clock_starts_with_its_act(received_case: CaseInMemory) -> None:
    (reading,) = clock(received_case, "decision", "2022-03-01")

    assert reading.started_on == date(2022, 3, 1)
    assert reading.due_on == date(2022, 3, 21)


def test_the_last_day_is_in_time_and_the_next_is_overdue(received_case: CaseInMemory) -> None:
    (reading,) = clock(received_case, "decision", "2022-03-21")

    assert reading.state(date(2022, 3, 21)) == "running"
    assert reading.state(date(2022, 3, 22)) == "overdue"


def test_a_clock_stops_with_its_act(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-08"))

    (reading,) = clock(notified_case, "decision", "2022-03-09")

    assert reading.stopped_on == date(2022, 3, 8)
    assert reading.state(date(2022, 3, 9)) == "met"


def test_a_clock_stopped_after_its_last_day_is_breached(notified_case: CaseInMemory) -> None:
    notified_case.act("grant", moment("2022-03-22"))

    (reading,) = clock(notified_case, "decision", "2022-04-01")

    assert reading.state(date(2022, 4, 1)) == "breached"


def test_an_interruption_moves_the_last_day_by_its_days(received_case: CaseInMemory) -> None:
    received_case.act("send_out", moment("2022-03-05"))
    received_case.act("get_back", moment("2022-03-10"))

    (reading,) = clock(received_case, "decision", "2022-03-10")

    assert reading.due_on == date(2022, 3, 26)


def test_a_running_interruption_pauses_the_clock(received_case: CaseInMemory) -> None:
    received_case.act("send_out", moment("2022-03-05"))

    (reading,) = clock(received_case, "decision", "2022-04-10")

    assert reading.paused
    assert reading.state(date(2022, 4, 10)) == "paused"


def test_overlapping_exclusions_are_counted_once(fresh_case: CaseInMemory) -> None:
    fresh_case.open("receive", moment("2022-03-01"), {"size": "large"})
    fresh_case.record("child_opened", moment("2022-03-03"), {"child": "h1", "matter": "hearing"})
    fresh_case.act("send_out", moment("2022-03-05"))
    fresh_case.record(
        "child_ended", moment("2022-03-08"), {"child": "h1", "matter": "hearing", "outcome": "held"}
    )
    fresh_case.act("get_back", moment("2022-03-10"))

    (reading,) = clock(fresh_case, "decision", "2022-03-10")

    assert reading.due_on == date(2022, 3, 21) + timedelta(days=7)


def test_an_extension_adds_its_own_limit(received_case: CaseInMemory) -> None:
    received_case.act("extend", moment("2022-03-15"))

    assert clock(received_case, "decision", "2022-03-15")[0].due_on == date(2022, 3, 31)


def test_an_extension_by_resolution_fixes_the_day(received_case: CaseInMemory) -> None:
    received_case.act("extend", moment("2022-03-15"))
    received_case.act("extend_until", moment("2022-03-30"), {"until": "2022-05-09"})

    assert clock(received_case, "decision", "2022-03-30")[0].due_on == date(2022, 5, 9)


def test_an_extension_is_given_once(received_case: CaseInMemory) -> None:
    received_case.act("extend", moment("2022-03-15"))
    received_case.act("extend", moment("2022-03-16"))

    assert received_case.refused == ["extend"]


def test_a_partys_clock_starts_only_with_service(reviewed_case: CaseInMemory) -> None:
    reviewed_case.act("notify", moment("2022-03-04"))

    assert clock(reviewed_case, "defence", "2022-03-05") == []


def test_a_partys_clock_runs_for_each_party_from_its_own_service(fresh_case: CaseInMemory) -> None:
    fresh_case.parties = (*fresh_case.parties, party(2, "另一商店", capacity="申请人"))
    fresh_case.open("receive", moment("2022-03-01"), {"size": "small"})
    fresh_case.act("gather", moment("2022-03-02", 9))
    fresh_case.act("examine", moment("2022-03-02"))
    fresh_case.act("approve", moment("2022-03-03"))
    fresh_case.act("notify", moment("2022-03-04"))
    fresh_case.serve("notice_letter", moment("2022-03-04"), party="party:1")
    fresh_case.serve("notice_letter", moment("2022-03-09"), party="party:2")

    due = {reading.about: reading.due_on for reading in clock(fresh_case, "defence", "2022-03-10")}

    assert due == {"party:1": date(2022, 3, 7), "party:2": date(2022, 3, 12)}


def test_a_document_served_twice_on_a_party_starts_its_clock_once(notified_case: CaseInMemory) -> None:
    notified_case.serve("notice_letter", moment("2022-03-06"))

    (reading,) = clock(notified_case, "defence", "2022-03-06")

    assert reading.due_on == date(2022, 3, 7)


def test_a_service_that_takes_effect_later_starts_the_clock_later(reviewed_case: CaseInMemory) -> None:
    reviewed_case.act("notify", moment("2022-03-04"))
    reviewed_case.serve("notice_letter", moment("2022-03-04"), effective=date(2022, 4, 3))

    assert clock(reviewed_case, "defence", "2022-04-02") == []
    assert clock(reviewed_case, "defence", "2022-04-03")[0].due_on == date(2022, 4, 6)


def test_a_waived_right_ends_its_clock(notified_case: CaseInMemory) -> None:
    notified_case.act("waive", moment("2022-03-05"), party="party:1")

    assert clock(notified_case, "defence", "2022-03-05")[0].state(date(2022, 3, 5)) == "waived"


def test_a_right_of_the_bureau_runs_out_and_is_never_late(received_case: CaseInMemory) -> None:
    (duty,) = clock(received_case, "decision", "2022-03-01")
    right = replace(duty, whose=BUREAU_RIGHT)
    late = {"stopped_on": date(2022, 3, 22), "stopped_seq": 9}
    in_time = {"stopped_on": date(2022, 3, 21), "stopped_seq": 9}
    on = date(2022, 3, 22)

    assert (duty.state(on), right.state(on)) == ("overdue", "expired")
    assert (replace(duty, **late).state(on), replace(right, **late).state(on)) == ("breached", "expired")
    assert replace(right, **in_time).state(on) == "met"


def test_a_clock_is_void_with_the_document_that_started_it(notified_case: CaseInMemory) -> None:
    notified_case.act("tell_again", moment("2022-03-06"))
    notified_case.serve("notice_letter", moment("2022-03-07"))

    first, second = clock(notified_case, "defence", "2022-03-07")

    assert first.void
    assert not second.void
    assert second.due_on == date(2022, 3, 10)


def test_telling_again_keeps_the_decision_waiting_for_the_new_term(notified_case: CaseInMemory) -> None:
    notified_case.act("tell_again", moment("2022-03-06"))
    notified_case.serve("notice_letter", moment("2022-03-07"))

    notified_case.act("grant", moment("2022-03-09"))

    assert notified_case.refused == ["grant"]


def test_a_reading_has_an_identity_of_rule_party_and_act(notified_case: CaseInMemory) -> None:
    identities = [(r.clock, r.about, r.started_seq) for r in notified_case.clocks(moment("2022-03-05"))]

    assert len(identities) == len(set(identities))


def test_readings_do_not_depend_on_the_order_in_which_clocks_are_written(notified_case: CaseInMemory) -> None:
    rules = list(notified_case.procedure.clocks.items())
    random.Random(7).shuffle(rules)
    shuffled = replace(notified_case.procedure, clocks=dict(rules))

    again = readings(replace(notified_case.past(moment("2022-03-05")), procedure=shuffled))

    assert {repr(r) for r in again} == {repr(r) for r in notified_case.clocks(moment("2022-03-05"))}


def with_service_clock(case: CaseInMemory) -> CaseInMemory:
    """The same case with a clock of the bureau that runs from the notice to its service."""
    starts, stops = (Trigger(kind="act", name="notify"),), (Trigger(kind="served", name="notice_letter"),)
    rule = ClockRule(key="service", title="送达期限", limit="permit/correction", starts=starts, stops=stops)
    case.procedure = replace(case.procedure, clocks={**case.procedure.clocks, "service": rule})
    return case


def test_a_clock_of_the_case_ends_when_everybody_has_been_served(fresh_case: CaseInMemory) -> None:
    case = with_service_clock(fresh_case)
    case.parties = (*case.parties, party(2, "另一商店", capacity="申请人"))
    case.open("receive", moment("2022-03-01"), {"size": "small"})
    case.act("gather", moment("2022-03-02", 9))
    case.act("examine", moment("2022-03-02"))
    case.act("approve", moment("2022-03-03"))
    case.act("notify", moment("2022-03-04"))
    case.serve("notice_letter", moment("2022-03-05"), party="party:1")
    assert clock(case, "service", "2022-03-05")[0].stopped_on is None

    case.serve("notice_letter", moment("2022-03-10"), party="party:2")

    (reading,) = clock(case, "service", "2022-03-10")
    assert reading.stopped_on == date(2022, 3, 10)
    assert reading.state(date(2022, 3, 10)) == "breached"


def test_clocks_follow_from_what_happened_not_from_what_is_proposed(notified_case: CaseInMemory) -> None:
    large = Condition(key="large", field="size", equals=("large",))
    rule = replace(notified_case.procedure.clocks["decision"], key="second", when="only_large")
    procedure = replace(
        notified_case.procedure,
        clocks={**notified_case.procedure.clocks, "second": rule},
        conditions={**notified_case.procedure.conditions, "only_large": large},
    )
    past = replace(notified_case.past(moment("2022-03-05")), procedure=procedure)

    second = readings(past.with_(proposed={"size": "large"}), only=("second",))

    assert second == readings(past, only=("second",)) == ()


def test_of_the_clocks_only_those_asked_for_are_read(notified_case: CaseInMemory) -> None:
    past = notified_case.past(moment("2022-03-05"))

    assert {r.clock for r in readings(past)} >= {"decision", "defence"}
    assert {r.clock for r in readings(past, only=("defence",))} == {"defence"}
