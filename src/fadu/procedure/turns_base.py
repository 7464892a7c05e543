# SPDX-License-Identifier: MulanPSL-2.0
"""What a turn is, and the day on which turns are asked for: what all kinds of turns are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fadu.procedure.own_terms import last_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.model import Action
    from fadu.procedure.state import ChildView

Kind = Literal["sign", "resume", "serve", "act", "assign", "confirm", "wait", "child"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What waits for whom. ``role`` is one of the procedure, the law, or in words who else is waited for; ``until`` None: no last day."""

    kind: Kind
    #: the act to be done or signed; the paper to be served; of a wait the clock that runs, of a child its kind
    what: str
    role: str
    since: date
    #: the last day of its own term, never of another that runs beside it
    until: date | None = None
    #: the party or the child case that is waited for, the role in which somebody is to be assigned
    about: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A world at the end of a day, with the counts that have begun by then."""

    world: World
    clocks: Sequence[ClockReading]

    @property
    def on(self) -> date:
        """The day."""
        return self.world.at.date()


def due(day: Day, action: Action, *, kind: Kind, since: date, on_the_way: bool = True) -> Turn:
    """An act that is due, with the last day of its own term; on the way, where it has none, of the terms the way carries."""
    until = last_day(day.world.procedure, day.clocks, action, day.on, on_the_way=on_the_way)
    return Turn(kind=kind, what=action.key, role=action.actors[0], since=since, until=until)


def awaited_child(child: ChildView) -> Turn:
    """A child case that is waited for."""
    return Turn(kind="child", what=child.matter, role="", since=child.opened_at.date(), about=child.case)


def day_of(world: World, seq: int) -> date:
    """The day of an act by its number."""
    return next(entry.at.date() for entry in world.state.entries if entry.seq == seq)
