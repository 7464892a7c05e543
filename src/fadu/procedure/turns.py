# SPDX-License-Identifier: MulanPSL-2.0
"""Whose turn it is in a case: what waits for whom, since and until when, and why.

A stage lists its straight way (``way:``). The turn is the first step of it that is still to come: an act of the bureau,
a wait for a party or another body while a clock runs, or for child cases. A signature begun and not finished, a case that stands still and
papers that are to be served go before. What is due in whatever stage (``beside:``) is open beside it. Where nobody is assigned who could do what is due, it is to be assigned first.
Turns follow from the acts, the law and the day alone; nothing lawful is forbidden by them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from fadu.procedure import who
from fadu.procedure.clocks import readings
from fadu.procedure.compiled import rules_of
from fadu.procedure.conditions import answer_of
from fadu.procedure.dealing import still_as_it_was
from fadu.procedure.model import BY_LAW
from fadu.procedure.outlines import is_affirmed
from fadu.procedure.standstill import holding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.model import Action, Stage, WayStep
    from fadu.procedure.state import ChildView, DocumentView

Kind = Literal["sign", "resume", "serve", "act", "assign", "confirm", "wait", "child"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What waits for whom. ``role`` is one of the procedure, the law, or in words who else is waited for; ``until`` None: no last day."""

    kind: Kind
    #: the act to be done or signed; the paper to be served; of a wait the clock that runs, of a child its kind
    what: str
    role: str
    since: date
    until: date | None = None
    #: the party or the child case that is waited for, the role in which somebody is to be assigned
    about: str = ""


@dataclass(frozen=True, slots=True)
class _Day:
    """A world at the end of a day, with the counts that have begun by then."""

    world: World
    clocks: Sequence[ClockReading]

    @property
    def on(self) -> date:
        return self.world.at.date()


def turns(world: World, clocks: Iterable[ClockReading] | None = None) -> tuple[Turn, ...]:
    """What is open in a case on the day of its world; nothing once it has ended.

    ``clocks``: how the acts lay them down, if that is known; it is the same whatever the day.
    """
    stage = world.procedure.stages.get(world.state.stage)
    if stage is None or stage.final:
        return ()
    today = world.at.date()
    counts = readings(world) if clocks is None else clocks
    day = _Day(world, [r for r in counts if r.started_on <= today and not r.void])
    first = _first(day, stage)
    beside = [turn for turn in _beside(day) if turn.what not in {each.what for each in first}]
    return tuple(_or_assigned(world, turn) for turn in (*first, *beside))


def _first(day: _Day, stage: Stage) -> Sequence[Turn]:
    """Of what may go before the way what is there, else the step of the way."""
    signing = tuple(_signatures(day))
    if signing:
        return signing
    still = tuple(_resumptions(day))
    return still or tuple(_unserved(day)) or tuple(_next(day, stage))


def _beside(day: _Day) -> Iterator[Turn]:
    """What is due in this stage beside its way, and may be done though the case stands still."""
    world = day.world
    for step in world.procedure.beside:
        action = world.procedure.actions.get(step.action)
        if action is None or world.state.stage not in rules_of(world.procedure)[action.key].stages:
            continue
        if any(action.key not in interruption.allows for interruption, _ in holding(world)):
            continue
        if not any(answer_of(world, condition) == "no" for condition in step.when):
            yield from _called_for(day, step, action)


def _called_for(day: _Day, step: WayStep, action: Action) -> Iterator[Turn]:
    """An act that another called for, until it is settled; of a child it opened for that, the child."""
    state = day.world.state
    asked, settled = state.latest(step.after), state.latest(step.settled_by or (step.action,))
    if asked > settled:
        yield _act(day, action, kind="act", since=_day_of(day.world, asked))
    elif asked:
        yield from (
            _child(c) for c in state.children if c.opened_seq == settled and not (c.void or c.outcome)
        )


def _or_assigned(world: World, turn: Turn) -> Turn:
    """The turn; where it falls to a role in which nobody, or not enough persons, are assigned, that of whoever assigns them."""
    role = world.procedure.roles.get(turn.role)
    if role is None or not role.assigned_by:
        return turn
    if len(world.state.assigned.get(role.key, ())) >= role.together:
        return turn
    return replace(turn, kind="assign", role=role.assigned_by, about=role.key)


def _resumptions(day: _Day) -> Iterator[Turn]:
    """What ends a pause in which the case does not go on; what the law alone ends is waited for."""
    for interruption, spell in holding(day.world):
        ending = day.world.procedure.actions[interruption.end]
        if ending.by != BY_LAW:
            yield _act(day, ending, kind="resume", since=spell.start)


def _unserved(day: _Day) -> Iterator[Turn]:
    """Papers issued to somebody of today that have not reached him: to be served, or an announcement that runs."""
    today = {party.key for party in day.world.state.parties}
    for paper in day.world.state.documents:
        if _needs_no_service(day.world, paper):
            continue
        counts = {service.party: service.effective_on for service in paper.services}
        for party in sorted(today.intersection(paper.parties)):
            if not paper.void and counts.get(party, date.max) > day.on:
                yield _paper(day.world, paper, party, counts.get(party))


