# SPDX-License-Identifier: MulanPSL-2.0
"""The legal day: a term runs from the day of the event outside that an act records, not from the day it was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fadu.kernel.problems import DefinitionError
from fadu.law import library as law_library
from fadu.law.events import Event
from fadu.procedure import engine
from fadu.procedure.checker import check
from fadu.procedure.clocks import readings
from fadu.procedure.decision import Refused, Request
from fadu.procedure.library import library
from fadu.procedure.loader import load
from fadu.procedure.model import Procedure
from fadu.procedure.names import Names
from fadu.procedure.plain_law import PlainLaw
from fadu.procedure.testing import CaseInMemory, moment

SMALL = Path(__file__).parent / "samples" / "permit.yaml"
EVENTS = {
    "receipt": Event(key="receipt", title="收到材料", outside=True),
    "act": Event(key="act", title="本机关的行为"),
}


@pytest.fixture
def dated_law(plain_law: PlainLaw) -> PlainLaw:
    """The small law, in which the term of the decision runs from a receipt."""
    return replace(plain_law, events=EVENTS, from_events={"permit/decision": "receipt"})


def dated(procedure: Procedure, *, stop: bool = False) -> Procedure:
    """The small procedure, in which receipt (and the grant) record a day of their own."""
    more = {
        "receive": procedure.actions["receive"],
        **({"grant": procedure.actions["grant"]} if stop else {}),
    }
    changed = {
        key: replace(action, may_set=(*action.may_set, "taken_on"), dated={"receipt": "taken_on"})
        for key, action in more.items()
    }
    return replace(procedure, actions={**procedure.actions, **changed})


def decision(case: CaseInMemory, day: str) -> date | None:
    (reading,) = [r for r in readings(case.past(moment(day))) if r.clock == "decision"]
    return reading.due_on


def test_a_term_runs_from_the_day_of_the_event(fresh_case: CaseInMemory) -> None:
    fresh_case.procedure = dated(fresh_case.procedure)
    fresh_case.open("receive", moment("2022-03-10"), {"size": "small", "taken_on": "2022-03-01"})

    assert decision(fresh_case, "2022-03-10") == date(2022, 3, 21)


def test_where_the_day_was_left_unsaid_it_is_that_of_the_act(fresh_case: CaseInMemory) -> None:
    fresh_case.procedure = dated(fresh_case.procedure)
    fresh_case.record("receive", moment("2022-03-10"), {"size": "small"})

    assert decision(fresh_case, "2022-03-10") == date(2022, 3, 30)


@pytest.mark.parametrize(("day", "state"), [("2022-03-21", "met"), ("2022-03-22", "breached")])
def test_a_term_is_kept_by_the_day_of_the_event_that_ends_it(
    notified_case: CaseInMemory, day: str, state: str
) -> None:
    notified_case.procedure = dated(notified_case.procedure, stop=True)
    notified_case.record("grant", moment("2022-04-01"), {"taken_on": day})

    (reading,) = [r for r in readings(notified_case.past(moment("2022-04-02"))) if r.clock == "decision"]

    assert reading.state(date(2022, 4, 2)) == state


@pytest.mark.parametrize(("day", "codes"), [("2022-03-10", []), ("2022-03-11", ["in_the_future"])])
def test_an_event_lies_on_no_day_after_the_act_that_records_it(
    fresh_case: CaseInMemory, day: str, codes: list[str]
) -> None:
    fresh_case.procedure = dated(fresh_case.procedure)
    world = fresh_case.world(moment("2022-03-10"), fresh_case.actor_for("receive"))

    decided = engine.decide(world, Request(action="receive", payload={"size": "small", "taken_on": day}))

    grounds = decided.grounds if isinstance(decided, Refused) else ()
    assert [ground.code for ground in grounds if ground.code == "in_the_future"] == codes


def line(procedure: Procedure, law: PlainLaw) -> tuple[bool, str]:
    """What the checker says of the term of the decision."""
    lines = check(procedure, law=law).lines  # type: ignore[arg-type]
    (only,) = [each for each in lines if each.code == "legal_day:decision"]
    return only.ok, only.witness


def test_the_checker_names_the_act_that_would_start_a_term_on_the_day_of_its_recording(
    permit: Procedure, dated_law: PlainLaw
) -> None:
    ok, witness = line(permit, dated_law)

    assert not ok
    assert "“收到申请”没有写明“收到材料”之日（dated: {receipt: 日期字段}）" in witness


def test_the_checker_accepts_a_dated_act_and_says_by_which_field(
    permit: Procedure, dated_law: PlainLaw
) -> None:
    assert line(dated(permit), dated_law) == (True, "“收到材料”之日：取得日期")


def test_the_checker_accepts_that_the_act_is_the_event_and_counts_it(
    permit: Procedure, dated_law: PlainLaw
) -> None:
    clocks = {
        **permit.clocks,
        "decision": replace(permit.clocks["decision"], event_is_the_act=("测试法 30",)),
    }
    procedure = replace(permit, clocks=clocks)

    counted = [
        each.witness for each in check(procedure, law=dated_law).lines if each.code == "event_is_the_act"
    ]  # type: ignore[arg-type]

    assert line(procedure, dated_law) == (True, "办理即“收到材料”（测试法 30）")
    assert counted == ["1个：“决定期限”"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{recept: taken_on}", "没有名为“recept”的事件"),
        ("{act: taken_on}", "“本机关的行为”不是案外的事件，以办理之日为准"),
        ("{receipt: secret}", "dated 应指向日期字段，“secret”不是"),
        ("{receipt: until}", "字段（本动作登记的）"),
    ],
)
def test_an_event_that_is_none_and_a_field_that_holds_no_day_are_refused_with_their_place(
    tmp_path: Path, sample_names: Names, dated_law: PlainLaw, written: str, said: str
) -> None:
    text = SMALL.read_text(encoding="utf-8")
    may_set = "    may_set: [amount, secret]\n"
    assert text.count(may_set) == 1
    path = tmp_path / "permit.yaml"
    path.write_text(
        text.replace(may_set, f"    may_set: [amount, secret, taken_on]\n    dated: {written}\n"),
        encoding="utf-8",
    )

    with pytest.raises(DefinitionError, match=r"permit\.yaml") as refused:
        load(path, replace(sample_names, law=dated_law))  # type: ignore[arg-type]

    assert said in str(refused.value)


def test_every_limit_says_from_what_kind_of_event_it_runs_where_the_text_names_one() -> None:
    without = {limit.key for limit in law_library().limits() if limit.runs_from is None}

    assert not {limit.key for limit in law_library().limits() if limit.event} & without
    assert without == {"licence/reapplication_false", "licence/reapplication_fraud", "penalty/food_disposal"}


def test_no_shipped_procedure_dates_an_act_of_the_bureau_itself() -> None:
    outside = {key for key, event in law_library().events.items() if event.outside}

    assert {
        event
        for kind in library().kinds()
        for edition in library().editions(kind)
        for action in edition.actions.values()
        for event in action.dated
    } <= outside
