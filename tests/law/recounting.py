# SPDX-License-Identifier: MulanPSL-2.0
"""Last days counted one day after another by a calendar that is not ours: the oracle of limits."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import chinese_calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from fadu.law import Law
    from fadu.law.limit import Limit

#: the years the other calendar knows
KNOWN = (date(2004, 1, 1), date(2026, 12, 31))
DAY = timedelta(days=1)


def every(day: date) -> bool:
    return True


def recounted(law: Law, key: str, start: date, on: date | None = None) -> date | None:
    """The last day of a limit from a day, by the law of ``on``; of two that bind at once the one that prevails.

    None beyond the known years.
    """
    limit = law.limit(key, on or start)
    days = [counted(limit, start)]
    if limit.together:
        days.append(counted(law.limit(limit.together, on or start), start))
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return None
    return min(known) if limit.prevails == "earlier" else max(known)


def counted(limit: Limit, start: date) -> date | None:
    """The last day of one limit from a day, by steps of a day; None where that leaves the known years."""
    if limit.unit == "hour":
        return (datetime.combine(start, time.min) + timedelta(hours=limit.amount)).date()
    counts: Callable[[date], bool] = chinese_calendar.is_workday if limit.unit == "working_day" else every
    try:
        if limit.backwards:
            return walked(start, limit.amount, counts, -DAY) - DAY
        began = start - DAY if limit.first_day_counts else start
        last = (
            months_on(began, limit.amount * (12 if limit.unit == "year" else 1))
            if limit.unit in ("month", "year")
            else walked(began, limit.amount, counts, DAY)
        )
        while limit.rolls and limit.unit != "working_day" and not chinese_calendar.is_workday(last):
            last += DAY
    except NotImplementedError:
        return None
    return last


def walked(day: date, amount: int, counts: Callable[[date], bool], step: timedelta) -> date:
    while amount:
        day += step
        amount -= counts(day)
    return day


def months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
