# SPDX-License-Identifier: MulanPSL-2.0
"""What waits in a case for a second officer's word: acts that name him beside who recorded them, and days that are to be mended.

It is open beside whatever else is: the case goes on meanwhile. That somebody was there is owed after the case has ended, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import day_correction, jointly, mending
from fadu.procedure.awaited import Awaited
from fadu.procedure.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.jointly import Joint


def confirmations(world: World) -> Iterator[tuple[Turn, tuple[Awaited, ...]]]:
    """Each confirmation that is owed in a case, with whoever may give it; a day waits to be mended only until the case has ended."""
    stage = world.procedure.stages.get(world.state.stage)
    if stage is None:
        return
    joint: dict[str, list[Joint]] = {}
    for each in jointly.unconfirmed(world.procedure, world.state):
        joint.setdefault(each.role.key, []).append(each)
    for role, acts in joint.items():
        since = min(each.entry.at.date() for each in acts)
        persons = dict.fromkeys(one.person for each in acts for one in each.waiting)
        turn = Turn(kind="confirm", what=jointly.CONFIRM_JOINT, role=role, since=since)
        yield turn, tuple(Awaited(who="officer", name=person) for person in persons)
    for asked in () if stage.final else day_correction.waiting(world.state):
        yield from _of_day(world, asked)


def _of_day(world: World, asked: Entry) -> Iterator[tuple[Turn, tuple[Awaited, ...]]]:
    """A correction waits for whoever recorded the day in a role kept apart from that of who asks; else for those assigned in the
    first role in which another than who asked is; else for the post that assigns.
    """
    own, roles = {signature.person for signature in asked.by}, world.procedure.roles
    since, about = asked.at.date(), str(asked.seq)
    recorders = day_correction.kept_apart(world.procedure, world.state, asked)
    if recorders:
        role = next(
            (one.role for e in world.state.entries if str(e.seq) == str(asked.payload["of"]) for one in e.by),
            "",
        )
        turn = Turn(kind="confirm", what=mending.CONFIRM, role=role, since=since, about=about)
        yield turn, tuple(Awaited(who="officer", name=person) for person in sorted(recorders))
        return
    for role, persons in world.state.assigned.items():
        if others := [person for person in persons if person not in own]:
            turn = Turn(kind="confirm", what=mending.CONFIRM, role=role, since=since, about=about)
            yield turn, tuple(Awaited(who="officer", name=person) for person in others)
            return
    assigning = next((role.assigned_by for role in roles.values() if role.assigned_by in roles), "")
    if assigning:
        turn = Turn(kind="confirm", what=mending.CONFIRM, role=assigning, since=since, about=about)
        yield turn, tuple(Awaited(who="post", name=post) for post in roles[assigning].post)
