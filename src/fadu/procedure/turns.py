# SPDX-License-Identifier: MulanPSL-2.0
"""Whose turn it is in a case: what waits for whom, since and until when, and why.

A stage lists its straight way (``way:``). The turn is the first step of it that is still to come: an act of the bureau,
a wait for a party or another body while a clock runs, or for child cases. A signature begun and not finished, a case that stands still and
papers that are to be served go before. Turns follow from the acts, the law and the day alone; nothing lawful is forbidden by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure import who
from fadu.procedure.clocks import AHEAD, readings
from fadu.procedure.compiled import rules_of
from fadu.procedure.conditions import answer_of
from fadu.procedure.model import BY_LAW
from fadu.procedure.outlines import is_affirmed
from fadu.procedure.standstill import holding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.model import Action, Stage, WayStep
    from fadu.procedure.state import ChildView, DocumentView

Kind = Literal["sign", "resume", "serve", "act", "wait", "child"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What waits for whom. ``role`` is one of the procedure, or in words who else is waited for; ``until`` None: no last day."""

    kind: Kind
    #: the act to be done or signed; the paper to be served; of a wait the clock that runs, of a child its kind
    what: str
    role: str
    since: date
    until: date | None = None
    #: the party, or the child case, that is waited for
    about: str = ""


