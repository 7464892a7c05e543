# SPDX-License-Identifier: MulanPSL-2.0
"""What the law itself brings about in a case: which acts, of which clocks that have run out, and from which moment on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from fadu.cases.acts.recording import following_id
from fadu.cases.errors import ActRefusedError, StaleRevisionError
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import LawActor
from fadu.procedure.clocks import readings
from fadu.procedure.model import BY_LAW, OPEN
from fadu.procedure.once import once
from fadu.storage.once import ask_anew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

    from fadu.cases.models import Act, Case, Clock
    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.model import Action, Procedure

#: how a clock stands that has run out
_RUN_OUT = frozenset({"overdue", "expired"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DueByLaw:
    """An act of the law that is due: what, its legal moment, and the id under which it is recorded once."""

    action: str
    at: datetime
    request_id: UUID


def due(world: World) -> list[DueByLaw]:
    """What the law has brought about in a case by the moment of a world and nobody has recorded, oldest first."""
    waiting = waiting_in(world.procedure, world.state.stage)
    if not waiting:
        return []
    counts = readings(world, only={action.on.name for action in waiting if action.on})
    run_out = [count for count in counts if count.state(world.at.date()) in _RUN_OUT]
    acts = (
        each for count in run_out for each in due_of(world.procedure, world.state.stage, world.case, count)
    )
    return sorted(acts, key=lambda act: act.at)


def happens(case: Case, world: World, perform: Callable[..., Act]) -> bool:
    """Let happen what the law has brought about in a case by the moment of a world; whether there was anything."""
    last = world.state.entries[-1].seq if world.state.entries else 0
    return any(act.seq > last for act in done(case, due(world), perform))


def done(case: Case, acts: Iterable[DueByLaw], perform: Callable[..., Act]) -> list[Act]:
    """Do acts of the law that are due, each recorded once; one that is not lawful now, or meets another act, waits."""
    recorded = []
    for act in acts:
        ask_anew()  # the act before moved what a page of one moment had read
        try:
            recorded.append(
                perform(case=case, action=act.action, by=LawActor(), at=act.at, request_id=act.request_id)
            )
        except (ActRefusedError, StaleRevisionError):
            continue
    return recorded


def due_of(procedure: Procedure, stage: str, number: str, count: Clock | ClockReading) -> Iterator[DueByLaw]:
    """What follows by law in the case of a number from one clock that has run out."""
    if count.due_on is None:
        return
    for action in waiting_in(procedure, stage):
        if action.on is not None and action.on.name == count.clock:
            about = ("by_law", number, action.key, count.clock, count.about, count.started_seq)
            yield DueByLaw(
                action=action.key, at=_morning_after(count.due_on), request_id=following_id(*about)
            )


def _morning_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, LEGAL_TIME)


def waiting_in(procedure: Procedure, stage: str) -> tuple[Action, ...]:
    """The actions by operation of law that wait in a stage for a clock to run out."""
    return once(procedure, _by_stage).get(stage, ())


def _by_stage(procedure: Procedure) -> dict[str, tuple[Action, ...]]:
    by_law = [
        action
        for action in procedure.actions.values()
        if action.by == BY_LAW and action.on is not None and action.on.kind == "over"
    ]
    return {
        key: tuple(a for a in by_law if key in a.sources or (OPEN in a.sources and not stage.final))
        for key, stage in procedure.stages.items()
    }