def _needs_no_service(world: World, paper: DocumentView) -> bool:
    """Whether what it says was told otherwise since, or is behind (``until`` of its act)."""
    issuing = next((entry for entry in world.state.entries if entry.seq == paper.seq), None)
    action = world.procedure.actions.get(issuing.action) if issuing else None
    issues = action.issues if action else ()
    over = [name for issue in issues if issue.template == paper.template for name in issue.until]
    return bool(over) and world.state.latest(over) > paper.seq


def _paper(world: World, paper: DocumentView, party: str, counts_on: date | None) -> Turn:
    """A paper that somebody serves, or of which the law says on which day it counts as served."""
    return Turn(
        kind="wait" if counts_on else "serve",
        what=paper.ref,
        role=BY_LAW if counts_on else _server(world, paper),
        since=paper.issued_on,
        until=counts_on,
        about=party,
    )


def _server(world: World, paper: DocumentView) -> str:
    """The role of whoever serves a paper: of those that issued it the first that is an officer's, else whoever may act next.

    Who approves what others prepare does not carry it out: what a leader issued alone those serve who handle the case.
    """
    issuing = next(entry for entry in world.state.entries if entry.seq == paper.seq)
    action = world.procedure.actions.get(issuing.action)
    roles = world.procedure.roles
    actors = (*(action.actors if action else ()), *roles)
    first = next((key for key in actors if key in roles and roles[key].post), "")
    handling = next((role.key for role in roles.values() if role.post and role.assigned_by), "")
    approving = {each.signs[-1] for each in world.procedure.actions.values() if each.signs}
    return handling if handling and first in approving else first


def _signatures(day: _Day) -> Iterator[Turn]:
    for pending in day.world.state.pending:
        action = day.world.procedure.actions[pending.action]
        yield Turn(
            kind="sign",
            what=action.key,
            role=who.next_role(action, pending),
            since=_day_of(day.world, pending.seqs[-1]),
            until=_last_day(day, action),
        )


def _next(day: _Day, stage: Stage) -> Iterator[Turn]:
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


def _of(day: _Day, step: WayStep, entered: int, since: date) -> Iterator[Turn]:
    if step.child:
        yield from (_child(c) for c in day.world.state.children_of(step.child) if not c.outcome)
    elif step.waits_for:
        yield from _waits(day, step)
    elif step.after:
        yield from _called_for(day, step, day.world.procedure.actions[step.action])
    else:
        yield from _acts(day, day.world.procedure.actions[step.action], entered, since)


def _ends(day: _Day, step: WayStep) -> Iterator[date]:
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


def _opened_by(day: _Day, action: str, child: ChildView) -> bool:
    return bool(action) and any(entry.seq == child.opened_seq for entry in day.world.state.done(action))


def _acts(day: _Day, action: Action, entered: int, since: date) -> Iterator[Turn]:
    """An act of the way: to be done, or done and waiting for the child it opened; done anew where that did not agree."""
    state = day.world.state
    done = [entry for entry in state.done(action.key) if entry.seq > entered]
    if not done:
        yield _act(day, action, kind="act", since=since)
        return
    opened = [c for c in state.children if c.opened_seq == done[-1].seq and not c.void]
    yield from (_child(child) for child in opened if not child.outcome)
    refused = [c for c in opened if c.outcome and (not is_affirmed(c) or still_as_it_was(day.world, c))]
    if refused and len(refused) == len(opened) and not action.to:
        ended = max(c.ended_at.date() for c in refused if c.ended_at)
        yield _act(day, action, kind="act", since=ended)


def _act(day: _Day, action: Action, *, kind: Kind, since: date) -> Turn:
    return Turn(kind=kind, what=action.key, role=action.actors[0], since=since, until=_last_day(day, action))


def _waits(day: _Day, step: WayStep) -> Iterator[Turn]:
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


def _child(child: ChildView) -> Turn:
    return Turn(kind="child", what=child.matter, role="", since=child.opened_at.date(), about=child.case)


def _last_day(day: _Day, action: Action) -> date | None:
    """The nearest last day of the bureau's terms that the act stops, or, where it stops none, of those that run and that no act beside the way stops."""
    rules = rules_of(day.world.procedure)
    running = [r for r in day.clocks if _runs(r, day.on)]
    stopped = [r for r in running if r.clock in rules[action.key].stops]
    beside = {
        clock
        for step in day.world.procedure.beside
        if step.action in rules
        for clock in rules[step.action].stops
    }
    others = [r for r in running if r.clock not in beside]
    return min((r.due_on for r in stopped or others if r.due_on), default=None)


def _runs(reading: ClockReading, on: date) -> bool:
    """Whether a term of the bureau runs or has run out; targets are none."""
    return reading.whose == "bureau" and not reading.target and reading.state(on) in {"running", "overdue"}


def _entered(world: World) -> int:
    """The act by which the case came into the stage in which it stands."""
    actions = world.procedure.actions
    moves = [e.seq for e in world.state.entries if e.action in actions and actions[e.action].to]
    return max((seq for seq in moves if seq not in world.state.void), default=0)


def _since(day: _Day) -> date:
    """Since when the next act is due: the last act that is no built-in one, or the last service that counts by now."""
    state = day.world.state
    own = [
        e.at.date()
        for e in state.entries
        if e.action in day.world.procedure.actions and e.seq not in state.void
    ]
    served = (s.effective_on for paper in state.documents for s in paper.services)
    return max([*own[-1:], *(each for each in served if each <= day.on)], default=day.on)


def _day_of(world: World, seq: int) -> date:
    return next(entry.at.date() for entry in world.state.entries if entry.seq == seq)
