# SPDX-License-Identifier: MulanPSL-2.0
"""Guards on the day of a meeting: it is called for a day to come, and who attends and votes does so on that day.

Opinions collected one by one afterwards are no discussion (行政处罚法 57).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

_DISCUSSION = "penalty/collective_discussion"


@guard("meeting_day_come", "会议之日已到", law=_DISCUSSION)
def meeting_day_come(world: World) -> Verdict:
    """Nobody attends, reports, votes or resolves before the day for which the meeting is called."""
    day = _day_of(world.state.fields.get("meeting_on"))
    if day is None or world.at.date() >= day:
        return HOLDS
    return Ground(
        code="before_the_meeting",
        message=f"会议定于{day}召开，{world.at.date()}尚未召开。",
        remedy="会议召开以后办理；会议提前的，先办理“会议改期”",
    )


@guard("at_the_meeting", "到会登记、表决在会议之日", law=_DISCUSSION)
def at_the_meeting(world: World) -> Verdict:
    """Who attends and votes does so on the day of the meeting: afterwards it is told, and found, as what it may be, a circular."""
    day = _day_of(world.state.fields.get("meeting_on"))
    if day is None or world.at.date() <= day:
        return HOLDS
    return Ground(
        code="after_the_meeting",
        message=f"会议于{day}召开，到会、表决于{world.at.date()}登记。会后逐个征求意见不是集体讨论。",
        remedy="会议当日的到会和表决，按当时补录；会后征求的意见不计入，缓议后另行召集",
    )


def _day_of(said: object) -> date | None:
    return date.fromisoformat(str(said)[:10]) if said else None
