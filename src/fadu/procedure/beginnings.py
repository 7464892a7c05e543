# SPDX-License-Identifier: MulanPSL-2.0
"""What begins the clocks of a procedure, worked out once: most of them never begin in a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.procedure.elsewhere import TELLS
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
    """The clocks of a procedure, in its order, and the actions that concern each."""

    clocks: tuple[tuple[ClockRule, Beginning], ...]
    #: clock -> the actions that start it anew; none for one that starts by service: the new document does when it is served
    restarts: Mapping[str, tuple[str, ...]]
    #: clock -> the actions that extend it
    extends: Mapping[str, tuple[str, ...]]


def beginnings_of(procedure: Procedure) -> Beginnings:
    """What begins each clock of a procedure, worked out when first asked for."""
    return once(procedure, _beginnings)


def _beginnings(procedure: Procedure) -> Beginnings:
    rules, actions = procedure.clocks.values(), procedure.actions.values()
    restarting = {rule.key: tuple(a.key for a in actions if rule.key in a.restarts) for rule in rules}
    by_service = {rule.key for rule in rules if any(t.kind == "served" for t in rule.starts)}
    telling = {key: frozenset({TELLS, paper.told_by} - {""}) for key, paper in procedure.rests_on.items()}
    return Beginnings(
        clocks=tuple((rule, _beginning(rule, restarting[rule.key], telling)) for rule in rules),
        restarts={key: () if key in by_service else acts for key, acts in restarting.items()},
        extends={rule.key: tuple(a.key for a in actions if rule.key in a.extends) for rule in rules},
    )


#: the built-in act that every trigger of a kind rests on
_BEGINS_WITH = {
    "child_opened": "child_opened",
    "child": "child_ended",
    "told": "told",
    "published": "publish",
}


def _beginning(
    rule: ClockRule, restarts: tuple[str, ...], telling: Mapping[str, AbstractSet[str]]
) -> Beginning:
    acts = {
        _BEGINS_WITH.get(t.kind, t.name)
        for t in rule.starts
        if t.kind not in {"field", "over", "rows", "served"}
    }
    for trigger in rule.starts:
        acts |= telling.get(trigger.name, {"serve"}) if trigger.kind == "served" else set()
    return Beginning(
        acts=frozenset(acts.union(restarts)),
        fields=frozenset(t.name for t in rule.starts if t.kind in {"field", "rows"}),
        by_itself=any(t.kind == "over" for t in rule.starts),
    )
