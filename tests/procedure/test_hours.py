# SPDX-License-Identifier: MulanPSL-2.0
"""The hours a record tells of itself: none that has not come, none before who acts was assigned; what does not fit is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure import hours_asked
from fadu.procedure.testing import CaseInMemory, moment

if TYPE_CHECKING:
    from fadu.procedure.decision import World
    from fadu.procedure.model import Action

NOW = datetime(2022, 3, 5, 11, 0, tzinfo=LEGAL_TIME)


def visited(case: CaseInMemory, **proposed: object) -> tuple[World, Action]:
    """The world in which an act tells of a visit that lasted, and of the hour for which another is set."""
    fields = case.procedure.fields
    began = replace(fields["until"], key="began_at", title="开始时间", type="datetime", ahead=False)
    named = {
        "began_at": began,
        "ended_at": replace(began, key="ended_at", title="结束时间", not_before="began_at"),
        "set_for": replace(began, key="set_for", title="定于", ahead=True),
        "came_at": replace(began, key="came_at", title="送到之时", outside=True),
    }
    procedure = replace(case.procedure, fields={**fields, **named})
    action = replace(procedure.actions["grant"], sets=tuple(named), may_set=(), adds={})
    world = case.world(moment("2022-03-05"))
    received = {**world.state.fields, "received_on": "2022-03-01"}
    return world.with_(
        procedure=procedure, proposed=proposed, state=replace(world.state, fields=received)
    ), action


@pytest.mark.parametrize(
    ("key", "hour", "refused"),
    [
        ("ended_at", "2022-03-05T11:00", []),
        ("ended_at", "2022-03-05T11:01", ["in_the_future"]),
        ("began_at", "2022-03-05T16:00+08:00", ["in_the_future"]),
        ("began_at", "2022-03-05T03:00+00:00", []),
        ("set_for", "2022-03-05T16:00", []),
        ("ended_at", "下午", []),
        ("ended_at", "2022-03-06T09:00", []),  # another day altogether has its own ground
    ],
)
def test_an_hour_that_has_not_come_is_in_no_record(
    received_case: CaseInMemory, key: str, hour: str, refused: list[str]
) -> None:
    world, action = visited(received_case, **{key: hour})

    assert [ground.code for ground in hours_asked.grounds(world, action, NOW)] == refused


def test_a_record_of_another_day_than_its_act_and_of_one_before_the_lead_is_asked_about(
    received_case: CaseInMemory,
) -> None:
    late = hours_asked.doubts(
        *visited(received_case, began_at="2022-03-02T09:00", ended_at="2022-03-02T09:40")
    )
    before = hours_asked.doubts(*visited(received_case, began_at="2022-02-28T09:00"))
    over_night = hours_asked.doubts(
        *visited(received_case, began_at="2022-03-04T23:30", ended_at="2022-03-05T00:20")
    )
    outside = hours_asked.doubts(*visited(received_case, came_at="2022-02-01T09:00"))

    assert [(ground.code, "相差3日" in ground.message) for ground in late] == [("told_of_another_day", True)]
    assert [ground.code for ground in before] == ["told_of_another_day", "told_before_receipt"]
    assert [*over_night, *outside] == []
