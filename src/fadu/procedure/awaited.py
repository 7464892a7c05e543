# SPDX-License-Identifier: MulanPSL-2.0
"""By whom a turn is found: the post or the assignment of its role, the party, another body, the law, or a child case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fadu.procedure.model import BY_LAW

if TYPE_CHECKING:
    from fadu.procedure.decision import World
    from fadu.procedure.turns import Turn

Who = Literal["post", "officer", "party", "body", "law", "child"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """Who is waited for, and by what name: a post, ``officer:12``, ``party:3``, the number of a case, or in words which body."""

    who: Who
    name: str = ""


def awaited(world: World, turn: Turn) -> tuple[Awaited, ...]:
    """Everybody whose turn it is, each by himself: whoever of them acts, it is done."""
    if turn.kind == "child":
        return (Awaited(who="child", name=turn.about),)
    if turn.role == BY_LAW:
        return (Awaited(who="law"),)
    role = world.procedure.roles.get(turn.role)
    if role is None:
        return (Awaited(who="body", name=turn.role),)
    if role.capacity:
        keys = {p.key: p.capacity in role.capacities for p in world.state.parties}
        named = [turn.about] if turn.about in keys else [key for key, meant in keys.items() if meant]
        parties = tuple(Awaited(who="party", name=key) for key in named)
        return parties or (Awaited(who="body", name=role.title),)
    if role.assigned_by:
        return tuple(Awaited(who="officer", name=person) for person in _assigned(world, turn))
    return tuple(Awaited(who="post", name=post) for post in role.post)


def _assigned(world: World, turn: Turn) -> tuple[str, ...]:
    """Those assigned to the role of a turn; of a signature those who have not signed, where there are any."""
    assigned = world.state.assigned.get(turn.role, ())
    signed = {
        signature.person
        for pending in world.state.pending
        if turn.kind == "sign" and pending.action == turn.what
        for signature in pending.signatures
    }
    return tuple(person for person in assigned if person not in signed) or tuple(assigned)
