# SPDX-License-Identifier: MulanPSL-2.0
"""Records that are counted at once and read when somebody opens them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fadu.figures.indicators import Row


class Listing(Sequence["Row"]):
    """A list of records whose length is a question of its own: how many there are costs no list.

    >>> listing = Listing(count=lambda: 2, read=lambda: [print("read"), None])
    >>> len(listing)
    2
    """

    def __init__(self, *, count: Callable[[], int], read: Callable[[], Iterable[Row]]) -> None:
        self._count, self._read = count, read

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The records."""
        return tuple(self._read())

    @cached_property
    def _length(self) -> int:
        return self._count()

    def __eq__(self, other: object) -> bool:
        """Whether the records are the same, whoever lists them."""
        return self.rows == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.rows)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[place]
