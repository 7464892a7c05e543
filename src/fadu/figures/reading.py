# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of one bureau and period, each read once: a rate and a report ask for the same ones again and again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from fadu.cases.models import Act, Case
from fadu.figures import cells, compiling, lateness, separation, tallies
from fadu.figures.catalogue import IndicatorError, indicator, indicators, parts_of
from fadu.figures.figure import Figure, basis_points
from fadu.figures.indicators import ActsOf, Pending, Row, Rows, Separated, StaffOf, Standing, Steps
from fadu.figures.period import last_of, months_in
from fadu.law import library
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fadu.figures.compiling import Span
    from fadu.figures.indicators import Indicator, Kept
    from fadu.figures.lateness import Over
    from fadu.figures.period import Period
    from fadu.figures.tallies import Tally
    from fadu.people.models import Bureau


class Reading:
    """Gives the figures of a bureau and a period, from cells where they are given and hold, else from the rows.

    How many queries it takes depends on how many tables the indicators look at, never on how many records there are.
    """

    def __init__(
        self, bureau: Bureau, period: Period, cells: Mapping[str, Mapping[date, Tally]] | None = None
    ) -> None:
        self.bureau, self.period = bureau, period
        self._cells = cells or {}
        self._figures: dict[str, Figure] = {}
        self._totals: dict[str, int] = {}
        self._kept: dict[Kept, bool] = {}

    def figure(self, code: str) -> Figure:
        """An indicator's figure: its value and its records come from the same definition. Raises UnknownNameError."""
        if code not in self._figures:
            defined = indicator(code)
            self._figures[code] = self._rate(defined) if defined.measure == "rate" else self._plain(defined)
        return self._figures[code]

    def figures(self, *, inner: bool = False) -> tuple[Figure, ...]:
        """Every figure that is printed by itself; with ``inner`` also those that are only part of another."""
        return tuple(
            self.figure(code) for code, defined in indicators().items() if inner or not defined.inner
        )

    def _plain(self, defined: Indicator) -> Figure:
        value = self._value(defined) if self.period.has_begun else 0
        return self._figure_of(
            defined,
            value=value,
            kept=value > 0 or self._was_kept(defined),
            listing=lambda: self._rows(defined) if self.period.has_begun else (),
        )

    def _rate(self, defined: Indicator) -> Figure:
        part, whole = self.figure(defined.numerator), self.figure(defined.denominator)
        return self._figure_of(
            defined,
            value=basis_points(part.value or 0, whole.value or 0),
            kept=whole.kept and bool(whole.value),
            listing=lambda: part.rows,
            numerator=part,
            denominator=whole,
        )

    def _figure_of(self, defined: Indicator, **values: object) -> Figure:
        return Figure(
            code=defined.code,
            name=defined.name,
            unit=defined.unit,
            definition=defined.definition,
            measure=defined.measure,
            cites=cites_on(defined, self.period.last),
            **values,  # type: ignore[arg-type]
        )

    # -- its value --------------------------------------------------------------------------------

    def _value(self, defined: Indicator) -> int:
        if defined.joint:
            return sum(self.figure(part).value or 0 for part in parts_of(defined.code))
        match defined.rows:
            case Rows() | Separated():
                return self._added_up(defined.code)
            case Steps() as steps:
                return self._added_up(defined.code) + lateness.counted(steps, self._over)
            case Pending() as pending:
                return int(compiling.pending(pending, self.bureau, self.period.first).count())
        return sum(row.value for row in self._rows(defined))

    def _added_up(self, code: str) -> int:
        """What adds up by the month, of every indicator that one statement can count with this one."""
        if code not in self._totals:
            group = tallies.groups()[code]
            stored = {each: self._stored(each) for each in group}
            missing = {each: [span for span in self._spans if span not in stored[each]] for each in group}
            asked = {each: group[each] for each in group if missing[each]}
            spans = {span for each in asked for span in missing[each]}
            days = tallies.in_spans(asked, self.bureau, tallies.joined(spans))
            for each in group:
                self._totals[each] = sum(stored[each].values()) + sum(
                    value
                    for day, value in days.get(each, {}).items()
                    if any(first <= day <= last for first, last in missing[each])
                )
        return self._totals[code]

    @cached_property
    def _spans(self) -> dict[Span, bool]:
        """The period month by month, and whether that is the whole month: the first and the last may be parts of one."""
        first, until = self.period.days
        ends = {month: last_of(month) for month in months_in(first, until)}
        return {
            (max(first, month), min(until, end)): first <= month and end <= until
            for month, end in ends.items()
        }

    def _stored(self, code: str) -> dict[Span, int]:
        """What stored cells say, of the months that have one and that hold no later day than is looked at."""
        cells, stored = self._cells.get(code, {}), {}
        for span, whole in self._spans.items() if cells else ():
            cell = cells.get(span[0])
            if cell is not None and (whole or cell.latest is None or cell.latest <= span[1]):
                stored[span] = cell.value
        return stored

    @cached_property
    def _over(self) -> Mapping[Over, int]:
        return lateness.counts(self.bureau, self.period)

    # -- its records ------------------------------------------------------------------------------

    def _rows(self, defined: Indicator) -> Iterable[Row]:
        if defined.joint:
            return [row for part in parts_of(defined.code) for row in self.figure(part).rows]
        if defined.over is not None:
            return defined.over(self)
        match defined.rows:
            case Rows() as rows:
                return compiling.listed(rows, self.bureau, *self.period.days)
            case Separated() as separated:
                return separation.listed(separated, self.bureau, *self.period.days)
            case Steps() as steps:
                return lateness.listed(steps, self.bureau, self.period)
            case Pending(since=since) as pending:
                waiting = compiling.pending(pending, self.bureau, self.period.first)
                return [
                    Row(record=number, on=day) for number, day in waiting.values_list("case__number", since)
                ]
            case Standing(rows=rows):
                return rows(self.bureau, self.period)
        raise IndicatorError(f"指标“{defined.code}”没有取数定义。")

    # -- whether it is a figure at all ------------------------------------------------------------

    def _was_kept(self, defined: Indicator) -> bool:
        if defined.joint:
            return any(self.figure(part).kept for part in parts_of(defined.code))
        return self.period.has_begun and bool(defined.kept) and all(map(self._shows, defined.kept))

    def _shows(self, kept: Kept) -> bool:
        if kept not in self._kept:
            self._kept[kept] = self._there_is(kept)
        return self._kept[kept]

    def _there_is(self, kept: Kept) -> bool:
        match kept:
            case ActsOf(kind=kind):
                return _acted(self.bureau, kind, self.period)
            case Rows() as rows:
                return compiling.there_are(rows, self.bureau, *self.period.days)
            case StaffOf():
                return people.has_staff(self.bureau, self.period.until)


def read(bureau: Bureau, period: Period) -> Reading:
    """The figures of a period from the cells that hold now, and from the rows where none does."""
    return Reading(bureau, period, cells.holding(bureau, *period.days))


def figure(code: str, bureau: Bureau, period: Period) -> Figure:
    """One figure of a period."""
    return read(bureau, period).figure(code)


def cites_on(defined: Indicator, on: date) -> tuple[str, ...]:
    """The articles an indicator rests on, as they stood on a day."""
    return library().cites(defined.law, on) if defined.law else ()


def _acted(bureau: Bureau, kind: str, period: Period) -> bool:
    """Whether anything was done in a case of a kind. An opening shows it; only where nothing was opened acts are looked through."""
    cases = Case.objects.filter(bureau=bureau, kind=kind, exercise=False)
    if cases.filter(opened_at__range=period.moments).exists():
        return True
    acts = Act.objects.filter(happened_at__range=period.moments, case__in=cases.values("pk"))
    return bool(acts.exists())
