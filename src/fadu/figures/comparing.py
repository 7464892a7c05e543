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
    from fadu.figures.tallies import Tally
    from fadu.people.models import Bureau


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A cell that did not hold what its month counts."""

    code: str
    month: date
    stored: Tally
    counted: Tally

    def __str__(self) -> str:
        return f"{self.code} {self.month:%Y年%m月}存为{self.stored.value}，重数为{self.counted.value}"


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
    """The night's comparison of a year: what differed, set right; that it was made is kept."""
    differences = set_right(bureau, year)
    Comparison.objects.update_or_create(
        bureau=bureau, year=year, defaults={"compared_on": on, "differing": len(differences)}
    )
    return differences


def set_right(bureau: Bureau, year: int) -> list[Difference]:
    """Compare every cell of a year that holds with a plain recount, and set right what differs.

    What moves in the meantime is behind, not wrong: only cells that hold before and after the recount are compared.
    """
    apart = differing(bureau, year)
    after = cells.holding(bureau, date(year, 1, 1), date(year, 12, 31)) if apart else {}
    differences = [each for each in apart if after.get(each.code, {}).get(each.month) == each.stored]
    for wrong in differences:
        cell = Cell.objects.filter(
            bureau=bureau, code=wrong.code, month=wrong.month, value=wrong.stored.value
        )
        cell.update(value=wrong.counted.value, latest=wrong.counted.latest)
    return differences


def differing(bureau: Bureau, year: int) -> list[Difference]:
    """The cells of a year that hold now and say something else than a plain recount; nothing is written."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    months = list(months_in(first, last))
    stored = {
        code: {month: held[month] for month in months if month in held}
        for code, held in cells.holding(bureau, first, last).items()
    }
    counted = tallies.count(bureau, {code: list(held) for code, held in stored.items()})
    return [
        Difference(code=code, month=month, stored=tally, counted=counted[code][month])
        for code, held in stored.items()
        for month, tally in held.items()
        if tally != counted[code][month]
    ]
