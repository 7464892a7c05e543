# SPDX-License-Identifier: MulanPSL-2.0
"""What is asked of the hours that a record tells of itself, beside the moment its act bears.

What has not happened yet has no record, in hours either, and nobody recorded anything in a role before the day on which he was
assigned to it: that is entered for its own moment by its paper (``assignment``). Whatever else does not fit is asked about and found:
the slip of one digit is the ordinary cause.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import in_a_sentence
from fadu.kernel.plain_days import plain_day
from fadu.procedure.assignment import assigned_at
from fadu.procedure.decision import Ground
from fadu.procedure.hours import MINUTE, hours_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action

#: hours of a record before whoever acts was assigned; hours on another day than the act; hours before what opened the case came in
BEFORE_ASSIGNMENT, ANOTHER_DAY, BEFORE_RECEIPT = (
    "told_before_assignment",
    "told_of_another_day",
    "told_before_receipt",
)
#: hours that have not come: the word of the days that have not
NOT_COME = "in_the_future"
#: the day on which what opens a case came in
_RECEIVED = "received_on"


def grounds(world: World, action: Action, latest: datetime | None) -> Iterator[Ground]:
    """Against hours that have not come by the present moment, and days before whoever acts was assigned."""
    for field, hour in hours_of(world.procedure, action, world.proposed):
        if latest is not None and hour >= latest + MINUTE and hour.date() <= world.at.date():
            yield Ground(
                code=NOT_COME,
                message=f"“{field.title}”为{in_a_sentence(hour)}，还没有到（现在是{in_a_sentence(latest)}）。",
                cites=action.cites,
                remedy=f"改正“{field.title}”，或者到该时以后再办理",
                about=field.key,
            )
    if not (world.by_paper or world.replay):
        yield from before_assignment(world, action)


def before_assignment(world: World, action: Action) -> Iterator[Ground]:
    """Against hours of days before whoever acts was assigned to the role in which the act is done."""
    assigned = _assigned(world, action)
    for field, hour in hours_of(world.procedure, action, world.proposed):
        if assigned is not None and hour.date() < assigned.date() <= world.at.date():
            yield Ground(
                code=BEFORE_ASSIGNMENT,
                message=f"“{field.title}”为{in_a_sentence(hour)}，早于办理人被指派之日{assigned.date()}。",
                cites=action.cites,
                remedy=f"改正“{field.title}”；确系指派以前办理的，“办理时间”填当时，凭签字原件或者编号的空白文书补录，列为待核实",
                about=field.key,
            )


def doubts(world: World, action: Action) -> Iterator[Ground]:
    """What is asked about the hours of a record, and found: none lies on the day of the act, or one before the case came in."""
    told_here = list(hours_of(world.procedure, action, world.proposed))
    if not told_here:
        return
    days = {hour.date() for _, hour in told_here}
    if world.at.date() not in days:
        field, hour = told_here[0]
        apart = abs((world.at.date() - hour.date()).days)
        yield Ground(
            code=ANOTHER_DAY,
            message=f"“{field.title}”为{in_a_sentence(hour)}，与办理之日{world.at.date()}相差{apart}日：补录的，“办理时间”应为当时。",
            cites=action.cites,
            remedy="核对笔录所载的时间和办理时间；写错的，申请更正日期",
            unknown=True,
        )
    received = plain_day(world.state.fields.get(_RECEIVED))
    for field, hour in told_here:
        if received is not None and hour.date() < received:
            yield Ground(
                code=BEFORE_RECEIPT,
                message=f"“{field.title}”为{in_a_sentence(hour)}，早于收到线索之日{received}。",
                cites=action.cites,
                remedy="核对年、月、日；写错的，申请更正日期",
                unknown=True,
            )


def _assigned(world: World, action: Action) -> datetime | None:
    """As of which moment who acts was assigned to the role in which the act is done."""
    role = world.procedure.roles.get(action.by)
    if role is None or not role.assigned_by or world.actor is None:
        return None
    return assigned_at(world.state, role.key, world.actor.person)
