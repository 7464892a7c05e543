# SPDX-License-Identifier: MulanPSL-2.0
"""A figure: an indicator's value in a period. Its records are listed when somebody opens it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fadu.figures.indicators import Row


def no_rows() -> Iterable[Row]:
    """What a figure without records lists."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """An indicator's value in a period, with every record behind it.

    ``value`` is an integer: a count, fen, or for a rate basis points (9,876 = 98.76 %), None where the
    denominator is empty. ``kept`` False says that nothing shows the register was kept: a gap, not a zero.
    Two figures are equal when they say the same; whether they rest on the same records is asked of ``rows``.
    """

    code: str
    name: str
    unit: str
    definition: str
    measure: str
    value: int | None
    kept: bool
    #: gives the rows; asked once, and only if somebody opens the figure
    listing: Callable[[], Iterable[Row]] = field(default=no_rows, compare=False, repr=False)
    numerator: Figure | None = None
    denominator: Figure | None = None
    cites: tuple[str, ...] = ()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The records behind it, by day: as many as a count says, adding up to what a sum says."""
        return tuple(sorted(self.listing(), key=lambda row: (str(row.on or ""), row.record)))

    @property
    def records(self) -> list[str]:
        """The names of the records, one for each row."""
        return [row.record for row in self.rows]

    @property
    def sides(self) -> tuple[Figure, ...]:
        """Both figures of a rate, or the figure itself."""
        return (self.numerator, self.denominator) if self.numerator and self.denominator else (self,)


def basis_points(part: int, whole: int) -> int | None:
    """A rate in basis points, rounded half up; None where there is nothing to divide by.

    >>> basis_points(2, 3), basis_points(0, 0)
    (6667, None)
    """
    return (part * 20000 + whole) // (2 * whole) if whole else None
