# SPDX-License-Identifier: MulanPSL-2.0
"""A procedure resolved once for deciding: where each action may be done, its guards bound, the clocks it stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.procedure.model import ENDED, OPEN, START
from fadu.procedure.providers import guards_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from fadu.procedure.model import Action, ClockRule, GuardUse, Interruption, Procedure
    from fadu.procedure.offering import Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One action, resolved."""

    action: Action
    #: the stages it may be done in, ``start`` included, ``open`` and ``ended`` written out
    stages: frozenset[str]
    guards: tuple[tuple[GuardUse, Guard], ...]
    #: clocks that stop with it
    stops: tuple[str, ...]
    #: interruptions it ends
    ends: tuple[Interruption, ...]


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
class Resolved:
    """A procedure, resolved."""

    procedure: Procedure
    rules: Mapping[str, Rule]
    #: clock -> the actions that start it anew
    restarts: Mapping[str, tuple[str, ...]]
    #: clock -> what must have happened for it to have begun
    beginnings: Mapping[str, Beginning]


_resolved: dict[int, Resolved] = {}
#: how many procedures are kept resolved; tests make many
_KEPT = 256


def resolved(procedure: Procedure) -> Resolved:
    """A procedure resolved, when first asked for."""
    found = _resolved.get(id(procedure))
    if found is None or found.procedure is not procedure:
        if len(_resolved) >= _KEPT:
            _resolved.clear()
        restarts = {
            clock: tuple(a.key for a in procedure.actions.values() if clock in a.restarts) for clock in procedure.clocks
        }
        beginnings = {rule.key: _beginning(rule, restarts[rule.key]) for rule in procedure.clocks.values()}
        found = Resolved(procedure=procedure, rules=_rules(procedure), restarts=restarts, beginnings=beginnings)
        _resolved[id(procedure)] = found
    return found


def rules_of(procedure: Procedure) -> Mapping[str, Rule]:
    """The rules of a procedure by action."""
    return resolved(procedure).rules


def _rules(procedure: Procedure) -> Mapping[str, Rule]:
    specs = guards_of(procedure.key)
    return {
        key: Rule(
            action=action,
            stages=_stages(procedure, action),
            guards=tuple((use, specs[use.name].function) for use in action.guards),
            stops=tuple(c.key for c in procedure.clocks.values() if ("act", key) in {(t.kind, t.name) for t in c.stops}),
            ends=tuple(i for i in procedure.interruptions.values() if i.end == key),
        )
        for key, action in procedure.actions.items()
    }


#: the built-in act that every trigger of a kind rests on
_BEGINS_WITH = {"served": "serve", "child_opened": "child_opened", "child": "child_ended", "published": "publish"}


def _beginning(rule: ClockRule, restarts: tuple[str, ...]) -> Beginning:
    acts = {_BEGINS_WITH.get(t.kind, t.name) for t in rule.starts if t.kind not in {"field", "over"}}
    return Beginning(
        acts=frozenset(acts.union(restarts)),
        fields=frozenset(t.name for t in rule.starts if t.kind == "field"),
        by_itself=any(t.kind == "over" for t in rule.starts),
    )


def _stages(procedure: Procedure, action: Action) -> frozenset[str]:
    found = {source for source in action.sources if source in procedure.stages or source == START}
    for word, is_final in ((OPEN, False), (ENDED, True)):
        if word in action.sources:
            found |= {stage.key for stage in procedure.stages.values() if stage.final is is_final}
    return frozenset(found)
