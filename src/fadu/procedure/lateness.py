# SPDX-License-Identifier: MulanPSL-2.0
"""Limits that were not kept, in a replayed history: certain, or explained by what it may leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import before_the_law
from fadu.procedure.beginnings import beginnings_of
from fadu.procedure.clocks import applies
from fadu.procedure.decision import ClockReading, ReplayFinding
from fadu.procedure.model import BY_LAW, OPEN
from fadu.procedure.standing import standing
from fadu.procedure.subjects import limit_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from fadu.procedure.course import Course
    from fadu.procedure.model import Procedure

#: how many of the acts that would explain a lateness are named
NAMED = 4


def findings(course: Course, readings: Iterable[ClockReading], on: date) -> Iterator[ReplayFinding]:
    for reading in readings:
        if reading.target or reading.whose != "bureau" or reading.due_on is None:
            continue
        state = reading.state(on)
        if state == "breached":
            message = _breached(reading)
        elif state == "overdue":
            message = f"“{reading.title}”已于{reading.due_on}届满，至{on}未见办结，逾期{(on - reading.due_on).days}日。"
        else:
            continue
        left_out = _left_out(course, reading, state)
        yield ReplayFinding(
            severity="possible" if left_out or _is_doubtful(course, reading, state) else "certain",
            rule=f"clock:{reading.clock}",
            message=message + _unless(course.procedure, left_out),
            cites=reading.cites,
            seq=reading.stopped_seq or reading.started_seq,
            on=reading.stopped_on or on,
        )


def _breached(reading: ClockReading) -> str:
    """How late something was ended: by days, or of a limit in hours that ended on its last day, by the moment."""
    if reading.stopped_on == reading.due_on and reading.due is not None:
        return f"“{reading.title}”{reading.due.last_moment:%Y-%m-%d %H:%M}届满，{reading.stopped_at:%Y-%m-%d %H:%M}才办结。"
    days = (reading.stopped_on - reading.due_on).days if reading.stopped_on and reading.due_on else 0
    return f"“{reading.title}”{reading.due_on}届满，{reading.stopped_on}才办结，逾期{days}日。"


def not_begun(course: Course, on: date) -> Iterator[ReplayFinding]:
    """The terms that are never overdue, since the day that would begin them is said to lie before the law had them."""
    world = course.world_at(course.state.entries[-1].at)
    for term in before_the_law.terms(world):
        yield ReplayFinding(
            severity="possible",
            rule=before_the_law.RULE,
            message=term.words,
            cites=term.cites,
            seq=term.seq,
            on=on,
        )


def _is_doubtful(course: Course, reading: ClockReading, state: str) -> bool:
    """Whether it ran at all or its last day is in doubt, or an end may lie in what the history leaves out."""
    stops = [
        trigger.name for trigger in course.procedure.clocks[reading.clock].stops if trigger.kind == "act"
    ]
    rule, world = course.procedure.clocks[reading.clock], course.world_at(course.state.entries[-1].at)
    since = reading.started_seq
    left_open = course.gaps and not course.is_ours_from(since)
    return (
        reading.provisional
        or applies(world, rule, reading.started_on) == "unknown"
        or limit_for(world, reading.limit, reading.started_on).unverified
        or (state == "overdue" and (left_open or not all(course.is_recorded(each, since) for each in stops)))
    )


def _left_out(course: Course, reading: ClockReading, state: str) -> list[str]:
    """The acts that would explain the lateness, if the record does not show such acts of the time since it began."""
    explaining = stretching_acts(course.procedure, reading.clock)
    if state == "breached":
        explaining += _earlier_stops(course, reading)
    return [key for key in dict.fromkeys(explaining) if not course.is_recorded(key, reading.started_seq)]


def stretching_acts(procedure: Procedure, clock: str) -> list[str]:
    """The acts by which a clock may come to run longer, or anew."""
    rule, known = procedure.clocks[clock], beginnings_of(procedure)
    return [*known.extends[clock], *known.restarts[clock], *_interrupters(procedure, rule.excludes)]


def _earlier_stops(course: Course, reading: ClockReading) -> Iterator[str]:
    """Acts that end the clock too, and from which the procedure still leads to the act that ended it late.

    Where a service ends it, that is the act that issues the paper; where the paper was issued since, its service.
    """
    actions, state = course.procedure.actions, course.state
    late = next((entry.action for entry in state.entries if entry.seq == reading.stopped_seq), "")
    for key in _stopping(course.procedure, reading.clock) if late in actions else ():
        action = actions[key]
        if action.by == BY_LAW or action.key == late:
            continue
        if not action.to or _leads_to(course.procedure, action.to, late):
            yield action.key
    served = {t.name for t in course.procedure.clocks[reading.clock].stops if t.kind == "served"}
    issuing = [action for action in actions.values() if served & {i.template for i in action.issues}]
    if late in actions and any(
        entry.seq > reading.started_seq for a in issuing for entry in state.done(a.key)
    ):
        yield "serve"


def _leads_to(procedure: Procedure, stage: str, late: str) -> bool:
    """Whether a case goes on from a stage to the act; one that had ended on the way, and was taken up anew, explains nothing."""
    if standing(procedure, (stage,)).after(late)[1] == "impossible":
        return False
    reached, open_ = {stage}, [stage]
    while open_:
        here = open_.pop()
        if procedure.stages[here].final:
            continue
        from_here = [a for a in procedure.actions.values() if {here, OPEN} & {*a.sources}]
        if any(action.key == late for action in from_here):
            return True
        later = {action.to for action in from_here if action.to} - reached
        reached |= later
        open_ += later
    return False


def _stopping(procedure: Procedure, clock: str) -> Iterator[str]:
    """The acts that end a clock, or issue the paper that does; one that begins it anew is no end of the count it begins."""
    rule = procedure.clocks[clock]
    begins = {trigger.name for trigger in rule.starts if trigger.kind == "act"}
    for trigger in rule.stops:
        if trigger.kind == "served":
            issuing = (
                a for a in procedure.actions.values() if trigger.name in {i.template for i in a.issues}
            )
            yield from (action.key for action in issuing)
        elif trigger.kind == "act" and trigger.name in procedure.actions and trigger.name not in begins:
            yield trigger.name


def _unless(procedure: Procedure, left_out: list[str]) -> str:
    """What would make it no lateness: said, so that a reader knows what to look for."""
    titles = list(dict.fromkeys(procedure.actions[key].title for key in left_out if key in procedure.actions))
    more = "等" if len(titles) > NAMED else ""
    return f"来源未必记载“{'、'.join(titles[:NAMED])}”{more}；如曾依法办理，则另当别论。" if titles else ""


def _interrupters(procedure: Procedure, excludes: Collection[str]) -> list[str]:
    """The acts that would begin what a clock does not count."""
    starts = [procedure.interruptions[key].start for key in excludes if key in procedure.interruptions]
    opens = [a.key for a in procedure.actions.values() if any(o.matter in excludes for o in a.opens)]
    excluded = [i for key, i in procedure.interruptions.items() if key in excludes]
    by_service = any(i.manner or i.told_in_writing for i in excluded)
    return [*starts, *opens, *(["serve"] if by_service else [])]
