# SPDX-License-Identifier: MulanPSL-2.0
"""A replay under way: what is known of a case so far, and the world in which its next act was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import Actor, Holding, ReplayFinding, World
from fadu.procedure.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from fadu.law import Law
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure
    from fadu.procedure.standing import Standing


@dataclass(slots=True)
class Course:
    """A replay under way: what is known so far, and what was found."""

    procedure: Procedure
    law: Law
    #: acts the source would show if they had happened
    records: frozenset[str]
    #: the local parameters of a day
    local: Callable[[date], Mapping[str, int]]
    registers: Mapping[str, Any]
    #: where the case may stand, given what the history leaves out
    standing: Standing
    state: State = field(default_factory=State)
    gaps: bool = False
    #: what a service does not show of what its manner needs; nothing is asked where nobody was handed in who knows the manners
    unproved: Callable[[World, Mapping[str, Any]], Sequence[str]] = lambda world, payload: ()
    findings: list[ReplayFinding] = field(default_factory=list)
    #: of these, what guards found that refuse nothing
    of_facts: list[ReplayFinding] = field(default_factory=list)

    def is_recorded(self, name: str, since: int | None = None) -> bool:
        """Whether the record would show an act of that name, so that its absence means something; ``since``: one after that act.

        Once an officer has acted here in a case taken over, what happens in it stands in our record, whatever its source showed.
        """
        return name in self.records or (since is not None and self.is_ours_from(since))

    @property
    def is_lived_in(self) -> bool:
        """Whether officers have acted here in the case: what a source tells of it is no longer the whole of the record."""
        return any(entry.is_an_officers for entry in self.state.entries)

    def is_ours_from(self, seq: int) -> bool:
        """Whether officers had acted here by an act, or did so with it."""
        return any(entry.is_an_officers and entry.seq <= seq for entry in self.state.entries)

    def world_at(self, at: datetime, **more: Any) -> World:
        """The world as far as the history has come, as of a moment."""
        return World(
            **more,
            procedure=self.procedure,
            state=self.state,
            at=at,
            law=self.law,
            local=self.local(at.date()),
            local_on=self.local,
            registers=self.registers,
            replay=True,
        )

    def world(self, entry: Entry) -> World:
        """The world in which an act of the history was done."""
        return self.world_at(entry.at, proposed=entry.payload, actor=_actor(entry))


def _actor(entry: Entry) -> Actor | None:
    """Who did an act, as its record says: the last to sign, holding the post that was recorded."""
    if not entry.by:
        return None
    last = entry.by[-1]
    held = (Holding(post=last.post, by=last.holding, certified=bool(last.certificate)),) if last.post else ()
    return Actor(person=last.person, name=last.name, holdings=held)
