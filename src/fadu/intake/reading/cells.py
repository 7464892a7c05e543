# SPDX-License-Identifier: MulanPSL-2.0
"""What a sheet shows, cell by cell, whatever program wrote it: texts, numbers, moments, and cells that show no value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

#: the day from which sheets count days, but for those of old Macintoshes
EPOCH = date(1899, 12, 30)
#: its number in the sheet as whoever looks at it counts, and what its cells hold
Line = tuple[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Unshown:
    """A cell that holds something and shows no value that could be taken: an error, a formula never worked out, digits cut off."""

    what: str


@dataclass(slots=True)
class Hidden:
    """The rows and columns of a sheet that whoever looks at it does not see, as far as it has been read: the first few, and how many."""

    #: of so many the numbers are kept
    KEPT = 5

    rows: list[int] = field(default_factory=list)
    count: int = 0
    columns: list[int] = field(default_factory=list)

    def row(self, number: int) -> None:
        """A row is hidden."""
        self.count += 1
        if len(self.rows) < self.KEPT:
            self.rows.append(number)


class Page(Protocol):
    """One sheet of a file."""

    @property
    def name(self) -> str:
        """What its tab says; empty where the file has no sheets."""

    @property
    def is_visible(self) -> bool:
        """Whether its tab is seen."""

    @property
    def may_slip(self) -> bool:
        """Whether a cell beyond the header says that the row has slipped: a text, whose commas were not quoted."""

    @property
    def epoch(self) -> date:
        """The day from which it counts days."""

    @property
    def hidden(self) -> Hidden:
        """What of it is not seen."""

    def lines(self) -> Iterator[Line]:
        """The rows that say anything, from the first, anew each time. Raises BadInputError."""

    def is_banner(self, number: int, columns: range) -> bool:
        """Whether a row is one merged cell across these columns: a heading, and no record."""


def text(cell: Any) -> str:
    """A cell as text: dates in ISO form, whole numbers without decimals, full-width digits narrowed, trimmed.

    >>> text(5000.0), text(date(2022, 3, 1)), text("２０２２－０３－０１ "), text(None)
    ('5000', '2022-03-01', '2022-03-01', '')
    """
    if cell is None or isinstance(cell, Unshown):
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).translate(_NARROW).strip()


#: digits and signs of full width, and blanks that no eye tells from others
_NARROW = {0xFF10 + n: str(n) for n in range(10)} | {
    0xFF0D: "-",
    0x3000: " ",
    0x00A0: " ",
    0x200B: None,
    0xFEFF: None,
}


def says(cell: Any) -> bool:
    """Whether a cell says anything, be it that it shows no value."""
    return isinstance(cell, Unshown) or bool(text(cell))


def column(place: int) -> str:
    """The letters by which a sheet names a column, from 0.

    >>> column(0), column(25), column(26), column(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_of(cell: str) -> int:
    """The place of a cell in its row, from 0, by its name.

    >>> place_of("A1"), place_of("AA10"), place_of("XFD1")
    (0, 26, 16383)
    """
    number = 0
    for letter in cell.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
