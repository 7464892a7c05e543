# SPDX-License-Identifier: MulanPSL-2.0
"""An event that answers an act lies on no day before it; of moments, at none before it; a history is only possibly wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fadu.procedure import answering
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
