# SPDX-License-Identifier: MulanPSL-2.0
"""An event that answers an act lies on no day before it; of moments, at none before it; a history is only possibly wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fadu.procedure import answering
from fadu.procedure.model import GuardUse
from fadu.procedure.testing import CaseInMemory, moment


def against(case: CaseInMemory, said: object, *, replay: bool = False) -> list[tuple[str, bool]]:
    """What is said against the day of an event that answers the first act of the case."""
    fields, first = case.procedure.fields, case.state.entries[0].action
    heard_on = replace(fields["until"], key="heard_on", title="答复之日", type="datetime", ahead=False)
    procedure = replace(case.procedure, fields={**fields, "heard_on": heard_on})
    action = replace(procedure.actions["grant"], dated={"receipt": "heard_on"}, not_before=(first,))
    world = case.world(moment("2022-03-05")).with_(
        procedure=procedure, proposed={"heard_on": said}, replay=replay
    )
    return [(ground.about, ground.unknown) for ground in answering.grounds(world, action)]


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_day_is_that_of_the_act_or_later(received_case: CaseInMemory, days: int) -> None:
    said = received_case.state.entries[0].at.date() + timedelta(days=days)

    assert against(received_case, said.isoformat()) == ([("heard_on", False)] if days < 0 else [])


@pytest.mark.parametrize(("minutes", "is_refused"), [(-1, True), (0, False)])
def test_a_moment_is_compared_with_the_moment(
    received_case: CaseInMemory, minutes: int, is_refused: bool
) -> None:
    said = received_case.state.entries[0].at + timedelta(minutes=minutes)

    assert bool(against(received_case, said.isoformat())) is is_refused


def test_a_history_is_only_possibly_wrong(received_case: CaseInMemory) -> None:
    assert against(received_case, "2001-01-01", replay=True) == [("heard_on", True)]


@pytest.mark.parametrize("said", [None, "", "随便", 3])
def test_what_is_no_day_is_another_ground(received_case: CaseInMemory, said: object) -> None:
    assert against(received_case, said) == []


def against_a_party(case: CaseInMemory, said: object, *, own: str = "", replay: bool = False) -> list[str]:
    """What is said against the day of what a party does because the notice of 4 March has reached it."""
    fields, party = case.procedure.fields, case.state.parties[0].key
    asked_on = replace(fields["until"], key="asked_on", title="提出之日", ahead=False, outside=True)
    procedure = replace(case.procedure, fields={**fields, "asked_on": asked_on})
    served = GuardUse(name="served", args={"document": "notice_letter", "to": "party"})
    action = replace(procedure.actions["grant"], guards=(served,), sets=("asked_on",), may_set=())
    world = case.world(moment("2022-03-08")).with_(
        procedure=procedure, proposed={"asked_on": said, "party": own or party}, replay=replay
    )
    return [ground.message for ground in answering.grounds(world, action) if ground.unknown is replay]


@pytest.mark.parametrize(
    ("day", "is_refused"), [("2022-03-03", True), ("2022-03-04", False), ("2022-03-05", False)]
)
@pytest.mark.parametrize("replay", [False, True])
def test_what_a_party_does_upon_a_paper_was_done_on_the_day_of_the_paper_or_later(
    notified_case: CaseInMemory, day: str, is_refused: bool, replay: bool
) -> None:
    said = against_a_party(notified_case, day, replay=replay)

    assert bool(said) is is_refused
    assert not said or ("提出之日" in said[0] and "2022-03-04" in said[0])


def test_a_paper_that_is_not_for_a_party_bounds_no_day_of_it(notified_case: CaseInMemory) -> None:
    assert against_a_party(notified_case, "2022-03-03", own="party:99") == []
