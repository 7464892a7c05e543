# SPDX-License-Identifier: MulanPSL-2.0
"""Acts recorded later than they happened: those of the bureau are said and counted (补录), and of all it is asked which term had run out by then.

An act of the bureau has no legal day of its own: it bears the day on which it was done, and whoever writes it down later says so.
The day it bears is believed; that a term had run out before anybody wrote it down is told beside it, so that it can be looked into.
So is an act of the bureau that a source alone tells of a case in which officers have acted here since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.assignment import later_assigned
from fadu.procedure.built_in import FOLLOWING
from fadu.procedure.decision import ReplayFinding
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.forestalled import forestalled
from fadu.procedure.ours import rests_on_ours
from fadu.procedure.revived import revivals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from fadu.law import Law
    from fadu.procedure.course import Course
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure

#: the rule under which such an act is counted, and that under which it is a finding
COUNTED, AFTER_THE_END = "recorded_late", "recorded_after_end"
#: the rule under which an act is told that another entered for whoever did it in a post held no more
BY_ANOTHER = "entered_by_another"
#: the rule under which an act is found that somebody did alone before he was assigned
BEFORE_ASSIGNED = "before_assignment"
#: the rule under which an act of the course is found that a source alone tells of a case handled here
TOLD_BY_A_SOURCE = "told_by_a_source"
#: the rule under which it is told that a party's term was over, or ends earlier, when its beginning was recorded
AFTER_THE_TERM = "recorded_after_term"
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

    That a term was kept is counted where it was written down within the days allowed; what else takes a term's end away is told as possible.
    """
    if entry.is_from_a_source:
        yield from _after_ours(course, entry)
        return
    if entry.recorded_at is None:
        return
    yield from _entered_by_another(course, entry)
    yield from _before_assigned(course, entry)
    local = course.local(entry.recorded_at.date())
    days = days_between(course.procedure, entry.action, entry.at, entry.recorded_at, course.law, local)
    if days:
        cites = course.law.threshold(ALLOWED, entry.recorded_at.date()).cites
        message = warning(_title(course.procedure, entry.action), entry.at.date(), days)
        yield _finding("noted", COUNTED, message, cites, entry)
    allowed = course.law.threshold(ALLOWED, _day(entry), local=local).value
    yield from _reviving(course, entry, entry.recorded_at, allowed=allowed)


def _entered_by_another(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """What is to be said of an act that whoever did it could not enter any more: by whom it was entered, by which paper."""
    for one in entry.by:
        if one.person.startswith("officer:") and one.channel:
            title, cites = (
                _title(course.procedure, entry.action),
                course.law.threshold(ALLOWED, _day(entry)).cites,
            )
            message = (
                f"“{title}”由{one.name}于{entry.at.date()}办理，由他人凭《{one.mandate}》补录；应有原件可查。"
            )
            yield _finding("noted", BY_ANOTHER, message, cites, entry)


def _before_assigned(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """What is to be said of an act that somebody did before his assignment was entered, by its paper."""
    for one, at, cites in later_assigned(course.procedure, course.state, entry.by, entry.at):
        message = (
            f"“{_title(course.procedure, entry.action)}”由{one.name}于{entry.at:%Y-%m-%d %H:%M}办理，{at:%Y-%m-%d %H:%M}才登记指派；"
            "请核对当时派出的依据和签字原件。"
        )
        yield _finding("possible", BEFORE_ASSIGNED, message, cites, entry)


def _reviving(
    course: Course, entry: Entry, recorded_at: datetime, *, allowed: int
) -> Iterator[ReplayFinding]:
    """The terms that had run out when it was recorded, and have not with it; and those of a party that were over when they began."""
    world = course.world_at(recorded_at.astimezone(entry.at.tzinfo))
    for revival in revivals(world, entry):
        severity = "noted" if revival.met_within(allowed) else "possible"
        message = revival.words(course.procedure, entry)
        yield _finding(severity, AFTER_THE_END, message, revival.before.cites, entry)
    for term in forestalled(world, entry):
        yield _finding("possible", AFTER_THE_TERM, term.words(course.procedure, entry), term.now.cites, entry)


def _after_ours(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """What is to be said of what a source tells of a case after officers acted in it here.

    A history kept elsewhere is believed, for nobody here could know. Here the course is told by those who sign it: an act of
    the bureau that a row alone states has nobody who did it, and what the law asks before it was not asked.
    """
    if not course.is_lived_in:
        return
    action = course.procedure.actions.get(entry.action)
    if action is not None and is_of_the_bureau(course.procedure, entry.action):
        message = f"本案已在本系统办理，“{action.title}”却只有来源所载，没有承办人员的签署；应有当时的签署、审批等原件可查。"
        yield _finding("possible", TOLD_BY_A_SOURCE, message, action.cites, entry)
    elif rests_on_ours(course.procedure, course.state, entry.action, entry.payload):
        message = f"“{BUILT_IN[entry.action]}”的文书或者决定由本系统制发，却只有来源所载，没有办理人员的登记；应有送达回证等原件可查。"
        yield _finding("possible", TOLD_BY_A_SOURCE, message, (), entry)
    if entry.recorded_at is not None:
        yield from _reviving(course, entry, entry.recorded_at, allowed=0)


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
