# SPDX-License-Identifier: MulanPSL-2.0
"""Whose day a turn shows: that of its own term, and never that of another duty which runs beside it.

The first of the ``stops`` of a clock is what the bureau keeps it by. An act of the straight way carries the terms that are kept by such
acts (the term of the whole case while evidence is gathered); a term kept by another act has a turn of its own (``within`` of ``beside``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.compiled import rules_of
from fadu.procedure.model import BUREAU_RIGHT
from fadu.procedure.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from fadu.procedure.decision import ClockReading
    from fadu.procedure.model import Action, ClockRule, Procedure, Trigger


def kept_by(clock: ClockRule) -> Trigger | None:
    """What the bureau keeps a term by: the first of what stops it; None where nothing does."""
    return next(iter(clock.stops), None)


def carried(procedure: Procedure) -> frozenset[str]:
    """The terms that the straight way carries: kept by an act of it, and with no turn of their own."""
    return once(procedure, _carried)


def _carried(procedure: Procedure) -> frozenset[str]:
    of_the_way = {step.action for stage in procedure.stages.values() for step in stage.way}
    own = {step.within for step in procedure.beside}
    return frozenset(
        clock.key
        for clock in procedure.clocks.values()
        if (kept := kept_by(clock)) and kept.kind == "act" and kept.name in of_the_way
        if clock.key not in own
    )


def last_day(
    procedure: Procedure, readings: Iterable[ClockReading], action: Action, on: date, *, on_the_way: bool
) -> date | None:
    """The nearest last day of the terms that are the act's own on a day; on the way, where it has none, of those the way carries."""
    running = list(_running(readings, on))
    own = [r.due_on for r in running if r.due_on and _is_own(procedure, r, action)]
    if own or not on_the_way:
        return min(own, default=None)
    terms = carried(procedure)
    return min((r.due_on for r in running if r.due_on and r.clock in terms), default=None)


def last_day_of_service(
    procedure: Procedure, readings: Iterable[ClockReading], template: str, party: str, on: date
) -> date | None:
    """The nearest last day of the terms that end with the service of a paper on a party."""
    return min(
        (
            r.due_on
            for r in _running(readings, on)
            if r.due_on and ends_with(procedure, r.clock, "served", template) and r.about in ("", party)
        ),
        default=None,
    )


def ends_with(procedure: Procedure, clock: str, kind: str, name: str) -> bool:
    """Whether a clock is stopped by what happens besides acts: the service of a paper, the publication under a rule."""
    return any((stop.kind, stop.name) == (kind, name) for stop in procedure.clocks[clock].stops)


def _running(readings: Iterable[ClockReading], on: date) -> Iterator[ClockReading]:
    """The terms of the bureau that run or have run out, and its rights that have not; targets are none."""
    for reading in readings:
        ours = reading.whose in ("bureau", BUREAU_RIGHT) and not reading.target
        if ours and reading.state(on) in {"running", "overdue"}:
            yield reading


def _is_own(procedure: Procedure, reading: ClockReading, action: Action) -> bool:
    kept = kept_by(procedure.clocks[reading.clock])
    if kept is not None and (kept.kind, kept.name) == ("act", action.key):
        return True
    if action.clears and ends_with(procedure, reading.clock, "published", action.clears):
        return True
    stopped = reading.clock in rules_of(procedure)[action.key].stops
    return stopped and reading.clock in carried(procedure) and reading.whose == "bureau"
