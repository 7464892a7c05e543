# SPDX-License-Identifier: MulanPSL-2.0
"""What begins the clocks of a procedure, worked out once: most of them never begin in a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.procedure.once import once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from fadu.procedure.model import ClockRule, Procedure


@dataclass(frozen=True, slots=True)
class Beginning:
    """What must have happened at all for a clock to have begun: most clocks of a procedure never begin in a case."""

    acts: frozenset[str]
    fields: frozenset[str]
    #: it may begin by the mere passing of days
    by_itself: bool

    def may_have_come(self, done: AbstractSet[str], fields: Mapping[str, object]) -> bool:
        """Whether acts and fields allow that it has begun. That it really has is for the clock to say."""
        return self.by_itself or not self.acts.isdisjoint(done) or not self.fields.isdisjoint(fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginnings:
    """The clocks of a procedure."""

    #: clock -> the actions that start it anew
    restarts: Mapping[str, tuple[str, ...]]
    #: clock -> what must have happened for it to have begun
    by_clock: Mapping[str, Beginning]


def beginnings_of(procedure: Procedure) -> Beginnings:
    """What begins each clock of a procedure, worked out when first asked for."""
    return once(procedure, _beginnings)


def _beginnings(procedure: Procedure) -> Beginnings:
    restarts = {
        clock: tuple(a.key for a in procedure.actions.values() if clock in a.restarts)
        for clock in procedure.clocks
    }
    by_clock = {rule.key: _beginning(rule, restarts[rule.key]) for rule in procedure.clocks.values()}
    return Beginnings(restarts=restarts, by_clock=by_clock)


#: the built-in act that every trigger of a kind rests on
_BEGINS_WITH = {
    "served": "serve",
    "child_opened": "child_opened",
    "child": "child_ended",
    "published": "publish",
}


def _beginning(rule: ClockRule, restarts: tuple[str, ...]) -> Beginning:
    acts = {_BEGINS_WITH.get(t.kind, t.name) for t in rule.starts if t.kind not in {"field", "over"}}
    return Beginning(
        acts=frozenset(acts.union(restarts)),
        fields=frozenset(t.name for t in rule.starts if t.kind == "field"),
        by_itself=any(t.kind == "over" for t in rule.starts),
    )
