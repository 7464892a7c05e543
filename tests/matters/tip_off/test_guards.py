# SPDX-License-Identifier: MulanPSL-2.0
"""The guards and facts of a tip-off at their boundaries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.matters.tip_off import facts, guards
from fadu.procedure.decision import HOLDS, Ground, Verdict, World
from fadu.procedure.guards import not_done
from fadu.procedure.library import library
from fadu.procedure.state import State
from fadu.procedure.testing import CaseInMemory, moment

NAMED = {"real_name": True, "informant_name": "王小暖", "informant_phone": "13900000000"}


def case(received: str, kind: str = "general", **fields: Any) -> CaseInMemory:
    """A tip-off registered on the day it came in."""
    procedure = library().procedure("tip_off", date.fromisoformat(received))
    made = CaseInMemory(procedure=procedure, law=law_library())
    made.open(
        "register",
        moment(received),
        {"received_on": received, "special_kind": kind, "real_name": False, **fields},
    )
    return made


def asked(made: CaseInMemory, on: str, **proposed: Any) -> World:
    return made.world(moment(on)).with_(proposed=proposed)


def code(verdict: Verdict) -> str:
    return verdict.code if isinstance(verdict, Ground) else ""


def decided(made: CaseInMemory, on: str, action: str = "not_file") -> CaseInMemory:
    made.act("verify", moment(on))
    made.act(action, moment(on), {"not_filed_ground": "unfounded"} if action == "not_file" else None)
    return made


@pytest.mark.parametrize(
    ("on", "kind", "named", "owed"),
    [
        ("2026-04-14", "general", NAMED, "yes"),
        ("2026-04-15", "general", NAMED, "no"),
        ("2026-04-14", "general", {}, "no"),
        ("2026-04-15", "false_information", NAMED, "yes"),
        ("2026-04-15", "false_information", {}, "no"),
        ("2026-04-15", "advertising", NAMED, "yes"),
        ("2026-04-15", "advertising", {}, "no"),
        ("2026-04-15", "food", NAMED, "yes"),
        ("2026-04-15", "drug", NAMED, "yes"),
        ("2026-04-15", "unlicensed", NAMED, "yes"),
        ("2026-04-15", "unfair_competition", {**NAMED, "evidence_given": True}, "yes"),
        ("2026-04-15", "unfair_competition", NAMED, "yes"),
        ("2026-04-15", "unfair_competition", {**NAMED, "evidence_given": False}, "no"),
        ("2026-04-14", "unfair_competition", {**NAMED, "evidence_given": False}, "yes"),
    ],
)
def test_the_general_notice_is_owed_for_decisions_to_14_april_2026_and_special_ones_after(
    on: str, kind: str, named: dict[str, Any], owed: str
) -> None:
    assert facts.owes_notice(decided(case(on, kind, **named), on).world(moment(on))) == owed


def test_the_day_of_the_decision_and_not_of_the_notice_says_whether_notice_is_owed() -> None:
    made = decided(case("2026-04-13", **NAMED), "2026-04-14")
    assert facts.owes_notice(made.world(moment("2026-04-20"))) == "yes"


@pytest.mark.parametrize(
    ("received", "kind", "ordinary", "fair"),
    [
        ("2025-04-18", "fair_competition", "yes", "no"),
        ("2025-04-20", "fair_competition", "no", "yes"),
        ("2022-03-01", "false_information", "no", "no"),
        ("2022-03-01", "general", "yes", "no"),
    ],
)
def test_a_special_term_takes_the_place_of_the_ordinary_one_from_its_first_day(
    received: str, kind: str, ordinary: str, fair: str
) -> None:
    world = case(received, kind).world(moment("2025-06-03"))
    assert (facts.ordinary_term(world), facts.is_fair_competition(world)) == (ordinary, fair)


def test_a_history_that_does_not_say_its_kind_leaves_the_term_open() -> None:
    procedure = library().procedure("tip_off", date(2022, 3, 1))
    world = World(procedure=procedure, state=State(), at=moment("2022-03-01"), law=law_library())
    assert (
        facts.ordinary_term(world)
        == facts.is_fair_competition(world)
        == facts.owes_notice(world)
        == "unknown"
    )


def test_a_name_wants_a_way_to_reach_its_owner() -> None:
    world = case("2026-05-11").world(moment("2026-05-11"))
    one = {"real_name": True, "informant_name": "王小暖"}
    assert code(guards.real_name_names_somebody(world.with_(proposed=one))) == "no_informant"
    assert (
        guards.real_name_names_somebody(world.with_(proposed={**one, "informant_address": "清河路"})) is HOLDS
    )
    assert guards.real_name_names_somebody(world.with_(proposed={"real_name": False})) is HOLDS


@pytest.mark.parametrize("text", ["王小暖称其亲眼所见", "联系电话13900000000", "证件110101199003070011"])
@pytest.mark.parametrize("field", ["allegation", "respondent", "sender"])
def test_what_is_open_does_not_name_the_informant(field: str, text: str) -> None:
    payload = {**NAMED, "informant_id": "110101199003070011", field: text}
    verdict = guards.informant_stays_sealed(
        case("2026-05-11").world(moment("2026-05-11")).with_(proposed=payload)
    )
    assert code(verdict) == "informant_named"
    assert isinstance(verdict, Ground)
    assert "王小暖" not in verdict.message + verdict.remedy


def test_an_allegation_that_names_nobody_is_taken() -> None:
    payload = {**NAMED, "allegation": "店内销售过期食品", "respondent": "王记小吃店"}
    assert (
        guards.informant_stays_sealed(case("2026-05-11").world(moment("2026-05-11")).with_(proposed=payload))
        is HOLDS
    )


def test_a_term_is_extended_once_and_once_more_after_it_began_anew() -> None:
    made = case("2026-05-11")
    assert not_done(asked(made, "2026-05-12"), action="extend", since=("receive_again",)) is HOLDS
    made.act("extend", moment("2026-05-29"))
    assert (
        code(not_done(asked(made, "2026-06-01"), action="extend", since=("receive_again",))) == "done_already"
    )
    made.act("receive_again", moment("2026-06-02"))
    assert not_done(asked(made, "2026-06-02"), action="extend", since=("receive_again",)) is HOLDS


@pytest.mark.parametrize(("on", "expected"), [("2026-05-22", "supplement_running"), ("2026-05-23", "")])
def test_a_supplement_may_come_on_the_whole_last_day(on: str, expected: str) -> None:
    named = {"real_name": True, "informant_name": "王小暖", "informant_phone": "13900000000"}
    made = case("2026-05-11", "fair_competition", **named)
    made.act("ask_supplement", moment("2026-05-13"))
    assert code(guards.supplement_failed(asked(made, on))) == expected


def test_a_supplement_that_came_may_be_found_wanting_at_once() -> None:
    named = {"real_name": True, "informant_name": "王小暖", "informant_phone": "13900000000"}
    made = case("2026-05-11", "fair_competition", **named)
    made.act("ask_supplement", moment("2026-05-13"))
    made.act("receive_supplement", moment("2026-05-14"))
    assert guards.supplement_failed(asked(made, "2026-05-14")) is HOLDS


def test_there_is_a_result_to_tell_only_after_a_decision() -> None:
    made = case("2026-05-11", **NAMED)
    assert code(guards.decided(asked(made, "2026-05-12"))) == "undecided"
    decided(made, "2026-05-13", "file")
    assert guards.decided(asked(made, "2026-05-13")) is HOLDS


def test_nobody_can_be_told_where_nobody_gave_a_name() -> None:
    assert code(guards.informant_known(asked(case("2026-05-11"), "2026-05-12"))) == "anonymous"
    assert guards.informant_known(asked(case("2026-05-11", **NAMED), "2026-05-12")) is HOLDS


def test_a_dispute_stays_open_until_it_is_settled_and_opens_again_when_raised_again() -> None:
    made = case("2026-05-11")
    assert guards.no_open_dispute(asked(made, "2026-05-12")) is HOLDS
    made.act("raise_dispute", moment("2026-05-12"))
    assert code(guards.no_open_dispute(asked(made, "2026-05-12"))) == "dispute_open"
    made.act("settle_dispute", moment("2026-05-13"), {"dispute_result": "ours"})
    assert guards.no_open_dispute(asked(made, "2026-05-13")) is HOLDS


@pytest.mark.parametrize(
    ("channel", "more", "expected"),
    [
        ("platform", {}, "not_forwarded"),
        ("petition", {}, ""),
        ("forwarded", {}, ""),
        ("hotline", {"sender": "区热线办"}, ""),
    ],
)
def test_only_what_another_body_sent_is_reported_back(
    channel: str, more: dict[str, str], expected: str
) -> None:
    made = case("2026-05-11", channel=channel, **more)
    assert code(guards.forwarded_to_us(asked(made, "2026-05-12"))) == expected


@pytest.mark.parametrize(
    ("on", "cites"),
    [("2025-10-14", "反不正当竞争法(2017) 16"), ("2025-10-15", "反不正当竞争法 20")],
)
def test_closing_is_refused_by_the_statute_of_the_field_in_force_on_the_day_of_the_decision(
    on: str, cites: str
) -> None:
    made = decided(case("2025-10-09", "unfair_competition", **NAMED), on)

    refused = guards.owed_by_no_special_law(asked(made, "2025-10-16"))

    assert isinstance(refused, Ground)
    assert refused.cites == (cites,)


def test_a_field_without_a_statute_of_its_own_leaves_the_matter_to_the_general_rule() -> None:
    made = decided(case("2026-05-11", **NAMED), "2026-05-12")

    assert guards.owed_by_no_special_law(asked(made, "2026-05-13")) is HOLDS
