# SPDX-License-Identifier: MulanPSL-2.0
"""The span of days a figure is about, and the day from which it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from fadu.kernel.clock import LEGAL_TIME

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of legal time, usually a calendar year, judged as of a day.

    What happens after ``as_of`` is not known yet, and a last day that is not over on it is not missed yet.

    >>> year = Period.year(2023, as_of=date(2023, 1, 12))
    >>> year.until, year.over, year.is_running
    (datetime.date(2023, 1, 12), datetime.date(2023, 1, 11), True)
    >>> year = Period.year(2022, as_of=date(2023, 1, 12))
    >>> year.until, year.over, year.is_running
    (datetime.date(2022, 12, 31), datetime.date(2022, 12, 31), False)
    """

    first: date
    last: date
    as_of: date

    @classmethod
    def year(cls, year: int, *, as_of: date) -> Period:
        """The calendar year as it stands on a day."""
        return cls(first=date(year, 1, 1), last=date(year, 12, 31), as_of=as_of)

    @property
    def until(self) -> date:
        """The last day that is looked at."""
        return min(self.last, self.as_of)

    @property
    def over(self) -> date:
        """The last day that is over: a step due on it and not taken is late."""
        return min(self.last, self.as_of - timedelta(days=1))

    @property
    def is_running(self) -> bool:
        """Whether some of it is still to come: the figures will change without anybody correcting a record."""
        return self.as_of <= self.last

    @property
    def has_begun(self) -> bool:
        """Whether there is anything to look at."""
        return self.first <= self.as_of

    @property
    def start(self) -> datetime:
        """The first moment."""
        return start_of(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after the last day that is looked at."""
        return start_of(self.until + timedelta(days=1))

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """For ``__range`` on moments: the last microsecond belongs to it."""
        return moments(self.first, self.until)

    @property
    def days(self) -> tuple[date, date]:
        """For ``__range`` on days."""
        return self.first, self.until


def start_of(day: date) -> datetime:
    """The first moment of a day of legal time."""
    return datetime.combine(day, time.min, LEGAL_TIME)


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """The first and the last moment of a span of days.

    >>> moments(date(2022, 3, 1), date(2022, 3, 1))[1].isoformat()
    '2022-03-01T23:59:59.999999+08:00'
    """
    return start_of(first), start_of(last + timedelta(days=1)) - timedelta(microseconds=1)


def month_of(day: date) -> date:
    """A month, by its first day.

    >>> month_of(date(2022, 2, 17))
    datetime.date(2022, 2, 1)
    """
    return day.replace(day=1)


def last_of(month: date) -> date:
    """The last day of a month.

    >>> last_of(date(2024, 2, 1)), last_of(date(2022, 12, 1))
    (datetime.date(2024, 2, 29), datetime.date(2022, 12, 31))
    """
    return month_of(month + timedelta(days=31)) - timedelta(days=1)


def months_in(first: date, last: date) -> Iterator[date]:
    """The months a span of days touches; none where it ends before it begins.

    >>> [month.month for month in months_in(date(2022, 11, 30), date(2023, 1, 1))]
    [11, 12, 1]
    """
    month = month_of(first)
    while month <= last:
        yield month
        month = last_of(month) + timedelta(days=1)
