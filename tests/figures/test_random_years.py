# SPDX-License-Identifier: MulanPSL-2.0
"""Every indicator on years nobody thought out: whatever stands in the registers, a figure is its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fadu.figures.catalogue import indicator
from fadu.figures.figure import basis_points
from fadu.figures.indicators import Pending
from fadu.figures.period import Period
from fadu.figures.reading import Reading

YEAR = Period.year(2022, as_of=date(2023, 3, 1))
#: people of two posts set against each other: no part of a whole
RATIOS = {"RES-02"}


@pytest.mark.parametrize("seed", range(4))
def test_every_indicator_of_a_random_year_is_what_its_records_say(
    seed: int, bureau: Any, random_year: Callable[[int], None]
) -> None:
    random_year(seed)
    figures = Reading(bureau, YEAR).figures(inner=True)
    counts = [f for f in figures if f.measure == "count"]
    sums = [f for f in figures if f.measure == "sum"]
    rates = [f for f in figures if f.measure == "rate"]
    assert [f.code for f in counts if f.value != len(f.records)] == []
    assert [f.code for f in sums if f.value != sum(row.value for row in f.rows)] == []
    assert [
        f.code for f in rates if f.value != basis_points(len(f.numerator.rows), len(f.denominator.rows))
    ] == []
    assert len(counts) + len(sums) + len(rates) == len(figures)


@pytest.mark.parametrize("seed", range(4))
def test_in_a_random_year_no_rate_counts_what_is_not_in_its_denominator(
    seed: int, bureau: Any, random_year: Callable[[int], None]
) -> None:
    random_year(seed)
    rates = [f for f in Reading(bureau, YEAR).figures() if f.numerator and f.code not in RATIOS]
    outside = {f.code: Counter(f.numerator.records) - Counter(f.denominator.records) for f in rates}
    assert {code: rows for code, rows in outside.items() if rows} == {}


@pytest.mark.parametrize("seed", range(2))
def test_no_row_of_a_random_year_lies_outside_the_year(
    seed: int, bureau: Any, random_year: Callable[[int], None]
) -> None:
    random_year(seed)
    standing = ("ORG", "PWR", "RES", "ENF", "SHO")
    figures = [
        f
        for f in Reading(bureau, YEAR).figures(inner=True)
        if not f.code.startswith(standing) and not isinstance(indicator(f.code).rows, Pending)
    ]
    assert [
        (f.code, row.on)
        for f in figures
        for row in f.rows
        if row.on and not YEAR.first <= row.on <= YEAR.last
    ] == []
