# SPDX-License-Identifier: MulanPSL-2.0
"""What *late* means in every figure: the legal limits that ended late in a period, and those that ran over in it.

It is what :meth:`fadu.procedure.decision.ClockReading.state` calls ``breached`` and ``overdue``, asked of the stored clocks as
of the day the period is judged. A limit that ends with its case and was never met is not late: nobody owes it any more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import F, Q

from fadu.cases.models import Clock
from fadu.figures.indicators import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from fadu.figures.indicators import Period
    from fadu.people.models import Bureau


def ended(period: Period) -> Q:
    """Clocks that ended in the period, in time or late."""
    return Q(stopped_on__range=period.days)


def ended_late(period: Period) -> Q:
    """Of these, those that ended after their last day."""
    return ended(period) & Q(stopped_on__gt=F("due_on"))


def ended_in_time(period: Period) -> Q:
    """The others: the last day itself is in time, and so is what has no last day."""
    return ended(period) & (Q(stopped_on__lte=F("due_on")) | Q(due_on=None))


def ran_over(period: Period) -> Q:
    """Clocks whose last day passed in the period, and that still ran when it was judged."""
    running = Q(stopped_on=None) | Q(stopped_on__gt=period.until)
    of_an_open_case = Q(case__closed_at=None) | Q(case__closed_at__gte=period.end)
    return running & of_an_open_case & Q(due_on__range=(period.first, period.over), paused=False)


def late(period: Period) -> Q:
    """Clocks that were missed in the period: ended late, or still running."""
    return ended_late(period) | ran_over(period)


def in_time(kind: str, *names: str) -> Callable[[Bureau, Period], list[Row]]:
    """The rows of a numerator of timeliness: clocks of these names that ended in the period in time."""
    return lambda bureau, period: _rows(_clocks(bureau, kind, names).filter(ended_in_time(period)), period)


def ended_or_ran_over(kind: str, *names: str) -> Callable[[Bureau, Period], list[Row]]:
    """The rows of its denominator: what ended in the period, and what ran over in it without ending."""
    return lambda bureau, period: _rows(
        _clocks(bureau, kind, names).filter(ended(period) | ran_over(period)), period
    )


def late_steps(kind: str) -> Callable[[Bureau, Period], list[Row]]:
    """The rows of what was missed: legal limits of the bureau of whatever name; internal targets are none."""
    return lambda bureau, period: [
        replace(row, detail=f"{title}，{due}届满")
        for row, title, due in _told(
            _clocks(bureau, kind).filter(late(period), whose="bureau", target=False), period
        )
    ]


def _clocks(bureau: Bureau, kind: str, names: tuple[str, ...] = ()) -> QuerySet[Clock]:
    found = Clock.objects.filter(
        case__bureau=bureau, case__kind=kind, case__exercise=False, void=False, waived=False
    )
    return (found.filter(clock__in=names) if names else found).order_by("due_on", "pk")


def _rows(found: QuerySet[Clock], period: Period) -> list[Row]:
    return [row for row, _, _ in _told(found, period)]


def _told(found: QuerySet[Clock], period: Period) -> Iterator[tuple[Row, str, date]]:
    """Each clock as a row, of the day it ended on or was missed on, with its title and its last day."""
    for number, stopped, due, title in found.values_list("case__number", "stopped_on", "due_on", "title"):
        ran_on = stopped is None or stopped > period.until
        row = Row(record=number, on=due if ran_on else stopped, detail="逾期未办结" if ran_on else "")
        yield row, title, due
