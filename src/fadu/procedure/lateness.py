# SPDX-License-Identifier: MulanPSL-2.0
"""Limits that were not kept, in a replayed history: certain, or explained by what it may leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import ClockReading, ReplayFinding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from fadu.procedure.model import Procedure
    from fadu.procedure.replay import Course


def findings(course: Course, found: Iterable[ClockReading], on: date) -> Iterator[ReplayFinding]:
    for reading in found:
        if reading.target or reading.whose != "bureau" or reading.due_on is None:
            continue
        state = reading.state(on)
        if state == "breached":
            days = (reading.stopped_on - reading.due_on).days if reading.stopped_on else 0
            message = f"“{reading.title}”{reading.due_on}届满，{reading.stopped_on}才办结，逾期{days}日。"
        elif state == "overdue":
            message = f"“{reading.title}”已于{reading.due_on}届满，至{on}未见办结，逾期{(on - reading.due_on).days}日。"
        else:
            continue
        yield ReplayFinding(
            severity=_severity(course, reading, state),
            rule=f"clock:{reading.clock}",
            message=message,
            cites=reading.cites,
            seq=reading.stopped_seq or reading.started_seq,
            on=reading.stopped_on or on,
        )


def _severity(course: Course, reading: ClockReading, state: str) -> Any:
    rule = course.procedure.clocks[reading.clock]
    stops = [trigger.name for trigger in rule.stops if trigger.kind == "act"]
    explained = _extenders(course.procedure, reading.clock) + _interrupters(course.procedure, rule.excludes)
    doubtful = (
        reading.provisional
        or course.law.limit(reading.limit, reading.started_on).unverified
        or (state == "overdue" and course.gaps)
        or (state == "overdue" and not all(map(course.is_recorded, stops)))
        or not all(map(course.is_recorded, explained))
    )
    return "possible" if doubtful else "certain"


def _extenders(procedure: Procedure, clock: str) -> list[str]:
    return [action.key for action in procedure.actions.values() if clock in action.extends]


def _interrupters(procedure: Procedure, excludes: Collection[str]) -> list[str]:
    """The acts that would begin what a clock does not count."""
    starts = [procedure.interruptions[key].start for key in excludes if key in procedure.interruptions]
    opens = [a.key for a in procedure.actions.values() if any(o.matter in excludes for o in a.opens)]
    return starts + opens
