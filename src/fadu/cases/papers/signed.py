# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever signed an act as its papers name him: in which role, on which day, and what his signature says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.jointly import pressed

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.decision import Permitted, World
    from fadu.procedure.model import Action, Procedure

#: what the signature of an act says of whoever proposes it to others, and of whoever approves it
PROPOSES, APPROVES = "提请审批", "同意"


def signatures(world: World, permitted: Permitted) -> list[dict[str, str]]:
    """Who has signed this act, in order, each on the day of the signature; of those who act together whoever recorded it, for the
    others sign when they confirm.

    Who proposed an act that others sign asks for it (提请审批); 同意 stands with who approves, and an opinion with nobody else: what
    a handler, an examiner or a counsel says by himself is what his paper says.
    """
    action = world.procedure.actions.get(permitted.action)
    signed = {
        signature.person: entry.at.date()
        for entry in world.state.entries
        if entry.action == "sign"
        and entry.payload.get("of") == permitted.action
        and entry.seq not in world.state.void
        for signature in entry.by
    }
    today: date = world.at.date()
    return [
        {
            "role": world.procedure.roles[s.role].title if s.role in world.procedure.roles else s.role,
            "name": s.name,
            "post": s.post,
            "on": signed.get(s.person, today).isoformat(),
            "opinion": _opinion(world.procedure, action, place, s.role),
        }
        for place, s in enumerate(pressed(world.procedure, action, permitted.by))
    ]


def _opinion(procedure: Procedure, action: Action | None, place: int, role: str) -> str:
    """What a signature says, by its place among those of the act; nothing of an act that one does alone and does not approve."""
    if action is None:
        return ""
    if len(action.signs) > 1:
        return APPROVES if place else PROPOSES
    return APPROVES if approves_alone(procedure, action.key, role) else ""


def approves_alone(procedure: Procedure, act: str, role: str) -> bool:
    """Whether an act done by one is an approval: law names the post for it, or the role signs elsewhere what others propose."""
    known = procedure.roles.get(role)
    if known is not None and act in known.named_by:
        return True
    return any(role in each.signs[1:] for each in procedure.actions.values())
