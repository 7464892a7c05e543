# SPDX-License-Identifier: MulanPSL-2.0
"""The clocks of a case: as they stand at a moment, and as their rows hold them, whatever the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from fadu.cases.rules import amber_from
from fadu.cases.world import worlds
from fadu.procedure.clocks import readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from fadu.cases.models import Case
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


def nearest(laid_down: Iterable[ClockReading]) -> tuple[date | None, date | None]:
    """The nearest last day of a clock of the bureau that nothing has ended, and from when on its lamp is yellow; targets do not count."""
    days = [
        (r.due_on, amber_from(r.started_on, r.due_on))
        for r in laid_down
        if r.due_on
        and r.whose == "bureau"
        and r.stopped_on is None
        and not (r.void or r.waived or r.paused or r.target)
    ]
    return min(days, default=(None, None))


def amber_of(laid_down: Iterable[ClockReading], since: date, until: date | None) -> date | None:
    """From when on the lamp of what is to be done until a day is yellow: by the term that ends that day, else by its own days."""
    if until is None:
        return None
    ends = [r for r in laid_down if r.due_on == until and not (r.void or r.waived)]
    return min((amber_from(r.started_on, until) for r in ends), default=amber_from(since, until))


def running(on: date) -> Q:
    """The stored clocks that nothing has ended by a day; one that a service lying ahead will end runs on until then."""
    return (Q(stopped_on=None) | Q(stopped_on__gt=on)) & Q(void=False, waived=False)
