# SPDX-License-Identifier: MulanPSL-2.0
"""The nightly comparison: all cells of a year against a plain recount, one year a night, in rotation.

A cell that differs is set right at once, and that it differed is told to the administrator: either something wrote past the ledger,
or a record counts on a day that none of its acts states.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fadu.figures import cells, tallies
from fadu.figures.models import Cell, Comparison, Mark
from fadu.figures.period import months_in

if TYPE_CHECKING:
    from fadu.people.models import Bureau


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A cell that did not hold what its month counts."""

    code: str
    month: date
    stored: int
    counted: int

    def __str__(self) -> str:
        return f"{self.code} {self.month:%Y年%m月}存为{self.stored}，重数为{self.counted}"


def years(bureau: Bureau) -> range:
    """The years of which there are cells."""
    mark = Mark.objects.filter(bureau=bureau).first()
    return range(mark.first.year, mark.last.year + 1) if mark else range(0)


def year_in_turn(bureau: Bureau, on: date) -> int | None:
    """The year whose turn it is on a day: the one not compared for longest; None where one was compared that day already."""
    done = dict(Comparison.objects.filter(bureau=bureau).values_list("year", "compared_on"))
    if on in done.values() or not years(bureau):
        return None
    return min(years(bureau), key=lambda year: (done.get(year, date.min), -year))


def compare(bureau: Bureau, year: int, on: date) -> list[Difference]:
    """Compare every cell of a year that holds with a plain recount, and set right what differs.

    What moves in the meantime is behind, not wrong: only cells that hold before and after the recount are compared.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    before = cells.holding(bureau, first, last)
    months = list(months_in(first, last))
    counted = tallies.count(bureau, {code: [m for m in months if m in held] for code, held in before.items()})
    after = cells.holding(bureau, first, last)
    differences = [
        Difference(code=code, month=month, stored=held.value, counted=counted[code][month].value)
        for code, held_months in before.items()
        for month, held in held_months.items()
        if held != counted[code][month] and after.get(code, {}).get(month) == held
    ]
    _set_right(bureau, differences, counted)
    Comparison.objects.update_or_create(
        bureau=bureau, year=year, defaults={"compared_on": on, "differing": len(differences)}
    )
    return differences


def _set_right(bureau: Bureau, differences: list[Difference], counted: tallies.Tallies) -> None:
    for wrong in differences:
        right = counted[wrong.code][wrong.month]
        cell = Cell.objects.filter(bureau=bureau, code=wrong.code, month=wrong.month, value=wrong.stored)
        cell.update(value=right.value, latest=right.latest)
