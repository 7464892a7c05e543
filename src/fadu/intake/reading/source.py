# SPDX-License-Identifier: MulanPSL-2.0
"""What a source of histories gives, whatever its format: records, each with its place and its events; and what was not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fadu.intake.reading.cells import EPOCH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: rows that a sheet can have, and more than a text will have
ROWS = 2**40


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of a trace: its activity, when, and its attributes."""

    activity: str
    at: str  # ISO
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of a sheet, or a trace. ``place`` is its number as a reader of the file counts it, and which of the sheets it is in."""

    place: int
    values: Mapping[str, Any]
    events: tuple[Event, ...] = ()
    #: what the rows below say that name further parties of the same case
    more: tuple[Mapping[str, Any], ...] = ()
    #: (column, what is wrong with the row itself), before anybody asks what it means
    faults: tuple[tuple[str, str], ...] = ()
    #: what its sheet is called, where several are read
    sheet: str = ""
    #: every title of its sheet
    titles: tuple[str, ...] = ()
    #: how many yuan one is, by column, where the heading says so
    units: Mapping[str, int] = field(default_factory=dict)
    #: the day from which its sheet counts days
    epoch: date = EPOCH

    @property
    def row(self) -> int:
        """Its number in its sheet."""
        return self.place % ROWS


def said_place(place: int, sheet: str = "") -> str:
    """Sheet and row as whoever looks at the file sees them.

    >>> said_place(7), said_place(2 * ROWS + 7, "3月")
    ('第7行', '工作表“3月”第7行')
    """
    return f"{f'工作表“{sheet}”' if sheet else ''}第{place % ROWS}行"


class Account:
    """What of a file was not read, or read though nobody sees it: said in sentences, each once."""

    #: of one kind of thing so many sentences are kept
    MOST = 200

    def __init__(self) -> None:
        self._said: dict[str, None] = {}
        self.beyond = 0

    def note(self, sentence: str) -> None:
        """Keep a sentence."""
        if sentence in self._said:
            return
        if len(self._said) < self.MOST:
            self._said[sentence] = None
        else:
            self.beyond += 1

    @property
    def notes(self) -> tuple[str, ...]:
        """All that was said, in the order of the file."""
        more = (f"另有{self.beyond}处同样的情况。",) if self.beyond else ()
        return (*self._said, *more)
