# SPDX-License-Identifier: MulanPSL-2.0
"""Clocks row by row: each row of a plan lays down a day and a sum, and what comes in meets one after the other.

A plan granted later takes the place of an earlier one, of what was not yet due: an instalment missed under the earlier
plan stays missed.
"""

from __future__ import annotations

from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from fadu.law.stretch import Extension
from fadu.procedure.marks import Mark
from fadu.procedure.stretching import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.procedure.entry import Entry
    from fadu.procedure.marks import Case
    from fadu.procedure.model import Trigger


def begun(case: Case, trigger: Trigger) -> Iterator[Mark]:
    """One count for each row of each plan: from the act that laid the plan down to the row's own day."""
    plans = _plans(case, trigger)
    for place, plan in enumerate(plans):
        later = [e.at.date() for e in plans[place + 1 :] if e.seq not in case.world.state.void]
        rows = [row for row in _rows(plan, trigger) if _day(row, trigger)]
        sums = accumulate(row.get(trigger.amount) or 0 for row in rows)
        for number, (row, total) in enumerate(zip(rows, sums, strict=True), start=1):
            until = _day(row, trigger)
            assert until is not None
            void = plan.seq in case.world.state.void or any(day <= until for day in later)
            yield Mark(plan.at, plan.seq, str(number), void, until=until, total=total)


def _plans(case: Case, trigger: Trigger) -> Sequence[Entry]:
    """The acts that may lay a plan down, in their order; one that lays down none takes the place of a plan all the same."""
    actions = case.world.procedure.actions.values()
    laying = {action.key for action in actions if trigger.name in (*action.sets, *action.may_set)}
    return [entry for entry in case.world.state.entries if entry.action in laying]


def laid_down(case: Case, start: Mark) -> Iterator[Stretch]:
    """The last day that the act which began a count has itself laid down; nothing where it laid down none."""
    if start.until is None:
        return
    plan = next(entry for entry in case.world.state.entries if entry.seq == start.seq)
    action = case.world.procedure.actions[plan.action]
    day = Extension(
        limit=None,
        until=start.until,
        cites="、".join(action.cites),
        act=action.title,
        decided_on=start.day,
    )
    yield Stretch(seq=start.seq, day=start.day, extension=day)


def met(case: Case, trigger: Trigger, start: Mark) -> Iterator[Mark]:
    """When what came in after the plan was laid down made up the sum of a row and of those before it, by the days in the rows."""
    come_in = sorted(
        (day, entry.seq, row.get(trigger.amount) or 0)
        for entry in case.world.state.entries
        if entry.seq not in case.world.state.void
        for row in _rows(entry, trigger)
        if (day := _day(row, trigger)) is not None and day > start.day
    )
    sums = accumulate(amount for _, _, amount in come_in)
    reached = next((i for i, total in enumerate(sums) if total >= start.total), None)
    if reached is not None:
        yield Mark(come_in[reached][0], come_in[reached][1], start.about)


def _rows(entry: Entry, trigger: Trigger) -> Sequence[Mapping[str, Any]]:
    rows = entry.payload.get(trigger.name)
    if not isinstance(rows, list | tuple):
        return ()
    return [row for row in rows if all(row.get(column) == value for column, value in trigger.only)]


def _day(row: Mapping[str, Any], trigger: Trigger) -> date | None:
    day = row.get(trigger.day)
    return date.fromisoformat(str(day)[:10]) if day else None
