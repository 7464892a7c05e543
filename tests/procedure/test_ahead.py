# SPDX-License-Identifier: MulanPSL-2.0
"""A day that an act tells of as having been lies on no day after it; a term and an appointment may, but on no day before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fadu.procedure import ahead
from fadu.procedure.testing import CaseInMemory, moment


def said(case: CaseInMemory, **proposed: object) -> list[tuple[str, str]]:
    """What is said against days told by an act of 5 March that sets and adds them."""
    fields = case.procedure.fields
    days = {
        key: replace(fields["until"], key=key, title=key, ahead=key == "until", not_past=key == "until")
        for key in ("seen_on", "until")
    }
    rows = replace(fields["until"], key="visits", title="visits", type="rows", columns=tuple(days.values()))
    procedure = replace(case.procedure, fields={**fields, **days, "visits": rows})
    action = replace(
        procedure.actions["grant"],
        sets=("seen_on", "until"),
        may_set=("visits",),
        adds={"list": ("seen_on", "until")},
    )
    world = case.world(moment("2022-03-05")).with_(procedure=procedure, proposed=proposed)
    return [(ground.code, ground.about) for ground in ahead.grounds(world, action)]


@pytest.mark.parametrize(("day", "is_refused"), [("2022-03-05", False), ("2022-03-06", True)])
def test_a_day_that_has_been_is_up_to_the_day_of_the_act(
    received_case: CaseInMemory, day: str, is_refused: bool
) -> None:
    assert said(received_case, seen_on=day) == ([("in_the_future", "seen_on")] if is_refused else [])


def test_the_end_of_a_term_may_lie_ahead(received_case: CaseInMemory) -> None:
    assert said(received_case, until="2030-01-01") == []


@pytest.mark.parametrize(
    ("day", "is_refused"), [("2022-03-04", True), ("2022-03-05", False), ("2022-03-06", False)]
)
def test_a_day_set_for_somebody_is_the_day_of_the_act_or_a_later_one(
    received_case: CaseInMemory, day: str, is_refused: bool
) -> None:
    refused = [("already_past", "until")] if is_refused else []
    assert said(received_case, until=day) == refused
    assert said(received_case, until=f"{day}T10:00") == refused
    assert said(received_case, visits=[{"until": "2022-04-01"}, {"until": day}]) == refused


def test_of_a_day_set_that_is_over_a_history_says_that_it_is_possible(received_case: CaseInMemory) -> None:
    procedure = received_case.procedure
    action = replace(procedure.actions["grant"], may_set=("until",))
    world = received_case.world(moment("2022-03-05")).with_(proposed={"until": "2022-03-04"}, replay=True)

    assert [(each.code, each.unknown) for each in ahead.grounds(world, action)] == [("already_past", True)]


@pytest.mark.parametrize("rows", ["visits", "list"])
def test_each_row_is_looked_at(received_case: CaseInMemory, rows: str) -> None:
    days = [{"seen_on": "2022-03-01", "until": "2030-01-01"}, {"seen_on": "2022-03-06T10:00"}]
    assert said(received_case, **{rows: days}) == [("in_the_future", "seen_on")]


@pytest.mark.parametrize("value", ["", None, "随便", 3])
def test_what_is_no_day_is_another_ground(received_case: CaseInMemory, value: object) -> None:
    assert said(received_case, seen_on=value) == []
