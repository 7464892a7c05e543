# SPDX-License-Identifier: MulanPSL-2.0
"""Who is assigned to a role, as of which moment, and who was there by a paper before his assignment was entered.

Two officers inspect a shop in the morning, the case is registered and they are assigned when they are back: what they did happened, and
its paper bears its time. Acts are refused, facts never: whoever is assigned now enters it by that paper (a scan in the file, a numbered
blank one), and it is found, to be looked into. What decides has no such door, and nobody who never was assigned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Signature
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State


def assigned_at(state: State, role: str, person: str) -> datetime | None:
    """As of which moment a person was first assigned to a role; None where the record does not tell."""
    acts = (e.at for e in state.done("assign") if (e.payload["role"], e.payload["person"]) == (role, person))
    return min(acts, default=None)


def assigned_by_then(world: World, role: str) -> tuple[str, ...]:
    """The persons assigned to a role by the moment of the act, and those who were there by its paper: whoever else is assigned
    after it did nothing of it.
    """
    if world.actor is not None and world.actor.entered_by:
        return _assigned_on(world.state, role, world.at)
    by_then = tuple(
        person
        for person in world.state.assigned.get(role, ())
        if not _is_later(world.state, role, person, world.at)
    )
    return _with_those_there(world, role, by_then) if world.by_paper else by_then


def assigned_since(state: State, role: str, seq: int) -> frozenset[str]:
    """Whoever was assigned to a role only after an act."""
    assigned = [e for e in state.entries if e.action == "assign" and e.payload["role"] == role]
    earlier = {entry.payload["person"] for entry in assigned if entry.seq < seq}
    return frozenset(entry.payload["person"] for entry in assigned) - earlier


def admits_a_paper(procedure: Procedure, action: str) -> bool:
    """Whether an act may be entered by its paper for a moment before the assignment: what one role does, and that moves and approves nothing."""
    rule = procedure.actions.get(action)
    role = procedure.roles.get(rule.by) if rule is not None else None
    return bool(rule and role and role.assigned_by and not (rule.to or rule.returns or rule.signs))


def warnings(world: World, by: Iterable[Signature]) -> tuple[str, ...]:
    """What is said of an act entered so, when it is done and ever after."""
    if not world.by_paper:
        return ()
    later = dict.fromkeys(
        f"{one.name}（{at:%Y-%m-%d %H:%M}指派）"
        for one in by
        if (at := assigned_at(world.state, one.role, one.person)) and at > world.at
    )
    if not later:
        return ()
    words = f"补录：办理于{world.at:%Y-%m-%d %H:%M}，早于登记的指派：{'、'.join(later)}；凭《{world.by_paper}》登记，列为待核实。"
    return (words,)


def later_assigned(
    procedure: Procedure, state: State, by: Iterable[Signature], at: datetime
) -> Iterator[tuple[Signature, datetime, tuple[str, ...]]]:
    """Of those who did an act alone in a role, who was assigned to it only afterwards, when, and the articles of the role.

    Of what must be done by several it is asked where their confirmations are (``unconfirmed``).
    """
    for one in by:
        role = procedure.roles.get(one.role)
        if role is None or not role.assigned_by or role.together > 1:
            continue
        assigned = assigned_at(state, one.role, one.person)
        if assigned is not None and assigned > at:
            yield one, assigned, role.cites


def _with_those_there(world: World, role: str, by_then: tuple[str, ...]) -> tuple[str, ...]:
    """Those assigned by then, whoever enters the act if he is assigned now, and of the others who were assigned since, the first,
    up to as many as must act together: whoever took the case over long after was not there.
    """
    now, actor = world.state.assigned.get(role, ()), world.actor.person if world.actor else ""
    if actor not in now:
        return by_then
    there = by_then if actor in by_then else (actor, *by_then)
    needed = world.procedure.roles[role].together - len(there)
    others = [
        (at, person)
        for person in now
        if person not in there and (at := assigned_at(world.state, role, person)) is not None
    ]
    return (*there, *(person for _, person in sorted(others)[: max(0, needed)]))


def _is_later(state: State, role: str, person: str, moment: datetime) -> bool:
    at = assigned_at(state, role, person)
    return at is not None and at > moment


def _assigned_on(state: State, role: str, at: datetime) -> tuple[str, ...]:
    """The persons assigned to a role at a moment, whoever was released since."""
    assigned: dict[str, None] = {}
    for entry in state.entries:
        if entry.action not in {"assign", "release"} or entry.payload["role"] != role or entry.at > at:
            continue
        if entry.action == "assign":
            assigned[entry.payload["person"]] = None
        else:
            assigned.pop(entry.payload["person"], None)
    return tuple(assigned)
