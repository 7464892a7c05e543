# SPDX-License-Identifier: MulanPSL-2.0
"""Figures of a bureau's year: every indicator that a room offers, computed from its one definition."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import fadu.matters
from fadu.cases.indicators import Figure, Indicator, Period, basis_points
from fadu.kernel.errors import FaduError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.people.models import Bureau


class IndicatorError(FaduError):
    """指标定义有误。"""

    code = "indicator"


@cache
def indicators() -> Mapping[str, Indicator]:
    """All indicators by code: those of kinds of case, and those of the rooms below. A code twice is an error."""
    modules = ["fadu.reporting.standing"]
    for info in pkgutil.iter_modules(fadu.matters.__path__):
        name = f"fadu.matters.{info.name}.indicators"
        if info.ispkg and find_spec(name) is not None:
            modules.append(name)
    found: dict[str, Indicator] = {}
    for module in modules:
        for indicator in import_module(module).INDICATORS:
            if indicator.code in found:
                raise IndicatorError(f"指标“{indicator.code}”定义了两次（{module}）。")
            found[indicator.code] = indicator
    return dict(sorted(found.items()))


def indicator(code: str) -> Indicator:
    """The indicator of a code, or an error with the nearest codes."""
    try:
        return indicators()[code]
    except KeyError:
        raise UnknownNameError("指标", code, indicators()) from None


def figure(code: str, bureau: Bureau, period: Period) -> Figure:
    """An indicator's figure in a period: its value and its records come from the same rows."""
    defined = indicator(code)
    if defined.measure == "rate":
        return _rate(defined, bureau, period)
    if defined.parts:
        return _together(defined, bureau, period)
    if defined.rows is None:
        raise IndicatorError(f"指标“{code}”没有取数定义。")
    rows = tuple(sorted(defined.rows(bureau, period), key=lambda row: (str(row.on or ""), row.record)))
    value = len(rows) if defined.measure == "count" else sum(row.value for row in rows)
    kept = bool(rows) or defined.kept is None or defined.kept(bureau, period)
    return _figure(defined, value=value, rows=rows, kept=kept)


def _together(defined: Indicator, bureau: Bureau, period: Period) -> Figure:
    """The rows of several kinds of case as one figure."""
    parts = [figure(code, bureau, period) for code in defined.parts]
    rows = tuple(sorted((row for part in parts for row in part.rows), key=lambda row: (str(row.on or ""), row.record)))
    value = len(rows) if defined.measure == "count" else sum(row.value for row in rows)
    return _figure(defined, value=value, rows=rows, kept=any(part.kept for part in parts))


def _rate(defined: Indicator, bureau: Bureau, period: Period) -> Figure:
    part = figure(defined.numerator, bureau, period)
    whole = figure(defined.denominator, bureau, period)
    value = basis_points(part.value or 0, whole.value or 0)
    return _figure(
        defined, value=value, rows=part.rows, kept=whole.kept and bool(whole.value), numerator=part, denominator=whole
    )


def _figure(defined: Indicator, **values: object) -> Figure:
    return Figure(
        code=defined.code,
        name=defined.name,
        unit=defined.unit,
        definition=defined.definition,
        measure=defined.measure,
        cites=defined.cites,
        **values,  # type: ignore[arg-type]
    )


def figures(bureau: Bureau, period: Period) -> tuple[Figure, ...]:
    """Every figure of the period that is printed by itself."""
    return tuple(figure(code, bureau, period) for code, defined in indicators().items() if not defined.inner)
