# SPDX-License-Identifier: MulanPSL-2.0
"""What the worker does for figures: cells follow the ledger in every round, and once a day a year of them is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.background import walls
from fadu.figures import cells, comparing
from fadu.kernel import clock
from fadu.people import selectors as people

if TYPE_CHECKING:
    from datetime import date

    from fadu.figures.comparing import Difference
    from fadu.people.models import Bureau

TASK = "figures"


#: how many differing cells are named
NAMED = 8


def work() -> None:
    """One round for every bureau: recount what is behind, then the comparison whose turn it is."""
    on = clock.today()
    asked = walls.asked_for_again(TASK)
    for bureau in people.bureaus():
        cells.refresh(bureau, on)
        turn = comparing.year_in_turn(bureau, on)
        again = [year for year in comparing.years(bureau) if _subject(bureau, year) in asked]
        for year in {*again, *([turn] if turn else [])}:
            _compare(bureau, year, on)


def _subject(bureau: Bureau, year: int) -> str:
    return f"{bureau.name}{year}年数据"


def _compare(bureau: Bureau, year: int, on: date) -> None:
    """A difference stands before the administrator until somebody has looked into it and lets the year be compared again."""
    differences = comparing.compare(bureau, year, on)
    if differences:
        _report(bureau, year, differences)
    else:
        walls.settle(TASK, _subject(bureau, year))


def set_right(bureau: Bureau, year: int) -> None:
    """Set the cells of a year right out of turn; what differed stands before the administrator as the night's does."""
    differences = comparing.set_right(bureau, year)
    if differences:
        _report(bureau, year, differences)


def _report(bureau: Bureau, year: int, differences: list[Difference]) -> None:
    words = "；".join(map(str, differences[:NAMED])) + ("……" if len(differences) > NAMED else "")
    walls.park(
        TASK, _subject(bureau, year), f"{len(differences)}个数据单元与重数的结果不符，已经改正：{words}。"
    )
