# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a case waits for: whoever may do its next act knows at least its header, and may act in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.reading.sight import is_of_a_department
from fadu.procedure import engine, who
from fadu.procedure.outside import has_sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.compiled import Rule
    from fadu.procedure.decision import Actor, World
    from fadu.procedure.model import Action


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
    return any(
        _holds(world, actor, posts, rule.action.key) and (not registers or _is_called_for(world, rule))
        for rule in engine.in_stage(world)
        for posts, registers in _waited_for(world, rule.action)
    )


def _is_called_for(world: World, rule: Rule) -> bool:
    """Whether there is something to take in now: nothing speaks against it, and where something is sealed, it was called for before."""
    return (bool(rule.guards) or not has_sealed(world.procedure)) and engine.is_open(world, rule)


def _waited_for(world: World, action: Action) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The posts to which an act, or its next signature, falls without assignment; and whether as to whoever registers cases.

    Registering is open to many posts. In a case that another registered it makes those wait alone who have something to take in now,
    and nobody whose post is assigned in cases of this kind: he is waited for once he is.
    """
    procedure = world.procedure
    role = procedure.roles.get(who.next_role(action, engine.pending_of(world, action)))
    if role is None or role.assigned_by:  # the law is no role
        return
    if role.key not in who.registering(procedure):
        yield role.post, False  # a party's role has no post
        return
    assigned = {post for each in procedure.roles.values() if each.assigned_by for post in each.post}
    yield tuple(post for post in role.post if post not in assigned), True


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
