# SPDX-License-Identifier: MulanPSL-2.0
"""The judge's own calendar: working days as chinesecalendar counts the notices of the State Council, and how terms run by them.

The day of the event does not count (程序规定 80, 行政许可程序规定 77); a last day that is no working day passes to the next one.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import chinese_calendar

DAY = timedelta(days=1)
#: Saturday, as weekday() counts
FIRST_DAY_OF_REST = 5
#: the days of rest that the law fixes by month and day (全国年节及纪念日放假办法 2): New Year, Labour Day, the National Day
FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@cache
def is_working(day: date) -> bool:
    """Whether offices are open; where the notice for a year is still to come, by the day of the week and the days the law itself names."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < FIRST_DAY_OF_REST and (day.month, day.day) not in FIXED


def rolled(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working(day):
        day += DAY
    return day


@cache
def working_days_after(day: date, count: int) -> date:
    """The last day of a term of working days.

    >>> working_days_after(date(2022, 3, 4), 1)
    datetime.date(2022, 3, 7)
    """
    while count:
        day += DAY
        count -= is_working(day)
    return day


@cache
def working_days_before(day: date, count: int) -> date:
    """The latest day from which to a day there are so many whole working days between, neither end counted.

    >>> working_days_before(date(2022, 3, 14), 5)
    datetime.date(2022, 3, 6)
    """
    while count:
        day -= DAY
        count -= is_working(day)
    day -= DAY
    return day


def days_after(day: date, count: int) -> date:
    """The last day of a term of calendar days, passed on where offices are closed.

    >>> days_after(date(2022, 3, 4), 15)
    datetime.date(2022, 3, 21)
    """
    return rolled(day + count * DAY)


def months_after(day: date, count: int) -> date:
    """The same day so many months later, or the last day of that month; not passed on.

    >>> months_after(date(2021, 11, 30), 3)
    datetime.date(2022, 2, 28)
    """
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    for last in range(day.day, 27, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, day.day)


def years_after(day: date, count: int) -> date:
    """The same day so many years later."""
    return months_after(day, 12 * count)
