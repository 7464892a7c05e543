# SPDX-License-Identifier: MulanPSL-2.0
"""What an indicator is: a query defined once, whose value and whose list of records are the same rows.

A count is the number of its rows, a sum adds them up, a rate opens the rows of its numerator and its
denominator; what several kinds of case contribute to names their codes as ``parts``. Kinds of case offer theirs in ``indicators.py`` as ``INDICATORS``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from fadu.cases.models import Act, CaseDocument
from fadu.kernel.clock import LEGAL_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model

    from fadu.people.models import Bureau


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
        return self.first <= self.as_of

    @property
    def start(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time.min, LEGAL_TIME)

    @property
    def end(self) -> datetime:
        """The first moment after the last day that is looked at."""
        return datetime.combine(self.until + timedelta(days=1), time.min, LEGAL_TIME)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """For ``__range`` on moments: the last microsecond belongs to it."""
        return self.start, self.end - timedelta(microseconds=1)

    @property
    def days(self) -> tuple[date, date]:
        """For ``__range`` on days."""
        return self.first, self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record behind a figure. ``value`` is 1 for a count, fen for money, days for days."""

    record: str  # case number, or the name of a register's row
    value: int = 1
    on: date | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A figure's definition. ``measure`` says how its rows become its value."""

    code: str
    name: str
    unit: str
    #: the definition in words, printed with the figure
    definition: str
    measure: Literal["count", "sum", "rate"]
    rows: Callable[[Bureau, Period], Iterable[Row]] | None = None
    numerator: str = ""  # codes, for a rate
    denominator: str = ""
    #: codes whose rows together are the rows of this one, where several kinds of case contribute
    parts: tuple[str, ...] = ()
    #: instead of ``rows``: rows that are read off other figures of the same bureau and period
    over: Callable[[Any], Iterable[Row]] | None = None
    #: an act of the year that shows the register was kept, so that zero is a figure and not a gap
    kept: Callable[[Bureau, Period], bool] | None = None
    #: part of another indicator, not printed by itself
    inner: bool = False
    #: the key of the law it rests on; a figure carries the articles of the end of its period
    law: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An indicator's value in a period, with every record behind it.

    ``value`` is an integer: a count, fen, or for a rate basis points (9,876 = 98.76 %), None where the
    denominator is empty. ``kept`` False says that nothing shows the register was kept: a gap, not a zero.
    """

    code: str
    name: str
    unit: str
    definition: str
    measure: str
    value: int | None
    rows: tuple[Row, ...]
    kept: bool
    numerator: Figure | None = None
    denominator: Figure | None = None
    cites: tuple[str, ...] = field(default_factory=tuple)

    @property
    def records(self) -> list[str]:
        """The names of the records, one for each row."""
        return [row.record for row in self.rows]


def basis_points(part: int, whole: int) -> int | None:
    """A rate in basis points, rounded half up; None where there is nothing to divide by.

    >>> basis_points(2, 3), basis_points(0, 0)
    (6667, None)
    """
    return (part * 20000 + whole) // (2 * whole) if whole else None


def counted(model: type[Model], on: str, **conditions: Any) -> Callable[[Bureau, Period], list[Row]]:
    """The rows of a count: typed records of the bureau whose day ``on`` lies in the period; exercises are left out."""
    return summed(model, on, "", **conditions)


def summed(
    model: type[Model], on: str, amount: str, **conditions: Any
) -> Callable[[Bureau, Period], list[Row]]:
    """The rows of a sum: each with its amount."""

    def rows(bureau: Bureau, period: Period) -> list[Row]:
        names = ["case__number", on, *([amount] if amount else [])]
        found = model._default_manager.filter(
            case__bureau=bureau, case__exercise=False, **{f"{on}__range": period.days}, **conditions
        )
        return [
            Row(record=values[0], on=values[1], value=(values[2] or 0) if amount else 1)
            for values in found.order_by(on, "case_id").values_list(*names)
        ]

    return rows


def papers(kind: str, template: str) -> Callable[[Bureau, Period], list[Row]]:
    """The rows of a count of documents of a template that cases of a kind issued in the period; void ones do not count."""

    def rows(bureau: Bureau, period: Period) -> list[Row]:
        found = CaseDocument.objects.filter(
            case__bureau=bureau,
            case__kind=kind,
            case__exercise=False,
            template=template,
            document__issued_at__range=period.moments,
            document__voiding=None,
        ).order_by("document__issued_at", "pk")
        named = found.values_list(
            "case__number", "document__issued_at", "document__number", "document__title"
        )
        return [
            Row(record=case, on=at.astimezone(LEGAL_TIME).date(), detail=number or title)
            for case, at, number, title in named
        ]

    return rows


@cache
def kept(kind: str) -> Callable[[Bureau, Period], bool]:
    """An act of that year in that kind of case shows that its register was kept."""

    def was_kept(bureau: Bureau, period: Period) -> bool:
        return Act.objects.filter(
            case__kind=kind, case__bureau=bureau, case__exercise=False, happened_at__range=period.moments
        ).exists()

    return was_kept
