# SPDX-License-Identifier: MulanPSL-2.0
"""Waiving: only what a paper has given, each for himself; told afterwards it is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fadu.law import library as law_library
from fadu.procedure import engine
from fadu.procedure.decision import Actor, Refused, Request
from fadu.procedure.library import library
from fadu.procedure.replay import replay
from fadu.procedure.scenarios import run
from fadu.procedure.testing import CaseInMemory, moment


@pytest.fixture
def joined(notified_case: CaseInMemory) -> CaseInMemory:
    """A case whose applicant has the letter, and another one who came in after it went out."""
    second = {"party": "party:2", "name": "某饭店", "capacity": "申请人", "kind": "unit", "reason": "漏列"}
    notified_case.record("add_party", moment("2022-03-05"), second)
    return notified_case


def codes(case: CaseInMemory, who: str) -> set[str]:
    """The codes of the grounds against a waiver."""
    request = Request(action="waive", party=who)
    decided = engine.decide(case.world(moment("2022-03-05", 11), case.actor_for("waive", party=who)), request)
    return {ground.code for ground in decided.grounds} if isinstance(decided, Refused) else set()


def test_whoever_has_the_paper_gives_up_his_own_right_without_waiting_for_others(
    joined: CaseInMemory,
) -> None:
    assert codes(joined, "party:1") == set()


def test_nobody_gives_up_what_no_paper_has_given_him(joined: CaseInMemory) -> None:
    assert codes(joined, "party:2") == {"nothing_to_waive"}


def test_told_afterwards_it_is_found(joined: CaseInMemory) -> None:
    joined.record("waive", moment("2022-03-05", 11), {"party": "party:2"})

    judged = replay([joined.procedure], joined.state.entries, joined.law)

    assert [f.severity for f in judged.findings if f.rule == "nothing_to_waive"] == ["possible"]


@pytest.mark.parametrize(("said", "against"), [("", "no_party"), ("party:999", "not_a_party")])
def test_whoever_the_content_names_is_a_party_of_the_case(
    notified_case: CaseInMemory, said: str, against: str
) -> None:
    actor = notified_case.actor_for("waive")

    decided = engine.decide(
        notified_case.world(moment("2022-03-05", 11), actor), Request(action="waive", payload={"party": said})
    )

    assert isinstance(decided, Refused)
    assert against in {ground.code for ground in decided.grounds}


def test_a_blank_party_in_a_history_waives_for_nobody_and_is_found(notified_case: CaseInMemory) -> None:
    notified_case.record("waive", moment("2022-03-05", 11), {"party": ""})

    (defence,) = [each for each in notified_case.clocks(moment("2022-03-05", 12)) if each.clock == "defence"]
    judged = replay([notified_case.procedure], notified_case.state.entries, notified_case.law)

    assert not defence.waived
    assert [f.severity for f in judged.findings if f.rule == "nothing_to_waive"] == ["possible"]


@pytest.mark.parametrize("said", ["beside", "inside"])
def test_a_party_gives_up_its_own_right_and_no_other_partys(joined: CaseInMemory, said: str) -> None:
    """The right is there and the capacity is the same: only whose right it is differs. An officer enters it for either."""
    other = Actor(person="party:2", name="某饭店", capacity="申请人")
    whose = {"party": "party:1"}
    request = Request(action="waive", **whose) if said == "beside" else Request(action="waive", payload=whose)

    def against(actor: Actor) -> list[str]:
        decided = engine.decide(joined.world(moment("2022-03-05", 11), actor), request)
        return [ground.code for ground in decided.grounds] if isinstance(decided, Refused) else []

    assert against(other) == ["for_another"]
    assert against(joined.actor_for("waive", party="party:1")) == []
    assert against(joined.people["clerk"][0]) == []


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, set()),
        ({"waived_on": "2022-04-26"}, {"waived_too_early"}),
        ({"waiver_paper": "预先声明"}, {"waiver_paper_too_early"}),
        ({"waiver_paper": "王某权利放弃书"}, {"waiver_of_another", "waiver_paper_shared"}),
    ],
)
def test_a_waiver_from_before_it_was_told_or_by_anothers_paper_is_found(
    changes: dict[str, str], rules: set[str]
) -> None:
    story = library().folders["penalty"] / "scenarios" / "given_up_before_it_was_told.yaml"
    case = run(story, library(), law_library()).case
    history = [
        replace(entry, payload={**entry.payload, **changes})
        if entry.action == "waive_defence" and entry.payload["party"] == "party:1"
        else entry
        for entry in case.history
    ]

    judged = replay([case.procedure], history, law_library(), registers=case.registers)

    assert {f.rule for f in judged.findings if f.rule.startswith("waive")} == rules
