# SPDX-License-Identifier: MulanPSL-2.0
"""Rows that were not taken in, however many: a sheet of a million rows may be wrong in every one of them.

They are kept packed, a few bytes a row, in memory alone: what a cell holds may be personal data and is not laid on a disk.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from operator import attrgetter
from typing import Any, overload

import orjson

from fadu.intake.histories import Reason
from fadu.intake.reading.source import ROWS, said_place

#: rows packed together
PIECE = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that was not taken in, with all its reasons. ``row`` is its place in the file (``Record.place``)."""

    row: int
    reasons: tuple[Reason, ...]
    #: what its sheet is called, where several were read
    sheet: str = ""

    @property
    def where(self) -> str:
        """Sheet and row as whoever looks at the file sees them."""
        return said_place(self.row, self.sheet)

    def as_json(self) -> dict[str, Any]:
        """Sheet, row, columns, and every reason in one text."""
        return {
            "sheet": self.sheet,
            "row": self.row % ROWS,
            "column": "、".join(dict.fromkeys(r.column for r in self.reasons if r.column)),
            "reason": "；".join(r.message for r in self.reasons),
        }


class Rejections(Sequence[Rejected]):
    """Rejected rows in the order of the file.

    >>> kept = Rejections(Rejected(row=n, reasons=(Reason(column="案号", message="重复"),)) for n in range(2, 1002))
    >>> len(kept), kept[-1].row, kept.names(7), kept.names(1)
    (1000, 1001, True, False)
    """

    def __init__(self, rows: Iterable[Rejected] = ()) -> None:
        self._places = array("Q")
        self._packed: list[bytes] = []
        self._loose: list[Rejected] = []
        for row in rows:
            self.append(row)

    def append(self, row: Rejected) -> None:
        """Keep a row that comes later in the file than those before."""
        self._places.append(row.row)
        self._loose.append(row)
        if len(self._loose) == PIECE:
            self._packed.append(_packed(self._loose))
            self._loose = []

    def names(self, place: int) -> bool:
        """Whether the row of that place is among them."""
        at = bisect_left(self._places, place)
        return at < len(self._places) and self._places[at] == place

    def with_those(self, others: Rejections) -> Rejections:
        """These and others, in the order of the file."""
        return Rejections(merge(self, others, key=attrgetter("row"))) if others else self

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Rejected]:
        for piece in self._packed:
            yield from _unpacked(piece)
        yield from self._loose

    @overload
    def __getitem__(self, index: int) -> Rejected: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Rejected]: ...
    def __getitem__(self, index: int | slice) -> Rejected | Sequence[Rejected]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        piece, place = divmod(range(len(self))[index], PIECE)
        return (_unpacked(self._packed[piece]) if piece < len(self._packed) else self._loose)[place]


class HeldBack:
    """Rows with which nothing is wrong and which were not taken in because others are: each with the same reason."""

    def __init__(
        self, places: Sequence[int], reason: Reason, sheets: Mapping[int, str] | None = None
    ) -> None:
        self._places, self._reason, self._sheets = places, reason, sheets or {}

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Rejected]:
        return (
            Rejected(row=place, reasons=(self._reason,), sheet=self._sheets.get(place // ROWS, ""))
            for place in self._places
        )


def _packed(rows: Sequence[Rejected]) -> bytes:
    said = [[row.row, [[reason.column, reason.message] for reason in row.reasons], row.sheet] for row in rows]
    return zlib.compress(orjson.dumps(said), level=1)


def _unpacked(piece: bytes) -> list[Rejected]:
    return [
        Rejected(
            row=row,
            reasons=tuple(Reason(column=column, message=text) for column, text in reasons),
            sheet=sheet,
        )
        for row, reasons, sheet in orjson.loads(zlib.decompress(piece))
    ]
