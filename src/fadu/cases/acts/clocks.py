# SPDX-License-Identifier: MulanPSL-2.0
"""The stored clocks: a cache of what the acts, the law and the calendar say, with one rebuild."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from fadu.cases.models import Case, Clock
from fadu.cases.world.worlds import law_for, procedure_of, state_of
from fadu.people import selectors as people
from fadu.procedure.clocks import readings
from fadu.storage.prepared import Prepared, PreparedInsert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from fadu.procedure.decision import ClockReading
    from fadu.procedure.state import State

_COLUMNS = (
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


_STORED = Prepared(lambda case: Clock.objects.filter(case_id=case), int)
_INSERT = PreparedInsert(Clock)


def readings_of(
    case: Case, at: datetime, *, state: State | None = None, only: Sequence[str] = ()
) -> tuple[ClockReading, ...]:
    """The clocks of a case as derived now, explanations included."""
    local_on = people.local_parameters_by_day(case.bureau)
    return readings(
        procedure_of(case), state or state_of(case), law_for(case.bureau), at, local_on=local_on, only=only
    )


def store(case: Case, found: Sequence[ClockReading]) -> None:
    """Make the stored rows equal to the readings; rows that are right already are left alone."""
    stored = {(c.clock, c.about, c.started_seq): c for c in _STORED(case.pk)}
    fresh = {(r.clock, r.about, r.started_seq): r for r in found}
    gone = [row.pk for key, row in stored.items() if key not in fresh]
    if gone:
        Clock.objects.filter(pk__in=gone).delete()
    new = [_row(case, reading) for key, reading in fresh.items() if key not in stored]
    if new:
        _INSERT.all(new)
    changed = [
        _changed(stored[key], r) for key, r in fresh.items() if key in stored and _differs(stored[key], r)
    ]
    if changed:
        Clock.objects.bulk_update(changed, _COLUMNS)


def next_due(found: Iterable[ClockReading]) -> date | None:
    """The nearest last day of a clock of the bureau that still runs; targets do not count."""
    days = [
        r.due_on
        for r in found
        if r.due_on
        and r.whose == "bureau"
        and r.stopped_on is None
        and not (r.void or r.waived or r.paused or r.target)
    ]
    return min(days, default=None)


def that_a_notice_may_move(year: int) -> QuerySet[Case]:
    """The cases whose stored clocks may hang on the holidays of a year: those that run, and those that ended near it.

    A clock that was met is counted too: whether it was met in time is asked long after the end.
    """
    reach = Q(closed_at=None) | Q(clocks__due_on__gte=date(year - 1, 1, 1))
    return Case.objects.filter(reach).distinct().order_by("pk")


def rebuild(cases: Iterable[Case], at: datetime) -> int:
    """Derive the clocks of these cases afresh and store them; return how many cases changed."""
    changed = 0
    for case in cases:
        before = _snapshot(case)
        found = readings_of(case, at)
        store(case, found)
        due = None if case.closed_at else next_due(found)
        Case.objects.filter(pk=case.pk).update(next_due=due)
        changed += _snapshot(case) != before
    return changed


def _snapshot(case: Case) -> list[tuple[object, ...]]:
    return sorted(
        Clock.objects.filter(case=case).values_list("clock", "about", "started_seq", *_COLUMNS), key=repr
    )


def _values(reading: ClockReading) -> dict[str, object]:
    return {name: getattr(reading, name) for name in _COLUMNS}


def _row(case: Case, reading: ClockReading) -> Clock:
    return Clock(
        case=case,
        clock=reading.clock,
        about=reading.about,
        started_seq=reading.started_seq,
        **_values(reading),
    )


def _differs(row: Clock, reading: ClockReading) -> bool:
    return any(getattr(row, name) != value for name, value in _values(reading).items())


def _changed(row: Clock, reading: ClockReading) -> Clock:
    for name, value in _values(reading).items():
        setattr(row, name, value)
    return row
