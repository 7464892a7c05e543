# SPDX-License-Identifier: MulanPSL-2.0
"""Cells that were merged: each of them says what the first says, as whoever looks at the sheet sees it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.intake.reading.cells import Line

#: a sheet of records has no more of them
MOST = 200_000


@dataclass(frozen=True, slots=True)
class Range:
    """From the first to the last row and column, the last included; rows from 1 and columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Merged:
    """The merged cells of a sheet.

    >>> merged = Merged([Range(2, 0, 3, 0), Range(5, 0, 5, 2)])
    >>> list(merged.spread([(2, ["甲", "x"]), (3, ["", "y"]), (4, ["乙"]), (5, ["食品类"])]))
    [(2, ['甲', 'x']), (3, ['甲', 'y']), (4, ['乙']), (5, ['食品类', '食品类', '食品类'])]
    >>> merged.is_banner(5, range(0, 3)), merged.is_banner(2, range(0, 3))
    (True, False)
    """

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self._by_top: dict[int, list[Range]] = defaultdict(list)
        for one in ranges:
            self._by_top[one.top].append(one)

    def is_banner(self, number: int, columns: range) -> bool:
        """Whether one merged cell of a row takes up all these columns."""
        ranges = self._by_top.get(number, ())
        return len(columns) > 1 and any(one.left <= columns[0] and one.right >= columns[-1] for one in ranges)

    def spread(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The rows of a sheet, in their order, each cell with what it shows."""
        if not self._by_top:
            yield from lines
            return
        waiting = sorted(self._by_top)
        open_ones: list[tuple[Range, Any]] = []
        for number, cells in lines:
            open_ones = [one for one in open_ones if one[0].bottom >= number]
            while waiting and waiting[0] <= number:
                if (top := waiting.pop(0)) == number:
                    begun = [(one, _at(cells, one.left)) for one in self._by_top[top]]
                    open_ones += [(one, cell) for one, cell in begun if cell not in ("", None)]
            yield number, _filled(cells, open_ones)


def _at(cells: list[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else ""


def _filled(cells: list[Any], ranges: list[tuple[Range, Any]]) -> list[Any]:
    if not ranges:
        return cells
    wide = max(len(cells), *(one.right + 1 for one, _ in ranges))
    filled = cells + [""] * (wide - len(cells))
    for one, cell in ranges:
        for place in range(one.left, one.right + 1):
            filled[place] = cell  # what may still lie below a merged cell nobody sees
    return filled
