# SPDX-License-Identifier: MulanPSL-2.0
"""A procedure resolved once for deciding: where each action may be done, its guards bound, the clocks it stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.procedure.model import ENDED, OPEN, START
from fadu.procedure.once import once
from fadu.procedure.providers import guards_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.model import Action, GuardUse, Interruption, Procedure
    from fadu.procedure.offering import Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One action, resolved."""

    action: Action
    #: the stages it may be done in, ``start`` included, ``open`` and ``ended`` written out
    stages: frozenset[str]
    guards: tuple[tuple[GuardUse, Guard], ...]
    #: guards that find and do not refuse
    finds: tuple[tuple[GuardUse, Guard], ...]
    #: clocks that stop with it
    stops: tuple[str, ...]
    #: interruptions it starts, and those it ends
    begins: tuple[Interruption, ...]
    ends: tuple[Interruption, ...]


def rules_of(procedure: Procedure) -> Mapping[str, Rule]:
    """The rules of a procedure by action, resolved when first asked for."""
    return once(procedure, _rules)


def _rules(procedure: Procedure) -> Mapping[str, Rule]:
    specs = guards_of(procedure.key)
    return {
        key: Rule(
            action=action,
            stages=stages_of(procedure, action),
            guards=tuple((use, specs[use.name].function) for use in action.guards),
            finds=tuple((use, specs[use.name].function) for use in action.finds),
            stops=tuple(
                c.key
                for c in procedure.clocks.values()
                if ("act", key) in {(t.kind, t.name) for t in c.stops}
            ),
            begins=tuple(i for i in procedure.interruptions.values() if i.start == key),
            ends=tuple(i for i in procedure.interruptions.values() if i.end == key),
        )
        for key, action in procedure.actions.items()
    }


def stages_of(procedure: Procedure, action: Action) -> frozenset[str]:
    """The stages an action may be done in, ``start`` included, ``open`` and ``ended`` written out."""
    stages = {source for source in action.sources if source in procedure.stages or source == START}
    for word, is_final in ((OPEN, False), (ENDED, True)):
        if word in action.sources:
            stages |= {stage.key for stage in procedure.stages.values() if stage.final is is_final}
    return frozenset(stages)
