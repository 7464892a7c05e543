# SPDX-License-Identifier: MulanPSL-2.0
"""What an act makes void: other acts with their signatures and children, and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Action


def voided(world: World, action: Action) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The acts and the documents that become void: of the actions and of the templates the action names.

    With an act its signatures and the opening of its children become void.
    """
    if not action.voids:
        return (), ()
    live = [e for e in world.state.entries if e.seq not in world.state.void]
    acts = {
        e.seq
        for e in live
        if e.action in action.voids or (e.action == "sign" and e.payload.get("of") in action.voids)
    }
    acts.update(_openings_of(world, live, acts))
    papers = tuple(d.ref for d in world.state.documents if d.template in action.voids and not d.void)
    return tuple(sorted(acts)), papers


def _openings_of(world: World, live: Sequence[Entry], acts: Collection[int]) -> Iterator[int]:
    """The openings of children that follow directly on acts that become void."""
    opened: frozenset[str] = frozenset()
    for entry in live:
        if entry.action != "child_opened":
            action = world.procedure.actions.get(entry.action)
            opens = action.opens if action is not None and entry.seq in acts else ()
            opened = frozenset(opening.matter for opening in opens)
        elif entry.payload["matter"] in opened:
            yield entry.seq
