# SPDX-License-Identifier: MulanPSL-2.0
"""Figures of a bureau's year: every indicator that a room offers, computed from its one definition."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from fadu.cases import registry
from fadu.figures.indicators import Figure, Indicator, Period, basis_points
from fadu.kernel.errors import FaduError, UnknownNameError
from fadu.kernel.kinds import handed_down
from fadu.law import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from fadu.figures.indicators import Row
    from fadu.people.models import Bureau


class IndicatorError(FaduError):
    """指标定义有误。"""

    code = "indicator"


def indicators() -> Mapping[str, Indicator]:
    """All indicators by code: those of kinds of case, and those of this room. A code twice is an error."""
    return handed_down().derived("indicators", _offered)


def _offered() -> Mapping[str, Indicator]:
    own = [import_module(name) for name in ("fadu.reporting.standing", "fadu.reporting.joint")]
    of_kinds = [module for furnishing in registry.furnishings() if (module := furnishing.indicators())]
    found: dict[str, Indicator] = {}
    for module in (*own, *of_kinds):
        for indicator in module.INDICATORS:
            if indicator.code in found:
                raise IndicatorError(f"指标“{indicator.code}”定义了两次（{module.__name__}）。")
            found[indicator.code] = indicator
    return dict(sorted(found.items()))


def indicator(code: str) -> Indicator:
    """The indicator of a code, or an error with the nearest codes."""
    try:
        return indicators()[code]
    except KeyError:
        raise UnknownNameError("指标", code, indicators()) from None


class Reading:
    """The figures of one bureau and period, each read once: a rate and a report ask for the same ones again and again.

    How many queries it takes depends on how many indicators there are, never on how many records.
    """

    def __init__(self, bureau: Bureau, period: Period) -> None:
        self.bureau, self.period = bureau, period
        self._figures: dict[str, Figure] = {}
        self._kept: dict[Callable[[Bureau, Period], bool], bool] = {}

    def figure(self, code: str) -> Figure:
        """An indicator's figure: its value and its records come from the same rows. Raises UnknownNameError."""
        if code not in self._figures:
            defined = indicator(code)
            self._figures[code] = self._rate(defined) if defined.measure == "rate" else self._plain(defined)
        return self._figures[code]

    def _plain(self, defined: Indicator) -> Figure:
        found = self._rows(defined) if self.period.has_begun else ()
        rows = tuple(sorted(found, key=lambda row: (str(row.on or ""), row.record)))
        value = len(rows) if defined.measure == "count" else sum(row.value for row in rows)
        return _figure(
            defined, self.period, value=value, rows=rows, kept=bool(rows) or self._was_kept(defined)
        )

    def _rows(self, defined: Indicator) -> Iterable[Row]:
        if defined.parts:
            return [row for part in defined.parts for row in self.figure(part).rows]
        if defined.over is not None:
            return defined.over(self)
        if defined.rows is None:
            raise IndicatorError(f"指标“{defined.code}”没有取数定义。")
        return defined.rows(self.bureau, self.period)

    def _was_kept(self, defined: Indicator) -> bool:
        if defined.parts:
            return any(self.figure(part).kept for part in defined.parts)
        if defined.kept is None or not self.period.has_begun:
            return False
        if defined.kept not in self._kept:
            self._kept[defined.kept] = defined.kept(self.bureau, self.period)
        return self._kept[defined.kept]

    def _rate(self, defined: Indicator) -> Figure:
        part, whole = self.figure(defined.numerator), self.figure(defined.denominator)
        value = basis_points(part.value or 0, whole.value or 0)
        return _figure(
            defined,
            self.period,
            value=value,
            rows=part.rows,
            kept=whole.kept and bool(whole.value),
            numerator=part,
            denominator=whole,
        )

    def figures(self, *, inner: bool = False) -> tuple[Figure, ...]:
        """Every figure that is printed by itself; with ``inner`` also those that are only part of another."""
        return tuple(
            self.figure(code) for code, defined in indicators().items() if inner or not defined.inner
        )


def figure(code: str, bureau: Bureau, period: Period) -> Figure:
    """One figure of a period."""
    return Reading(bureau, period).figure(code)


def figures(bureau: Bureau, period: Period) -> tuple[Figure, ...]:
    """Every figure of the period that is printed by itself."""
    return Reading(bureau, period).figures()


def cites_on(defined: Indicator, on: date) -> tuple[str, ...]:
    """The articles an indicator rests on, as they stood on a day."""
    return library().cites(defined.law, on) if defined.law else ()


def _figure(defined: Indicator, period: Period, **values: object) -> Figure:
    return Figure(
        code=defined.code,
        name=defined.name,
        unit=defined.unit,
        definition=defined.definition,
        measure=defined.measure,
        cites=cites_on(defined, period.last),
        **values,  # type: ignore[arg-type]
    )
