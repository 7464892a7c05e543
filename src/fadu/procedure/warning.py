# SPDX-License-Identifier: MulanPSL-2.0
"""What is no reason against an act and is said with it: terms that have run out, days out of order, what becomes a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure import (
    before_service,
    clauses,
    compared,
    hours_asked,
    no_change,
    own_findings,
    taken_back,
    waivers,
)
from fadu.procedure.clocks import readings
from fadu.procedure.schema import warnings_of
from fadu.procedure.weighing import breaches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.compiled import Rule
    from fadu.procedure.decision import World


def warnings(world: World, rule: Rule) -> list[str]:
    warnings = warnings_of(world.procedure, world.proposed)
    if rule.action.to:
        warnings += _back_dated(world)
    if rule.stops:
        warnings += _overdue(world, rule)
    warnings += _too_late_to_pause(world, rule)
    warnings += of_each_signature(world, rule)
    warnings += [f"{ground.message}如实登记，列为问题。" for ground in breaches(world, rule)]
    doubts = (
        *waivers.doubts(world, rule.action),
        *own_findings.doubts(world, rule.action),
        *hours_asked.doubts(world, rule.action),
        *before_service.doubts(world, rule.action),
    )
    warnings += [f"{each.message}如实登记，列为待核实。" for each in doubts]
    return warnings


def of_each_signature(world: World, rule: Rule) -> list[str]:
    """What everybody is asked who puts a name to an act, whoever drafts it as whoever signs last: each compares by himself."""
    action = rule.action
    return [
        *compared.doubts(world, action),
        *clauses.doubts(world, action),
        *no_change.doubts(world, action),
        *taken_back.doubts(world, action),
    ]


def _too_late_to_pause(world: World, rule: Rule) -> Iterator[str]:
    """Terms that had run out before what now begins: what begins is lawful and takes nothing off them."""
    begins = frozenset((*(i.key for i in rule.begins), *(opening.matter for opening in rule.action.opens)))
    if not begins:
        return
    clocks = world.procedure.clocks.values()
    touched = [
        c.key for c in clocks if c.whose == "bureau" and not c.after_end and not begins.isdisjoint(c.excludes)
    ]
    try:
        counts = readings(world, only=touched) if touched else ()
    except FaduError:  # what cannot be told of a term is no reason against the act, and none to warn
        return
    for reading in counts:
        if reading.state(world.at.date()) == "overdue" and not reading.target:
            yield f"“{reading.title}”已于{reading.due_on}届满，此后的期间不从中扣除，逾期照记。"


def _overdue(world: World, rule: Rule) -> Iterator[str]:
    for reading in readings(world, only=rule.stops):
        if reading.state(world.at.date()) == "overdue" and not reading.target and reading.due_on:
            days = (world.at.date() - reading.due_on).days
            yield f"“{reading.title}”已于{reading.due_on}届满，逾期{days}日，本次办理记为逾期。"


def _back_dated(world: World) -> Iterator[str]:
    actions = world.procedure.actions
    moved = (e for e in reversed(world.state.entries) if e.action in actions and actions[e.action].to)
    last = next(moved, None)
    if last is not None and world.at.date() < last.at.date():
        yield f"办理日期早于前一环节的{last.at.date()}，已标注。"
