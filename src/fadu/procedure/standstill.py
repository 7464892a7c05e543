# SPDX-License-Identifier: MulanPSL-2.0
"""A case that stands still: which interruption holds it, and what may not go on meanwhile.

It stands still where it may be resumed: once it was led to a stage from which nothing resumes it (to the police, to its
end), what it waits for is over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.compiled import rules_of
from fadu.procedure.decision import Ground
from fadu.procedure.model import BY_LAW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.compiled import Rule
    from fadu.procedure.decision import World
    from fadu.procedure.model import Interruption
    from fadu.procedure.state import Spell

#: the ground against what may not go on while a case stands still
STANDS_STILL = "stands_still"


def holding(world: World) -> Iterator[tuple[Interruption, Spell]]:
    """The interruptions that run and during which the case does not go on, each with its spell."""
    for spell in world.state.spells:
        interruption = world.procedure.interruptions[spell.key]
        if spell.end is None and not interruption.goes_on and _may_end(world, interruption):
            yield interruption, spell


def grounds(world: World, rule: Rule) -> Iterator[Ground]:
    """Nothing but what may go on is done while the case stands still; what the law brings about goes on, and what ends a pause."""
    if rule.action.by == BY_LAW or rule.ends:
        return
    for interruption, spell in holding(world):
        if rule.action.key in interruption.allows:
            continue
        ending = world.procedure.actions[interruption.end].title
        yield Ground(
            code=STANDS_STILL,
            message=f"“{interruption.title}”自{spell.start}起，尚未结束；其间不办理“{rule.action.title}”。",
            cites=interruption.cites or rule.action.cites,
            remedy=f"原因消除的，先办理“{ending}”",
            about=interruption.key,
        )


def _may_end(world: World, interruption: Interruption) -> bool:
    """Whether what ends an interruption may be done in the stage in which the case stands."""
    return world.state.stage in rules_of(world.procedure)[interruption.end].stages
