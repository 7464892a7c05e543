# SPDX-License-Identifier: MulanPSL-2.0
"""Corrections of a day after which a breach is gone: lawful where the day was wrong, and listed so that it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import day_correction
from fadu.procedure.clocks import readings
from fadu.procedure.decision import ReplayFinding
from fadu.procedure.fold import fold
from fadu.procedure.mending import CONFIRM, asked_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from fadu.procedure.course import Course
    from fadu.procedure.decision import ClockReading
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: the rule under which such a correction is listed
GONE = "breach_corrected_away"


def findings(course: Course, entries: Sequence[Entry], at: datetime) -> Iterator[ReplayFinding]:
    """Each confirmed correction without which a term of the bureau would stand breached."""
    for confirmation in entries:
        asked = asked_for(entries, confirmation) if confirmation.action == CONFIRM else None
        if asked is None or confirmation.seq in course.state.void:
            continue
        without = fold(course.procedure, (e for e in entries if e is not confirmation))
        before, now = _late(course, without, at), _late(course, course.state, at)
        for key in before.keys() - now.keys():
            yield _finding(course, asked, confirmation, before[key])


def confirmed_alone(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """A correction confirmed by whoever asked for it, without a proof in the file, or of a day that stood no more."""
    if entry.action != CONFIRM:
        return
    for ground in day_correction.confirming(course.world(entry), entry.payload):
        yield ReplayFinding(
            severity="possible" if ground.unknown else "certain",
            rule=ground.code,
            message=ground.message,
            seq=entry.seq,
            on=entry.at.date(),
        )


def _late(course: Course, state: State, at: datetime) -> dict[tuple[str, str, int], ClockReading]:
    return {
        (reading.clock, reading.about, reading.started_seq): reading
        for reading in readings(course.world_at(at).with_(state=state))
        if reading.whose == "bureau"
        and not reading.target
        and reading.state(at.date()) in {"overdue", "breached"}
    }


def _finding(course: Course, asked: Entry, confirmation: Entry, gone: ClockReading) -> ReplayFinding:
    said = asked.payload
    field = course.procedure.fields.get(said["field"])
    return ReplayFinding(
        severity="possible",
        rule=GONE,
        message=(
            f"第{said['of']}项的“{field.title if field else said['field']}”由{said.get('stands')}更正为{said['day']}"
            f"（第{asked.seq}项申请，第{confirmation.seq}项确认，证明材料“{said.get('paper')}”），"
            f"“{gone.title}”因此不再逾期（更正前末日{gone.due_on}）。"
        ),
        cites=gone.cites,
        seq=confirmation.seq,
        on=confirmation.at.date(),
    )
