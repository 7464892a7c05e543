# SPDX-License-Identifier: MulanPSL-2.0
"""Acts of two officers that one recorded: found as long as the other has not confirmed them, from the day after they were recorded.

A confirmation heals nothing that was done meanwhile: one that comes later than that day is told, by the day on which it was written down.
Nor does it prove another person where whoever confirms bears the name of who recorded the act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fadu.procedure.assignment import assigned_at
from fadu.procedure.decision import ReplayFinding
from fadu.procedure.jointly import AND, confirmations, named_together, recorded_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from fadu.procedure.course import Course
    from fadu.procedure.entry import Entry, Signature
    from fadu.procedure.jointly import Joint

#: the rules under which such an act is found: not confirmed, confirmed late, confirmed by somebody of the same name
UNCONFIRMED, LATE, SAME_NAME = "joint_unconfirmed", "joint_confirmed_late", "joint_same_name"
#: that one of those who did it was assigned only afterwards
ASSIGNED_LATER = "joint_assigned_later"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recorded:
    """An act that names several, and the day on which it was recorded."""

    joint: Joint
    title: str
    on: date

    @property
    def entry(self) -> Entry:
        return self.joint.entry

    @property
    def needed(self) -> int:
        """How many beside who recorded it must have been there."""
        return self.joint.role.together - 1

    def finding(self, severity: Any, rule: str, says: str) -> ReplayFinding:
        role = self.joint.role
        return ReplayFinding(
            severity=severity,
            rule=rule,
            message=(
                f"“{self.title}”（{self.entry.at.date()}）写明由“{role.title}”{role.together}名以上共同办理，"
                f"由{_name(self.entry.by[0])}一人登记，{says}。"
            ),
            cites=role.cites,
            seq=self.entry.seq,
            on=self.on,
        )


def findings(course: Course, at: datetime) -> Iterator[ReplayFinding]:
    """What is to be said of each act that names several and that one of them recorded here."""
    said = confirmations(course.state)
    for joint in named_together(course.procedure, course.state):
        entry = joint.entry
        if (day := recorded_on(entry)) is None:
            continue
        act = _Recorded(joint=joint, title=course.procedure.actions[entry.action].title, on=day)
        yield from _assigned_later(course, act)
        own = {one.person for one in joint.beside}
        words = {person: word for person, word in said.get(entry.seq, {}).items() if person in own}
        if len(words) < act.needed:
            if at.astimezone(entry.at.tzinfo).date() > day:
                names = AND.join(_name(one) for one in joint.waiting)
                yield act.finding("possible", UNCONFIRMED, f"{names}没有确认")
            continue
        yield from _late(course, act, words)
        yield from _same_name(act, words)


def _assigned_later(course: Course, act: _Recorded) -> Iterator[ReplayFinding]:
    """That of those named some were assigned only after the act they are said to have done together."""
    role, entry = act.joint.role, act.entry
    later = [
        _name(one)
        for one in (entry.by[0], *act.joint.beside)
        if one.role == role.key and (at := assigned_at(course.state, role.key, one.person)) and at > entry.at
    ]
    if later:
        yield act.finding(
            "possible",
            ASSIGNED_LATER,
            f"{AND.join(later)}在此以后才被指派；请核对当时派出的依据、签字原件和在场人员，确在场的由本人确认",
        )


def _late(course: Course, act: _Recorded, words: Mapping[str, Entry]) -> Iterator[ReplayFinding]:
    """That enough had confirmed only later than the day after; where the case went on meanwhile, it went on upon the word of one."""
    word = sorted(words.values(), key=lambda each: each.seq)[act.needed - 1]
    day = recorded_on(word) or word.at.date()
    if day <= act.on + timedelta(days=1):
        return
    meanwhile = [
        course.procedure.actions[each.action].title
        for each in course.state.entries
        if act.entry.seq < each.seq < word.seq
        and each.seq not in course.state.void
        and _leads_on(course, each)
    ]
    says = f"{_name(word.by[0])}于{day}才确认" if word.by else f"{day}才确认"
    if meanwhile:
        gone_on = AND.join(f"“{title}”" for title in dict.fromkeys(meanwhile))
        yield act.finding("possible", LATE, f"{says}，其间已经办理{gone_on}")
    else:
        yield act.finding("noted", LATE, says)


def _leads_on(course: Course, entry: Entry) -> bool:
    """Whether an act leads the case to another stage: it rests on what was done before it."""
    action = course.procedure.actions.get(entry.action)
    return action is not None and bool(action.to)


def _same_name(act: _Recorded, words: Mapping[str, Entry]) -> Iterator[ReplayFinding]:
    """That too few are left who confirmed, without those who bear the name of who recorded it."""
    name = act.entry.by[0].name
    others = [word for word in words.values() if not name or all(one.name != name for one in word.by)]
    if len(others) < act.needed:
        yield act.finding("possible", SAME_NAME, f"确认的也叫“{name}”，不能断定是另一人")


def _name(one: Signature) -> str:
    return one.name or one.person
