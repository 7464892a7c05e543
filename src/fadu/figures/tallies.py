# SPDX-License-Identifier: MulanPSL-2.0
"""What adds up by the month: each figure's counts and sums, months at a time, from as few statements as there are tables and days.

A month is taken from the stored cells where they hold (:mod:`fadu.figures.cells`), and counted where they do not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.figures import compiling, lateness, separation
from fadu.figures.catalogue import indicators, kind_of
from fadu.figures.indicators import Rows, Separated, Steps
from fadu.figures.period import last_of, month_of
from fadu.kernel.kinds import handed_down

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from fadu.figures.compiling import Span
    from fadu.figures.indicators import Row
    from fadu.people.models import Bureau


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What counts in a month, and the latest day on which any of it does."""

    value: int = 0
    latest: date | None = None


#: code -> month -> its tally
Tallies = dict[str, dict["date", Tally]]


def adding_up() -> Mapping[str, Rows | Separated]:
    """The part of each indicator that adds up by the month, by code; the others are asked when they are read."""
    sources: dict[str, Rows | Separated] = {}
    for code, defined in indicators().items():
        match defined.rows:
            case Rows() | Separated() as rows:
                sources[code] = rows
            case Steps() as steps:
                sources[code] = lateness.ended(steps)
    return sources


def groups() -> Mapping[str, Mapping[str, Rows | Separated]]:
    """Code -> the indicators that one statement counts with it."""
    return handed_down().derived(
        "groups of indicators",
        lambda: {code: group for group in together(adding_up()) for code in group},
    )


def together(codes: Iterable[str]) -> list[dict[str, Rows | Separated]]:
    """Indicators by what one statement can count together."""
    groups: dict[object, dict[str, Rows | Separated]] = defaultdict(dict)
    rows = adding_up()
    for code in codes:
        source = rows[code]
        groups[compiling.group_of(source) if isinstance(source, Rows) else code][code] = source
    return list(groups.values())


def count(bureau: Bureau, wanted: Mapping[str, Sequence[date]]) -> Tallies:
    """Count months afresh: code -> months wanted -> what counts in them."""
    counted: Tallies = {}
    for group in together(wanted):
        months = sorted({month for code in group for month in wanted[code]})
        days = in_spans(group, bureau, joined((month, last_of(month)) for month in months))
        for code, values in days.items():
            counted[code] = by_month(values, wanted[code])
    return counted


def in_spans(
    group: Mapping[str, Rows | Separated], bureau: Bureau, spans: Sequence[Span]
) -> dict[str, dict[date, int]]:
    """What counts on each day of these spans, for indicators that are counted together."""
    if not spans:
        return {code: {} for code in group}
    rows = {code: source for code, source in group.items() if isinstance(source, Rows)}
    kinds = {kind_of(code) for code in rows}
    by_code = compiling.by_day(rows, bureau, spans, () if "" in kinds else kinds) if rows else {}
    for code, source in group.items():
        if isinstance(source, Separated):
            by_code[code] = _days(row for span in spans for row in separation.listed(source, bureau, *span))
    return by_code


def _days(rows: Iterable[Row]) -> dict[date, int]:
    days: dict[date, int] = defaultdict(int)
    for row in rows:
        if row.on:
            days[row.on] += row.value
    return days


def by_month(days: Mapping[date, int], months: Iterable[date]) -> dict[date, Tally]:
    """Daily values as tallies of these months, those included in which nothing counts."""
    tallies = {month: Tally() for month in months}
    for day, value in days.items():
        if (month := month_of(day)) in tallies:
            before = tallies[month]
            tallies[month] = Tally(value=before.value + value, latest=max(day, before.latest or day))
    return tallies


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans of days, those that follow each other as one.

    >>> from datetime import date
    >>> [(a.day, b.day) for a, b in joined([(date(2022, 1, 1), date(2022, 1, 3)), (date(2022, 1, 4), date(2022, 1, 4)), (date(2022, 1, 9), date(2022, 1, 9))])]
    [(1, 4), (9, 9)]
    """
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and (first - merged[-1][1]).days == 1:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged
