# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a case waits for: whoever may do its next act knows at least its header, and may act in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import engine, who
from fadu.procedure.model import BY_LAW

if TYPE_CHECKING:
    from fadu.procedure.decision import Actor, World


def awaits(world: World, actor: Actor) -> bool:
    """Whether the case waits for this actor.

    For an officer or a system: an act of the case's stage, or the next signature of one, falls to a post held
    without being assigned first. For a party: it stands in the case in the capacity in which it acts.
    """
    if actor.kind == "party":
        return any(p.key == actor.person and p.capacity == actor.capacity for p in world.state.parties)
    return any(
        _falls_to(
            world,
            actor,
            who.next_role(rule.action, engine.pending_of(world, rule.action)),
            rule.action.key,
        )
        for rule in engine.in_stage(world)
        if rule.action.by != BY_LAW
    )


def _falls_to(world: World, actor: Actor, role: str, action: str) -> bool:
    defined = world.procedure.roles.get(role)
    if defined is None or defined.capacity or defined.assigned_by:
        return False
    return bool(who.within(world, actor.holdings, defined.post, action))
