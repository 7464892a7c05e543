# SPDX-License-Identifier: MulanPSL-2.0
"""Whose turn it is in a case: what waits for whom, since and until when, and why.

A stage lists its straight way (``way:``). The turn is the first step of it that is still to come: an act of the bureau,
a wait for a party or another body while a clock runs, or for child cases. A signature begun and not finished and a case that stands still
go before. Papers that are to be served are open with it, also after the case has ended, and so is what is due in whatever stage
(``beside:``). Where nobody is assigned who could do what is due, it is to be assigned first.
Turns follow from the acts, the law and the day alone; nothing lawful is forbidden by them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.procedure import engine, who
from fadu.procedure.clocks import readings
from fadu.procedure.compiled import rules_of
from fadu.procedure.conditions import answer_of
from fadu.procedure.dealing import not_yet_changed
from fadu.procedure.decision import Holds
from fadu.procedure.model import BY_LAW
from fadu.procedure.outlines import is_affirmed
from fadu.procedure.own_terms import last_day
from fadu.procedure.serving import served
from fadu.procedure.standstill import holding
from fadu.procedure.turns_base import Day, Kind, Turn, awaited_child, day_of, due
from fadu.procedure.turns_beside import beside, called_for, opened_by
from fadu.procedure.turns_opinions import after_opinions
from fadu.procedure.turns_papers import unpublished, unserved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.model import Action, Role, Stage, WayStep
    from fadu.procedure.state import ChildView

__all__ = ["Kind", "Turn", "turns"]
#: who is waited for where a paper of another case has not been served yet
SERVES_IT = "制发该文书的案件"
#: the guard by which an act asks that somebody is assigned to a role
ASSIGNED = "assigned"


def turns(world: World, clocks: Iterable[ClockReading] | None = None) -> tuple[Turn, ...]:
    """What is open in a case on the day of its world; once it has ended, what is owed in it still.

    ``clocks``: how the acts lay them down, if that is known; it is the same whatever the day.
    """
    stage = world.procedure.stages.get(world.state.stage)
    if stage is None:
        return ()
    today = world.at.date()
    counts = readings(world) if clocks is None else clocks
    day = Day(world, [r for r in counts if r.started_on <= today and not r.void])
    if stage.final:
        if _ends_with_its_source(world):
            return ()
        papers = tuple(unserved(day, ended=True))
        owed = (*_signatures(day), *papers, *beside(day, papers, ended=True), *unpublished(day))
        return tuple(_or_assigning(world, turn) for turn in owed)
    papers = tuple(unserved(day))
    first = _first(day, stage, papers)
    more = [turn for turn in beside(day, papers) if turn.what not in {each.what for each in first}]
    return tuple(_or_assigned(world, turn) for turn in (*first, *more, *unpublished(day)))


def _ends_with_its_source(world: World) -> bool:
    """Whether all that is known of an ended case was taken over from a source: whether anything is owed in it still, that does not say.

    What the source leaves open is a finding that is possible (``oversight``), not work on somebody's list; once somebody acts here
    in the case, what is owed from then on is.
    """
    return all(entry.imported for entry in world.state.entries)


def _first(day: Day, stage: Stage, papers: Sequence[Turn]) -> Sequence[Turn]:
    """A signature begun, or the end of a pause, or the step of the way; and the papers to be served."""
    before = tuple(_signatures(day)) or tuple(_resumptions(day))
    if before:
        return (*before, *papers)
    coming = tuple(after_opinions(day, _next(day, stage)))
    return (*papers, *(turn for turn in coming if not papers or _can_be_done(day, turn)))


def _can_be_done(day: Day, turn: Turn) -> bool:
    """Whether nothing in the case speaks against an act of the way: beside a paper to be served, what rests on its service is not named yet."""
    return turn.kind != "act" or engine.is_open(day.world, rules_of(day.world.procedure)[turn.what])


def _or_assigned(world: World, turn: Turn) -> Turn:
    """The turn; where nobody, or not enough persons, are assigned to the role it falls to, or to one that the act must find
    assigned (a host, before he is designated), that of whoever assigns them.
    """
    for role in _assigned_before(world, turn):
        if len(world.state.assigned.get(role.key, ())) < role.together:
            return replace(turn, kind="assign", role=role.assigned_by, about=role.key)
    return turn


def _assigned_before(world: World, turn: Turn) -> Iterator[Role]:
    """The roles in which somebody has to be assigned before a turn can be taken: its own, and those its act asks for."""
    roles = world.procedure.roles
    action = world.procedure.actions.get(turn.what) if turn.kind == "act" else None
    asked = [use for use in action.guards if use.name == ASSIGNED] if action else []
    needed = [str(use.args["role"]) for use in asked if not use.when or answer_of(world, use.when) == "yes"]
    for key in (turn.role, *needed):
        if key in roles and roles[key].assigned_by:
            yield roles[key]


def _or_assigning(world: World, turn: Turn) -> Turn:
    """What is owed after the end; where nobody is assigned any more, it falls to whoever assigned."""
    role = world.procedure.roles.get(turn.role)
    if role is None or not role.assigned_by or world.state.assigned.get(role.key):
        return turn
    return replace(turn, role=role.assigned_by)


def _resumptions(day: Day) -> Iterator[Turn]:
    """What ends a pause in which the case does not go on; what the law alone ends is waited for."""
    for interruption, spell in holding(day.world):
        ending = day.world.procedure.actions[interruption.end]
        if ending.by != BY_LAW:
            yield due(day, ending, kind="resume", since=spell.start, on_the_way=False)


def _signatures(day: Day) -> Iterator[Turn]:
    procedure = day.world.procedure
    of_the_way = {step.action for stage in procedure.stages.values() for step in stage.way}
    for pending in day.world.state.pending:
        action = procedure.actions[pending.action]
        on_the_way = bool(action.to) or action.key in of_the_way
        yield Turn(
            kind="sign",
            what=action.key,
            role=who.next_role(action, pending),
            since=day_of(day.world, pending.seqs[-1]),
            until=last_day(procedure, day.clocks, action, day.on, on_the_way=on_the_way),
        )


def _next(day: Day, stage: Stage) -> Iterator[Turn]:
    """The first step of the way that is still to come; every open child it waits for is one turn."""
    entered, since = _entered(day.world), _since(day)
    for step in stage.way:
        if any(answer_of(day.world, condition) == "no" for condition in step.when):
            continue
        if step.action and step.action not in day.world.procedure.actions:
            continue
        open_turns = tuple(_of(day, step, entered, since))
        if open_turns:
            yield from open_turns
            return
        since = max(since, *_ends(day, step))


def _of(day: Day, step: WayStep, entered: int, since: date) -> Iterator[Turn]:
    if step.child:
        yield from (awaited_child(c) for c in day.world.state.children_of(step.child) if not c.outcome)
    elif step.waits_for:
        yield from _waits(day, step)
    elif step.after:
        yield from called_for(day, step, day.world.procedure.actions[step.action], on_the_way=True)
    else:
        yield from _acts(day, day.world.procedure.actions[step.action], entered, since)


def _ends(day: Day, step: WayStep) -> Iterator[date]:
    """The days from which a step that is behind no longer kept the next one waiting."""
    yield date.min
    state = day.world.state
    for child in state.children:
        if child.ended_at and (child.matter == step.child or _opened_by(day, step.action, child)):
            yield child.ended_at.date()
    for reading in day.clocks if step.until else ():
        if reading.clock == step.until:
            if reading.stopped_on and reading.stopped_on <= day.on:
                yield reading.stopped_on
            elif reading.due_on and reading.due_on < day.on:
                yield reading.due_on + timedelta(days=1)


def _opened_by(day: Day, name: str, child: ChildView) -> bool:
    action = day.world.procedure.actions.get(name)
    return action is not None and any(
        child in opened_by(day, action, entry) for entry in day.world.state.done(name)
    )


def _acts(day: Day, action: Action, entered: int, since: date) -> Iterator[Turn]:
    """An act of the way: to be done, or done and waiting for the child it opened; done anew where that did not agree."""
    state = day.world.state
    done = [entry for entry in state.done(action.key) if entry.seq > entered]
    if not done:
        yield _served_elsewhere_first(day, action, since) or due(day, action, kind="act", since=since)
        return
    opened = [c for c in opened_by(day, action, done[-1]) if not c.void]
    yield from (awaited_child(child) for child in opened if not child.outcome)
    refused = [c for c in opened if c.outcome and (not is_affirmed(c) or not_yet_changed(day.world, c))]
    if refused and len(refused) == len(opened) and not action.to:
        ended = max(c.ended_at.date() for c in refused if c.ended_at)
        yield due(day, action, kind="act", since=ended)


def _served_elsewhere_first(day: Day, action: Action, since: date) -> Turn | None:
    """Of an act that rests on a paper which the case that opened this one serves, the wait for that service."""
    for use in action.guards:
        paper = str(use.args.get("document", "")) if use.name == "served" else ""
        if paper in day.world.procedure.rests_on and not isinstance(served(day.world, document=paper), Holds):
            return Turn(kind="wait", what=paper, role=SERVES_IT, since=since)
    return None


def _waits(day: Day, step: WayStep) -> Iterator[Turn]:
    """Every count of the clock that still runs; one that has not begun is no wait: what begins it is a step before."""
    for reading in day.clocks:
        if reading.clock == step.until and reading.state(day.on) in {"running", "paused"}:
            yield Turn(
                kind="wait",
                what=step.until,
                role=step.waits_for,
                since=reading.started_on,
                until=reading.due_on,
                about=reading.about,
            )


def _entered(world: World) -> int:
    """The act by which the case came into the stage in which it stands."""
    actions = world.procedure.actions
    moves = [e.seq for e in world.state.entries if e.action in actions and actions[e.action].to]
    return max((seq for seq in moves if seq not in world.state.void), default=0)


def _since(day: Day) -> date:
    """Since when the next act is due: the last act that is no built-in one, or the last service that counts by now."""
    state = day.world.state
    own = [
        e.at.date()
        for e in state.entries
        if e.action in day.world.procedure.actions and e.seq not in state.void
    ]
    served = (s.effective_on for paper in state.documents for s in paper.services)
    return max([*own[-1:], *(each for each in served if each <= day.on)], default=day.on)