def turns(world: World) -> tuple[Turn, ...]:
    """What is open in a case on the day of its world; nothing once it has ended."""
    stage = world.procedure.stages.get(world.state.stage)
    if stage is None or stage.final:
        return ()
    signing = tuple(_signatures(world))
    if signing:
        return signing
    still = tuple(_resumptions(world))
    return still or tuple(_unserved(world)) or tuple(_next(world, stage))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A turn with the first and the last day on which it is open; no last day: until something is done."""

    turn: Turn
    first: date
    last: date | None


def spans(world: World) -> tuple[Span, ...]:
    """The turns of a case from the day of its last act on, as they follow from the acts and the passing of days alone.

    Turns change by the mere passing of days only where a term begins, on the day after it has ended, and where a service
    comes to count: they are worked out for each of these days.
    """
    began = world.state.entries[-1].at.date() if world.state.entries else world.at.date()
    days = sorted({began, *(day for day in _turning(world) if day > began)})
    laid: list[Span] = []
    for place, day in enumerate(days):
        last = days[place + 1] - timedelta(days=1) if place + 1 < len(days) else None
        now = turns(world.with_(at=datetime.combine(day, time.max, LEGAL_TIME), proposed={}))
        going_on = {span.turn: span for span in laid if span.last == day - timedelta(days=1)}
        laid = [span for span in laid if span.turn not in now or span.turn not in going_on]
        laid += [
            Span(turn=turn, first=going_on[turn].first if turn in going_on else day, last=last)
            for turn in now
        ]
    return tuple(laid)


def _turning(world: World) -> Iterator[date]:
    """The days on which turns may change though nobody acts."""
    for reading in readings(world.with_(at=AHEAD)):
        yield reading.started_on
        if reading.due_on:
            yield reading.due_on + timedelta(days=1)
    for paper in world.state.documents:
        yield from (service.effective_on for service in paper.services)


def _resumptions(world: World) -> Iterator[Turn]:
    """What ends a pause in which the case does not go on; what the law alone ends is waited for."""
    for interruption, spell in holding(world):
        ending = world.procedure.actions[interruption.end]
        if ending.by != BY_LAW:
            yield _act(world, ending, kind="resume", since=spell.start)


def _unserved(world: World) -> Iterator[Turn]:
    """Papers issued to somebody of today that have not reached him: to be served, or an announcement that runs."""
    today = {party.key for party in world.state.parties}
    for paper in world.state.documents:
        counts = {service.party: service.effective_on for service in paper.services}
        for party in sorted(today.intersection(paper.parties)):
            if not paper.void and counts.get(party, date.max) > world.at.date():
                yield _paper(world, paper, party, counts.get(party))


def _paper(world: World, paper: DocumentView, party: str, counts_on: date | None) -> Turn:
    issuing = next(entry for entry in world.state.entries if entry.seq == paper.seq)
    action = world.procedure.actions.get(issuing.action)
    return Turn(
        kind="wait" if counts_on else "serve",
        what=paper.ref,
        role=action.actors[0] if action else "",
        since=paper.issued_on,
        until=counts_on,
        about=party,
    )


def _signatures(world: World) -> Iterator[Turn]:
    for pending in world.state.pending:
        action = world.procedure.actions[pending.action]
        yield Turn(
            kind="sign",
            what=action.key,
            role=who.next_role(action, pending),
            since=_day_of(world, pending.seqs[-1]),
            until=_last_day(world, action),
        )


def _next(world: World, stage: Stage) -> Iterator[Turn]:
    """The first step of the way that is still to come; every open child it waits for is one turn."""
    entered = _entered(world)
    for step in stage.way:
        if any(answer_of(world, condition) == "no" for condition in step.when):
            continue
        if step.action and step.action not in world.procedure.actions:
            continue
        open_turns = tuple(_of(world, step, entered))
        if open_turns:
            yield from open_turns
            return


def _of(world: World, step: WayStep, entered: int) -> Iterator[Turn]:
    if step.child:
        yield from (_child(c) for c in world.state.children_of(step.child) if not c.outcome)
    elif step.waits_for:
        yield from _waits(world, step)
    else:
        yield from _acts(world, world.procedure.actions[step.action], entered)


def _acts(world: World, action: Action, entered: int) -> Iterator[Turn]:
    """An act of the way: to be done, or done and waiting for the child it opened; done anew where that did not agree."""
    done = [entry for entry in world.state.done(action.key) if entry.seq > entered]
    if not done:
        yield _act(world, action, kind="act", since=_since(world))
        return
    opened = [c for c in world.state.children if c.opened_seq == done[-1].seq and not c.void]
    yield from (_child(child) for child in opened if not child.outcome)
    refused = [c for c in opened if c.outcome and not is_affirmed(c)]
    if refused and len(refused) == len(opened) and not action.to:
        ended = max(c.ended_at.date() for c in refused if c.ended_at)
        yield _act(world, action, kind="act", since=ended)


def _act(world: World, action: Action, *, kind: Kind, since: date) -> Turn:
    return Turn(
        kind=kind, what=action.key, role=action.actors[0], since=since, until=_last_day(world, action)
    )


def _waits(world: World, step: WayStep) -> Iterator[Turn]:
    """Every count of the clock that still runs; one that has not begun is no wait: what begins it is a step before."""
    for reading in readings(world, only=(step.until,)):
        if not reading.void and reading.state(world.at.date()) in {"running", "paused"}:
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


def _last_day(world: World, action: Action) -> date | None:
    """The nearest last day of the bureau's terms that the act stops, or, where it stops none, of those that run."""
    running = [r for r in readings(world) if _runs(world, r)]
    stopped = [r for r in running if r.clock in rules_of(world.procedure)[action.key].stops]
    return min((r.due_on for r in stopped or running if r.due_on), default=None)


def _runs(world: World, reading: ClockReading) -> bool:
    """Whether a term of the bureau runs or has run out; targets are none."""
    return (
        reading.whose == "bureau"
        and not reading.target
        and not reading.void
        and reading.state(world.at.date()) in {"running", "overdue"}
    )


def _entered(world: World) -> int:
    """The act by which the case came into the stage in which it stands."""
    actions = world.procedure.actions
    moves = [e.seq for e in world.state.entries if e.action in actions and actions[e.action].to]
    return max((seq for seq in moves if seq not in world.state.void), default=0)


def _since(world: World) -> date:
    """Since when the next act is due: the last act that is no built-in one."""
    own: Sequence[date] = [
        e.at.date()
        for e in world.state.entries
        if e.action in world.procedure.actions and e.seq not in world.state.void
    ]
    return own[-1] if own else world.at.date()


def _day_of(world: World, seq: int) -> date:
    return next(entry.at.date() for entry in world.state.entries if entry.seq == seq)
