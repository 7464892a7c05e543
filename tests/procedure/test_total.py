# SPDX-License-Identifier: MulanPSL-2.0
"""The judge has an answer to everything that can be filled in, and what it permits can always be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.procedure import built_in, engine
from fadu.procedure.clocks import laid_down
from fadu.procedure.decision import Permitted, Refused, Request
from fadu.procedure.library import library
from fadu.procedure.model import BY_LAW, ENDED, OPEN, START, Action, Procedure
from fadu.procedure.state import PartyView
from fadu.procedure.testing import CaseInMemory, moment, party

#: what a form, a table or another system may send where something else was meant
ODD: tuple[Any, ...] = (
    0, -1, 10**20, 1.5, True, "随便", "2022-02-30", "2099-12-31", "9999-12-31", "0001-01-01", "20220530",
    "2022-W22-1", "20220530T0900", "2022-05-30 09:00", "2022-05-29T23:30Z", "party:9", [None], [{}], {},
    [{"party": "party:1"}], [{"amount": 1}], [{"due_on": "2022-06-30"}], [{"party": 7, "fine": "多"}], ["fine", 3],
)  # fmt: skip
EDITIONS = [edition for kind in library().kinds() for edition in library().editions(kind)]


def standing_at(procedure: Procedure, action: Action) -> CaseInMemory:
    """A case in a stage in which the action may be done, a month after it began."""
    begun = moment(max(procedure.edition, date(2021, 7, 20)) + timedelta(days=200))
    capacity = next((role.capacity for role in procedure.capacities()), "当事人")
    parties: tuple[PartyView, ...] = (party(1, capacity=capacity), party(2, capacity=capacity))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=parties)
    if START in action.sources:
        return case
    start = next(each.key for each in procedure.actions.values() if START in each.sources)
    assert isinstance(case.open(start, begun), Permitted)
    wanted = {ENDED: True, OPEN: False}
    source = next(iter(action.sources))
    stages = [key for key, stage in procedure.stages.items() if wanted.get(source) is stage.final] or [source]
    case.state = case.state.with_(stage=stages[0])
    return case


def asked(procedure: Procedure) -> Iterator[tuple[Action, str, Any]]:
    for action in procedure.actions.values():
        for key in (*action.sets, *action.may_set, *action.adds, "party", "linked", "until"):
            for odd in ODD if action.by != BY_LAW else ():
                yield action, key, odd


@pytest.mark.parametrize("procedure", EDITIONS, ids=lambda procedure: f"{procedure.key}-{procedure.edition}")
def test_whatever_is_filled_in_is_answered_and_what_is_permitted_can_be_read(procedure: Procedure) -> None:
    begun = moment(max(procedure.edition, date(2021, 7, 20)) + timedelta(days=230))
    cases = {action.key: standing_at(procedure, action) for action in procedure.actions.values()}
    for action, key, odd in asked(procedure):
        case = cases[action.key]
        world = case.world(begun, case.actor_for(action.key))
        payload = {**case._complete(action, {}, begun), key: odd}
        request = Request(action=action.key, payload=payload, party="party:1" if action.per_party else "")
        decision = engine.decide(world, request)
        assert isinstance(decision, Permitted | Refused)
        if isinstance(decision, Permitted) and decision.complete:
            before = case.state
            case.record(decision.action, begun, decision.payload, by=decision.by, voids=decision.voids)
            for reading in laid_down(case.past(begun)):
                assert reading.state(begun.date())
                assert reading.due is None or reading.due.explanation.lines
            case.state = before


@pytest.mark.parametrize("key", sorted(built_in.NEEDED))
def test_whatever_is_filled_in_for_an_act_of_every_procedure_is_answered(key: str) -> None:
    procedure = library().procedure("penalty", date(2022, 3, 1))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    case.open("register", moment("2022-03-01"), {"received_on": "2022-03-01"})
    head = case.people["unit"][0]
    for field in (*built_in.NEEDED[key], "arrived_on", "returned_on", "withdrawn_on", "kind"):
        for odd in ODD:
            payload = {**dict.fromkeys(built_in.NEEDED[key], "2022-03-01"), field: odd}
            decision = engine.decide(
                case.world(moment("2022-03-02"), head), Request(action=key, payload=payload)
            )
            assert isinstance(decision, Permitted | Refused)
            if isinstance(decision, Permitted):
                before = case.state
                case.record(decision.action, moment("2022-03-02"), decision.payload)
                assert laid_down(case.past(moment("2022-03-02")))
                case.state = before
