# SPDX-License-Identifier: MulanPSL-2.0
"""Turns laid down for the days to come: when each opens and closes, as long as nobody acts.

So what is kept of them says the same whatever day it is read, and no day that passes makes it wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.clocks import laid_down
from fadu.procedure.turns import turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.turns import Turn

_DAY = timedelta(days=1)
#: length of a day as it is written: 2022-03-01
_WRITTEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A turn with the first and the last day on which it is open; no last day: until something is done."""

    turn: Turn
    first: date
    last: date | None


def spans(
    world: World, clocks: Sequence[ClockReading] | None = None, *, also: Iterable[date] = ()
) -> tuple[Span, ...]:
    """The turns of a case from the day of its last act on, as they follow from the acts and the passing of days alone.

    They are worked out for each day on which they may change though nobody acts: where a term begins, on the day after it has
    ended, where a service comes to count, on a day named in an act and the one after, and on the days of ``also``.
    """
    if world.state.stage not in world.procedure.stages:
        return ()
    counts = laid_down(world) if clocks is None else clocks
    began = world.state.entries[-1].at.date() if world.state.entries else world.at.date()
    days = sorted({began, *(day for day in (*_turning(world, counts), *also) if day > began)})
    laid: list[Span] = []
    for place, day in enumerate(days):
        last = days[place + 1] - _DAY if place + 1 < len(days) else None
        open_before = {span.turn: span for span in laid if span.last == day - _DAY}
        now = turns(_at_end_of(world, day), counts)
        laid = [span for span in laid if span.turn not in now or span.turn not in open_before]
        laid += [
            Span(turn=turn, first=open_before[turn].first if turn in open_before else day, last=last)
            for turn in now
        ]
    return tuple(laid)


def _at_end_of(world: World, day: date) -> World:
    at = datetime.combine(day, time.max, LEGAL_TIME)
    return world.with_(at=at, local=world.local_of(day), proposed={})


def _turning(world: World, clocks: Iterable[ClockReading]) -> Iterator[date]:
    """The days on which turns may change though nobody acts."""
    for reading in clocks:
        yield reading.started_on
        if reading.due_on:
            yield reading.due_on + _DAY
        if reading.stopped_on:
            yield reading.stopped_on
    for paper in world.state.documents:
        yield from (service.effective_on for service in paper.services)
    for entry in world.state.entries:
        for day in _named(entry.payload):
            yield from (day, day + _DAY)


def _named(value: object) -> Iterator[date]:
    """The days that an act names: until when it defers, when an instalment is due."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _named(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _named(part)
    elif isinstance(value, str) and len(value) == _WRITTEN and value[4] == value[7] == "-":
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return
        if day < date.max:
            yield day
