# SPDX-License-Identifier: MulanPSL-2.0
"""Acts of the bureau recorded later than they happened (补录): said, counted, and found where a term had run out by then.

An act of the bureau has no legal day of its own: it bears the day on which it was done, and whoever writes it down later says so.
The day it bears is believed; that a term had run out before anybody wrote it down is told beside it, so that it can be looked into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.built_in import FOLLOWING
from fadu.procedure.clocks import readings
from fadu.procedure.decision import ReplayFinding
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.fold import after

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date, datetime

    from fadu.law import Law
    from fadu.procedure.course import Course
    from fadu.procedure.decision import ClockReading
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State

#: the rule under which such an act is counted, and that under which it is a finding
COUNTED, AFTER_THE_END = "recorded_late", "recorded_after_end"
#: how many days may lie between an act and its recording (a local parameter)
ALLOWED = "record/late_entry"


def days_between(
    procedure: Procedure,
    action: str,
    happened: datetime,
    recorded: datetime,
    law: Law,
    local: Mapping[str, int],
) -> int:
    """How many days after it was done an act of the bureau was recorded, where these are more than are allowed; else 0.

    What a party does, what the law brings about and what follows from another act is told whenever it becomes known.
    """
    day = recorded.astimezone(happened.tzinfo).date()
    days = (day - happened.date()).days
    if days <= 0 or not is_of_the_bureau(procedure, action):
        return 0
    return days if days > law.threshold(ALLOWED, day, local=local).value else 0


def is_of_the_bureau(procedure: Procedure, action: str) -> bool:
    """Whether an act is one that officers do: not a party, not the law, and not what merely follows."""
    rule = procedure.actions.get(action)
    if rule is None:
        return action in BUILT_IN and action not in FOLLOWING
    return any(role in procedure.roles and not procedure.roles[role].capacity for role in rule.actors)


def warning(title: str, happened: date, days: int) -> str:
    """What is said of it on screen, when it is done and ever after."""
    return f"补录：“{title}”办理于{happened}，{days}日后才登记；应有当时的签署、笔录等原件可查。"


def findings(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """What is to be said of an act of a history about to be applied: that it was recorded late, and which term had run out by then.

    The days allowed are for writing down what was done in time. What lengthens, stops or voids a term that stood overdue when it was
    written down is told of from the first day on.
    """
    if entry.recorded_at is None or entry.imported:
        return
    local = course.local(entry.recorded_at.date())
    days = days_between(course.procedure, entry.action, entry.at, entry.recorded_at, course.law, local)
    title = _title(course.procedure, entry.action)
    if days:
        cites = course.law.threshold(ALLOWED, entry.recorded_at.date()).cites
        yield _finding("noted", COUNTED, warning(title, entry.at.date(), days), cites, entry)
    if _day(entry) <= entry.at.date() or not is_of_the_bureau(course.procedure, entry.action):
        return
    for reading in _revived(course, entry, unless=frozenset() if days else frozenset({"met"})):
        message = (
            f"“{reading.title}”{reading.due_on}届满，至{_day(entry)}未见办结；"
            f"该日补录的“{title}”写明办理于{entry.at.date()}，记录因此不再逾期。"
        )
        yield _finding("possible", AFTER_THE_END, message, reading.cites, entry)


def _revived(course: Course, entry: Entry, *, unless: Collection[str]) -> Iterator[ClockReading]:
    """The terms of the bureau that stood overdue when an act was recorded, and stand so no more since it bears an earlier day.

    Left out are those that stand in one of the states of ``unless`` now.
    """
    late = {
        key: each for key, each in _readings(course, course.state, entry).items() if _is_late(each, entry)
    }
    if not late:
        return
    now = _readings(course, after(course.procedure, course.state, entry), entry)
    for key, before in late.items():
        reading = now.get(key)
        if reading is None or not (_is_late(reading, entry) or reading.state(_day(entry)) in unless):
            yield before


def _is_late(reading: ClockReading, entry: Entry) -> bool:
    """Whether a count is past its last day when an act is recorded, stopped since or not."""
    return reading.state(_day(entry)) in {"overdue", "breached"}


def _readings(course: Course, state: State, entry: Entry) -> dict[tuple[str, str, int], ClockReading]:
    """The counts of the bureau when an act is recorded."""
    world = course.world_at(entry.recorded_at or entry.at).with_(state=state)
    return {
        (reading.clock, reading.about, reading.started_seq): reading
        for reading in readings(world)
        if reading.whose == "bureau" and not reading.target
    }


def _day(entry: Entry) -> date:
    """The day an act was recorded, by the clock of the act itself."""
    return (entry.recorded_at or entry.at).astimezone(entry.at.tzinfo).date()


def _title(procedure: Procedure, action: str) -> str:
    rule = procedure.actions.get(action)
    return rule.title if rule else BUILT_IN.get(action, action)


def _finding(severity: str, rule: str, message: str, cites: tuple[str, ...], entry: Entry) -> ReplayFinding:
    return ReplayFinding(
        severity=severity,  # type: ignore[arg-type]
        rule=rule,
        message=message,
        cites=cites,
        seq=entry.seq,
        on=_day(entry),
    )
