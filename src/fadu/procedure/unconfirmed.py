# SPDX-License-Identifier: MulanPSL-2.0
"""Acts of two officers that one recorded and the other has not confirmed: found from the day after they were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import ReplayFinding
from fadu.procedure.jointly import AND, recorded_on, unconfirmed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fadu.procedure.course import Course

#: the rule under which such an act is found
UNCONFIRMED = "joint_unconfirmed"


def findings(course: Course, at: datetime) -> Iterator[ReplayFinding]:
    """Each act that its second officer has not confirmed by the end of the day on which it was recorded."""
    for joint in unconfirmed(course.procedure, course.state):
        entry = joint.entry
        if (day := recorded_on(entry)) is None or at.astimezone(entry.at.tzinfo).date() <= day:
            continue
        title = course.procedure.actions[entry.action].title
        names = AND.join(one.name or one.person for one in joint.waiting)
        yield ReplayFinding(
            severity="possible",
            rule=UNCONFIRMED,
            message=(
                f"“{title}”（{entry.at.date()}）写明由“{joint.role.title}”{joint.role.together}名以上共同办理，"
                f"由{entry.by[0].name or entry.by[0].person}一人登记，{names}没有确认。"
            ),
            cites=joint.role.cites,
            seq=entry.seq,
            on=day,
        )
