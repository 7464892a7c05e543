# SPDX-License-Identifier: MulanPSL-2.0
"""The clocks of a case: as they stand at a moment, and as their rows hold them, whatever the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from fadu.cases.lamps import amber_from
from fadu.cases.world import worlds
from fadu.procedure.clocks import readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from fadu.cases.models import Case
    from fadu.law.calendar import Calendar
    from fadu.procedure.decision import ClockReading
    from fadu.procedure.state import State

#: what a stored clock says, each column as its reading has it
_COLUMNS = (
    "clock",
    "about",
    "started_seq",
    "title",
    "limit",
    "whose",
    "target",
    "started_on",
    "due_on",
    "provisional",
    "paused",
    "stopped_on",
    "waived",
    "void",
)


def readings_of(
    case: Case, at: datetime, *, state: State | None = None, only: Sequence[str] = ()
) -> tuple[ClockReading, ...]:
    """The clocks of a case as they stand at a moment, explanations included."""
    return readings(worlds.past_of(case, at, state or worlds.state_of(case)), only=only)


def columns(reading: ClockReading) -> dict[str, Any]:
    """A clock as its row holds it."""
    return {name: getattr(reading, name) for name in _COLUMNS}


def nearest(laid_down: Iterable[ClockReading], calendar: Calendar) -> tuple[date | None, date | None]:
    """The nearest last day of a clock of the bureau that nothing has ended, and from when on its lamp is yellow; targets do not count."""
    days = [
        r.due_on
        for r in laid_down
        if r.due_on
        and r.whose == "bureau"
        and r.stopped_on is None
        and not (r.void or r.waived or r.paused or r.target)
    ]
    due = min(days, default=None)
    return due, amber_of(due, calendar)


def amber_of(due: date | None, calendar: Calendar) -> date | None:
    """From when on the lamp of what is to be done until a day is yellow."""
    return amber_from(due, calendar) if due else None


def running(on: date) -> Q:
    """The stored clocks that nothing has ended by a day; one that a service lying ahead will end runs on until then."""
    return (Q(stopped_on=None) | Q(stopped_on__gt=on)) & Q(void=False, waived=False)
