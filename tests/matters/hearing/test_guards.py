# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of a hearing at their edges: seven working days before, three working days before, the hour."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.matters.hearing import guards
from fadu.procedure.decision import Ground, World
from fadu.procedure.entry import Entry
from fadu.procedure.library import library
from fadu.procedure.state import State
from fadu.procedure.testing import moment

PLANNED = Entry(seq=1, action="schedule", at=moment("2022-05-12"), payload={"hearing_at": "2022-05-30T09:00"})


def world(*entries: Entry, on: str = "2022-05-30T10:00", replay: bool = False, **proposed: Any) -> World:
    return World(
        procedure=library().procedure("hearing", date(2022, 5, 10)),
        state=State(entries=(PLANNED, *entries), fields={"hearing_at": "2022-05-30T09:00"}),
        at=moment(on),
        law=law_library(),
        proposed=proposed,
        replay=replay,
    )


def code(verdict: object) -> str:
    """The ground's code, or nothing where the guard holds."""
    return verdict.code if isinstance(verdict, Ground) else ""


@pytest.mark.parametrize(("on", "refused"), [("2022-05-18", ""), ("2022-05-19", "no_room_for_notice")])
def test_seven_whole_working_days_lie_between_notice_and_hearing(on: str, refused: str) -> None:
    assert code(guards.room_for_notice(world(on=on, hearing_at="2022-05-30T09:00"))) == refused


@pytest.mark.parametrize(
    ("told_on", "refused"), [("2022-05-18", ""), ("2022-05-19", "handlers_told_too_late")]
)
def test_handlers_are_told_seven_working_days_before(told_on: str, refused: str) -> None:
    entry = Entry(seq=2, action="tell_handlers", at=moment(told_on), payload={"told_on": told_on})

    assert code(guards.handlers_told_in_time(world(entry))) == refused


@pytest.mark.parametrize(("announced_on", "refused"), [("2022-05-24", ""), ("2022-05-25", "not_announced")])
def test_a_public_hearing_is_announced_three_working_days_before(announced_on: str, refused: str) -> None:
    entry = Entry(
        seq=2, action="announce_hearing", at=moment(announced_on), payload={"announced_on": announced_on}
    )

    assert code(guards.announced_in_time(world(entry))) == refused


@pytest.mark.parametrize(("told_on", "may_be_so"), [("2022-05-18", True), ("2022-05-19", False)])
def test_an_old_record_keeps_the_day_it_says_and_is_only_possibly_late(told_on: str, may_be_so: bool) -> None:
    entry = Entry(seq=2, action="tell_handlers", at=moment("2022-05-20"), payload={"told_on": told_on})

    now, then = (guards.handlers_told_in_time(world(entry, replay=replay)) for replay in (False, True))

    assert isinstance(now, Ground)
    assert isinstance(then, Ground)
    assert (now.unknown, then.unknown) == (False, may_be_so)


def test_what_was_announced_of_a_day_put_off_does_not_count() -> None:
    announced = Entry(
        seq=2, action="announce_hearing", at=moment("2022-05-12"), payload={"announced_on": "2022-05-12"}
    )
    moved = Entry(
        seq=3, action="postpone", at=moment("2022-05-13"), payload={"hearing_at": "2022-05-30T09:00"}
    )

    assert code(guards.announced_in_time(world(announced, moved))) == "not_announced"


@pytest.mark.parametrize(
    ("on", "refused"), [("2022-05-30T08:59", "before_the_hour"), ("2022-05-30T09:00", "")]
)
def test_what_happens_at_a_hearing_is_recorded_from_its_hour(on: str, refused: str) -> None:
    assert code(guards.hearing_hour_reached(world(on=on))) == refused
