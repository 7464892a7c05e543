# SPDX-License-Identifier: MulanPSL-2.0
"""What is found about the hours that records of a history tell of themselves (:mod:`fadu.procedure.hours_asked`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import ReplayFinding
from fadu.procedure.hours import hours_of, not_come
from fadu.procedure.hours_asked import NOT_COME, before_assignment, doubts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.course import Course


def findings(course: Course) -> Iterator[ReplayFinding]:
    """What is found about the hours of a history's records, as they are read once every correction was confirmed."""
    for entry in course.state.entries:
        action = course.procedure.actions.get(entry.action)
        if action is None or entry.seq in course.state.void:
            continue
        if not any(hours_of(course.procedure, action, entry.payload)):
            continue
        world = course.world(entry)
        against = (*before_assignment(world, action), *doubts(world, action))
        words = [(ground.code, ground.message) for ground in against]
        if entry.recorded_at is not None and not entry.imported:
            ahead = not_come(course.procedure, action, entry.payload, entry.recorded_at)
            words += [(NOT_COME, text) for text in ahead]
        for rule, message in words:
            yield ReplayFinding(
                severity="possible",
                rule=rule,
                message=message,
                cites=action.cites,
                seq=entry.seq,
                on=entry.at.date(),
            )
