# SPDX-License-Identifier: MulanPSL-2.0
"""What stretches a term: days that are not counted, and extensions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are not counted: ``[start, end)``; ``end`` None while it runs (then nothing is deducted yet)."""

    start: date
    end: date | None
    reason: str
    cites: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """By another limit's amount, or to a date that was fixed.

    ``act`` is what fixed the date, in words, and ``decided_on`` its day: pauses after it push the date on.
    """

    limit: str | None
    until: date | None
    cites: str = ""
    act: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of a term as it was counted: the days after ``after`` up to ``last``, in one unit."""

    unit: str
    after: date
    last: date

    def days(self) -> Iterator[date]:
        """Its days, in order."""
        return (self.after + timedelta(days=n) for n in range(1, (self.last - self.after).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """How a last day came about: the stretches it follows from, where the count ended, and the day itself.

    ``fixed`` is the extension to a fixed day that prevails, if one does; ``open_years`` are the years without a holiday
    notice that the day hangs on.
    """

    spans: tuple[Span, ...]
    unrolled: date
    last: date
    fixed: Extension | None = None
    open_years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What one pause took out of a term: its own days in the term, in order, and how many of its days an earlier pause had taken."""

    pause: Pause
    days: tuple[date, ...]
    shared: int


def taken(pauses: Iterable[Pause], spans: Iterable[Span]) -> Iterator[Taken]:
    """What each ended pause took out of a term, earliest first; one that took nothing is left out.

    >>> from datetime import date
    >>> term = Span("calendar_day", date(2022, 3, 10), date(2022, 6, 22))
    >>> one, two = Pause(date(2022, 3, 8), date(2022, 3, 20), "鉴定"), Pause(date(2022, 3, 15), date(2022, 3, 25), "公告")
    >>> [(len(each.days), each.shared) for each in taken([two, one], [term])]
    [(9, 0), (5, 5)]
    """
    ended = sorted((p for p in pauses if p.end is not None), key=lambda p: p.start)
    counted = [day for span in spans for day in span.days()] if ended else []
    gone: set[date] = set()
    for pause in ended:
        inside = [day for day in counted if pause.start <= day and (pause.end is None or day < pause.end)]
        own = tuple(day for day in inside if day not in gone)
        gone.update(own)
        if inside:
            yield Taken(pause, own, len(inside) - len(own))
