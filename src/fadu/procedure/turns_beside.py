# SPDX-License-Identifier: MulanPSL-2.0
"""Turns beside the way: what another act called for, what is due within a term of its own, and what a party's missed term opens, in
whatever stage the case stands.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.procedure import engine
from fadu.procedure.clocks import applies
from fadu.procedure.compiled import rules_of
from fadu.procedure.conditions import answer_of
from fadu.procedure.own_terms import ends_with
from fadu.procedure.standstill import holding
from fadu.procedure.turns_base import Day, Turn, awaited_child, day_of, due

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Action, WayStep
    from fadu.procedure.state import ChildView


def beside(day: Day, papers: Iterable[Turn], *, ended: bool = False) -> Iterator[Turn]:
    """What is due in this stage beside its way, and may be done though the case stands still.

    Of several acts that name one term the first that the case allows; none while a paper is to be served (``papers``) that ends it.
    Once the case has ended, what was called for is named only where nothing speaks against it.
    """
    world = day.world
    within: dict[str, list[tuple[Action, str]]] = {}
    running = {r.clock for r in day.clocks if _runs(day, r)}
    served = {turn.what.partition("/")[0] for turn in papers}
    for step in world.procedure.beside:
        action = world.procedure.actions.get(step.action)
        if action is None or world.state.stage not in rules_of(world.procedure)[action.key].stages:
            continue
        if any(action.key not in interruption.allows for interruption, _ in holding(world)):
            continue
        if any(answer_of(world, condition) == "no" for condition in step.when):
            continue
        if step.after:
            called = tuple(called_for(day, step, action))
            yield from called if not ended or (called and _can_be_done(world, action)) else ()
        elif step.missed and _can_be_done(world, action):
            yield from _after_missed(day, step, action)
        elif step.within in running and not any(
            ends_with(world.procedure, step.within, "served", t) for t in served
        ):
            within.setdefault(step.within, []).append((action, step.also))
    for clock, actions in within.items():
        can = actions if len(actions) == 1 else [e for e in actions if _can_be_done(world, e[0])]
        action, also = (can or actions)[0]
        yield from _within(day, clock, action, also)


def _can_be_done(world: World, action: Action) -> bool:
    return engine.is_open(world, rules_of(world.procedure)[action.key])


def _within(day: Day, clock: str, action: Action, also: str) -> Iterator[Turn]:
    """An act that is due as long as a clock of the bureau runs, or has run out unmet; those assigned as ``also`` are told of it, too."""
    running = [r for r in day.clocks if r.clock == clock and _runs(day, r)]
    if running:
        since = min(reading.started_on for reading in running)
        turn = due(day, action, kind="act", since=since, on_the_way=False)
        yield turn
        if day.world.state.assigned.get(also):
            yield replace(turn, role=also)


def _after_missed(day: Day, step: WayStep, action: Action) -> Iterator[Turn]:
    """An act that a party's term opens by running out unmet, until it is done (or what settles it) on a later day than the last such one."""
    state = day.world.state
    open_ = [
        r for r in missed(day.world, day.clocks, step) if r.due_on and r.due_on >= _settled_on(day, step, r)
    ]
    if open_:
        since = min(r.due_on for r in open_ if r.due_on) + timedelta(days=1)
        turn = due(day, action, kind="act", since=since, on_the_way=False)
        yield turn
        if state.assigned.get(step.also):
            yield replace(turn, role=step.also)


def _settled_on(day: Day, step: WayStep, reading: ClockReading) -> date:
    """The last day on which what a missed term opened was done; where it is done for each party, for the one that waits longest."""
    procedure, state = day.world.procedure, day.world.state
    done = [entry for key in step.settled_by or (step.action,) for entry in state.done(key)]
    role = procedure.roles.get(reading.whose)
    each = procedure.actions[step.action].per_party and role is not None and role.capacity
    parties = (
        [party.key for party in state.parties if party.capacity == role.capacity] if each and role else []
    )
    days = [
        max((e.at.date() for e in done if e.payload.get("party") in (None, "", key)), default=date.min)
        for key in parties
    ]
    return min(days) if days else max((entry.at.date() for entry in done), default=date.min)


def missed(world: World, clocks: Iterable[ClockReading], step: WayStep) -> Iterator[ClockReading]:
    """The counts of the party's terms of a step that ran out with nothing to end them, while its conditions hold; a term of which it
    is not known whether it applies opens nothing.
    """
    if any(answer_of(world, condition) == "no" for condition in step.when):
        return
    on = world.at.date()
    for reading in clocks:
        if reading.clock in step.missed and not reading.void and reading.state(on) == "expired":
            rule = world.procedure.clocks[reading.clock]
            if applies(world, rule, reading.started_on, reading.about) == "yes":
                yield reading


def _runs(day: Day, reading: ClockReading) -> bool:
    return reading.state(day.on) in {"running", "overdue"}


def called_for(day: Day, step: WayStep, action: Action, *, on_the_way: bool = False) -> Iterator[Turn]:
    """An act that another called for, until it is settled; of a child it opened for that, the child. On the way it carries its terms."""
    state = day.world.state
    asked, settled = state.latest(step.after), state.latest(step.settled_by or (step.action,))
    if asked > settled:
        yield due(day, action, kind="act", since=day_of(day.world, asked), on_the_way=on_the_way)
    elif asked:
        done = next((entry for entry in state.done(action.key) if entry.seq == settled), None)
        if done is not None:
            yield from (awaited_child(c) for c in opened_by(day, action, done) if not (c.void or c.outcome))


def opened_by(day: Day, action: Action, done: Entry) -> tuple[ChildView, ...]:
    """The child cases that an act opened: of what it opens, those that came after it and before it was done again."""
    kinds = {(opening.matter, opening.topic) for opening in action.opens}
    again = min((e.seq for e in day.world.state.done(action.key) if e.seq > done.seq), default=None)
    return tuple(
        child
        for child in day.world.state.children
        if (child.matter, child.topic) in kinds
        and child.opened_seq > done.seq
        and (again is None or child.opened_seq < again)
    )
