# SPDX-License-Identifier: MulanPSL-2.0
"""Rows as values: what the typed tables should hold, worked out from acts by pure functions and written by one writer.

Each kind of case says ``rows(state, given) -> {model: rows}``; a row names every column but its key of the table and the
column that says which case it belongs to. ``given`` is all it may look at beside the state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

    from fadu.law import Law
    from fadu.procedure.awaited import Awaited
    from fadu.procedure.decision import ClockReading
    from fadu.procedure.model import Procedure
    from fadu.procedure.spans import Span
    from fadu.procedure.state import State

#: column (a foreign key by its ``…_id``) -> value
Row = Mapping[str, Any]
Rows = Mapping[type["Model"], Sequence[Row]]


def _no_clocks() -> tuple[ClockReading, ...]:
    return ()


def _no_turns(_: Sequence[ClockReading]) -> tuple[tuple[Span, tuple[Awaited, ...]], ...]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Given:
    """What rows rest on beside the acts: the edition, the law with its calendar, the clocks, and where things named in acts lie."""

    procedure: Procedure
    law: Law
    #: lays down the clocks when they are asked for (``fadu.procedure.clocks.laid_down``)
    lay_down: Callable[[], tuple[ClockReading, ...]] = _no_clocks
    #: lays down the turns over those clocks, each with everybody whose turn it is
    lay_turns: Callable[[Sequence[ClockReading]], tuple[tuple[Span, tuple[Awaited, ...]], ...]] = _no_turns
    #: of the case itself, fixed when it opened
    bureau: int | None = None
    department: int | None = None
    number: str = ""
    title: str = ""
    #: number of another case, digest of a file -> its row
    cases: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def clocks(self) -> tuple[ClockReading, ...]:
        """Every clock as the acts lay it down, however far ahead."""
        return self.lay_down()

    @cached_property
    def turns(self) -> tuple[tuple[Span, tuple[Awaited, ...]], ...]:
        """Every turn as the acts and the days to come lay it down, with everybody whose it is."""
        return self.lay_turns(self.clocks)


RowsOf = Callable[["State", Given], Rows]
