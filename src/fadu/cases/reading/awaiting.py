# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a case waits for: whoever may do its next act knows at least its header, and may act in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.reading.sight import is_of_a_department
from fadu.procedure import engine, who

if TYPE_CHECKING:
    from fadu.procedure.decision import Actor, World


def awaits(world: World, actor: Actor) -> bool:
    """Whether the case waits for this actor.

    For an officer or a system: an act of the case's stage, or the next signature of one, falls to a post held
    without being assigned first, or somebody is still to be assigned by that post. For a party: it stands in the case in the capacity in which it acts.
    """
    if actor.kind == "party":
        return any(p.key == actor.person and p.capacity == actor.capacity for p in world.state.parties)
    return _is_to_act(world, actor) or _is_to_assign(world, actor)


def _is_to_act(world: World, actor: Actor) -> bool:
    """Whether an act of the stage, or the next signature of one, is the actor's without being assigned."""
    for rule in engine.in_stage(world):
        role = world.procedure.roles.get(who.next_role(rule.action, engine.pending_of(world, rule.action)))
        # the law is no role, and a party's role has no post
        if role and not role.assigned_by and _holds(world, actor, role.post, rule.action.key):
            return True
    return False


def _is_to_assign(world: World, actor: Actor) -> bool:
    """Whether an open case still lacks somebody whom the actor is to assign."""
    stage = world.procedure.stages.get(world.state.stage)
    if stage is None or stage.final:
        return False
    return any(
        len(world.state.assigned.get(role.key, ())) < role.together
        and _holds(world, actor, world.procedure.roles[role.assigned_by].post, "assign")
        for role in world.procedure.roles.values()
        if role.assigned_by
    )


def _holds(world: World, actor: Actor, posts: tuple[str, ...], action: str) -> bool:
    """Whether the actor holds one of the posts where this case is: the head of one department is not waited for in another."""
    return any(
        not (is_of_a_department(held.post) and held.department and world.department)
        or held.department == world.department
        for held in who.within(world, actor.holdings, posts, action)
    )
