# SPDX-License-Identifier: MulanPSL-2.0
"""Corrections of a day that were confirmed: each is listed, and what turns by it is told, so that it is looked at.

A correction is lawful where the day was wrong. What it turns is found by reading the history once more without any correction of that day:
a term of the bureau that would stand breached, a term of a party or a right that would stand otherwise, an act that would be judged otherwise.
And once more as if the right day had been known from the start: an act that should not have been done by it was done by a wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fadu.kernel.errors import FaduError
from fadu.procedure import day_correction
from fadu.procedure.clocks import readings
from fadu.procedure.conditions import answer_of
from fadu.procedure.decision import ReplayFinding
from fadu.procedure.mending import CONFIRM, asked_for, mended
from fadu.procedure.revived import is_late
from fadu.procedure.saying import HANGING, sayings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from fadu.procedure.course import Course
    from fadu.procedure.decision import ClockReading
    from fadu.procedure.entry import Entry

#: that a day was corrected; that a breach is gone by it; that something else stands or is judged otherwise
LISTED, GONE, TURNED = "day_corrected", "breach_corrected_away", "turned_by_correction"


class Day(NamedTuple):
    """A day that an act says: the act, by its place, and the field."""

    of: str
    field: str


class Turn(NamedTuple):
    """What turns by a correction: the rule under which it is told, in words, and its articles."""

    rule: str
    says: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction that was asked for and confirmed."""

    asked: Entry
    confirmed: Entry

    @property
    def day(self) -> Day:
        return Day(str(self.asked.payload["of"]), str(self.asked.payload["field"]))

    def words(self, course: Course) -> str:
        """第1项的“收到日期”由2022-03-01更正为2022-03-04（第6项申请，第7项确认，证明材料“信封”）"""
        said, title = self.asked.payload, day_correction.title_of(course.procedure, self.day.field)
        return (
            f"第{said['of']}项的“{title}”由{said.get('stands')}更正为{said['day']}"
            f"（第{self.asked.seq}项申请，第{self.confirmed.seq}项确认，证明材料“{said.get('paper')}”）"
        )


@dataclass(slots=True, kw_only=True)
class Compared:
    """How other histories are judged, to compare with them, as of a moment; and the counts that were read in them."""

    at: datetime
    walked: Callable[[Sequence[Entry]], Course]
    readings: list[ClockReading] = field(default_factory=list)
    #: the history by the right days, by the places of the confirmations
    right: dict[tuple[int, ...], Course] = field(default_factory=dict)

    def without(self, entries: Sequence[Entry], out: Collection[Entry]) -> Course:
        """The history without some of its acts."""
        course = self.walked([entry for entry in entries if entry not in out])
        self.readings.extend(readings(course.world_at(self.at)))
        return course

    def rightly(self, entries: Sequence[Entry], confirmed: Sequence[Entry]) -> Course:
        """The history as if what some corrections say had been known when it was recorded."""
        places = tuple(entry.seq for entry in confirmed)
        if places not in self.right:
            read = tuple(entries)
            for confirmation in confirmed:
                read = mended(read, confirmation)
            self.right[places] = self.walked([entry for entry in read if entry not in confirmed])
        return self.right[places]


def look_again(course: Course, entries: Sequence[Entry], others: Compared) -> None:
    """Find what happened by the days that are right: what finds and refuses nothing goes by them, as terms do."""
    confirmed = [each.confirmed for each in _confirmed(course, entries)]
    if confirmed:
        other = [each for each in course.findings if each not in course.of_facts]
        course.of_facts = others.rightly(entries, confirmed).of_facts
        course.findings = [*other, *course.of_facts]


def findings(course: Course, entries: Sequence[Entry], others: Compared) -> Iterator[ReplayFinding]:
    """Each confirmed correction, and what turns by the corrections of each day, or by all of them together.

    What turns by a day that was corrected several times is told of the last correction.
    """
    corrections = _confirmed(course, entries)
    for each in corrections:
        yield _finding("noted", LISTED, f"{each.words(course)}。", each)
    last = {each.day: each for each in corrections}
    listed: set[Turn] = set()
    for day, correction in last.items():
        out = [each.confirmed for each in corrections if each.day == day]
        turned = tuple(_turned(course, others.at, others.without(entries, out)))
        unlawful = tuple(_unlawful(course, others.rightly(entries, out)))
        yield from (_of(course, turn, correction) for turn in (*turned, *unlawful))
        listed.update(turned, unlawful)
    if len(last) > 1:
        out = [each.confirmed for each in corrections]
        together = (
            *_turned(course, others.at, others.without(entries, out)),
            *_unlawful(course, others.rightly(entries, out)),
        )
        yield from (_of(course, turn, corrections[-1]) for turn in together if turn not in listed)


def _confirmed(course: Course, entries: Sequence[Entry]) -> list[Correction]:
    pairs = ((asked_for(entries, entry), entry) for entry in entries if entry.action == CONFIRM)
    return [
        Correction(asked=asked, confirmed=entry)
        for asked, entry in pairs
        if asked is not None and entry.seq not in course.state.void
    ]


def _answers(course: Course, at: datetime, without: Course) -> Iterator[Turn]:
    """What the law hangs on and that is otherwise now: that a fine was overdue, and with it what is added to it."""
    now, before = course.world_at(at), without.world_at(at)
    for condition in course.procedure.conditions.values():
        if not condition.fact or condition.negated:
            continue
        was, stands = answer_of(before, condition.key), answer_of(now, condition.key)
        if {was, stands} == {"yes", "no"}:
            says = "不再成立" if was == "yes" else "成立"
            yield Turn(TURNED, f"“{condition.title}”因此{says}", condition.cites)


def _money(course: Course, at: datetime, without: Course) -> Iterator[Turn]:
    """What the law lets be asked for the days of a case, where that is another sum now."""
    said = sayings_of(course.procedure.key).get(HANGING)
    if said is None:
        return
    try:
        was, stands = said(without.world_at(at)), said(course.world_at(at))
    except FaduError:  # where the law of the day says no figure, none turns
        return
    if was != stands:
        yield Turn(TURNED, f"因此由“{was or _NONE}”变为“{stands or _NONE}”", ())


_NONE = "没有"


def _turned(course: Course, at: datetime, without: Course) -> Iterator[Turn]:
    """What stands or is judged otherwise than it would in the history without corrections."""
    yield from _answers(course, at, without)
    yield from _money(course, at, without)
    before, now = _counts(without, at), _counts(course, at)
    for key, was in before.items():
        stands = now.get(key)
        if was.whose != "bureau":
            if _state(was, at) != _state(stands, at):
                says = f"“{was.title}”因此由{_words(was, at)}变为{_words(stands, at)}"
                yield Turn(TURNED, says, was.cites)
        elif is_late(was, at.date()) and (stands is None or not is_late(stands, at.date())):
            yield Turn(GONE, f"“{was.title}”因此不再逾期（更正前末日{was.due_on}）", was.cites)
    for key, begun in now.items():
        if key not in before and begun.whose != "bureau":
            yield Turn(TURNED, f"“{begun.title}”因此才开始计算", begun.cites)
    yield from _otherwise(course, without, "更正以前")


def _unlawful(course: Course, rightly: Course) -> Iterator[Turn]:
    """What should not have been done, had the day been known that is right."""
    return _otherwise(course, rightly, "更正以后")


def _otherwise(course: Course, other: Course, days: str) -> Iterator[Turn]:
    """What is found of an act in another reading of the history and not in this one."""
    known = {(each.rule, each.seq) for each in course.findings}
    for each in other.findings:
        if each.severity in _JUDGED and (each.rule, each.seq) not in known:
            says = f"按{days}的日期，第{each.seq}项应列为：{each.message.rstrip('。')}"
            yield Turn(TURNED, says, each.cites)


#: findings of an act that say it should not have been done so
_JUDGED = frozenset({"certain", "possible", "contradiction"})
#: how a count of a party, or of a right, may stand
_STATES = {
    "void": "无效",
    "waived": "放弃",
    "met": "期限内办理",
    "breached": "逾期办理",
    "expired": "届满",
    "paused": "停止计算",
    "running": "正在计算",
    "overdue": "逾期",
    "": "没有计算",
}


def _state(reading: ClockReading | None, at: datetime) -> str:
    return reading.state(at.date()) if reading else ""


def _words(reading: ClockReading | None, at: datetime) -> str:
    return _STATES[_state(reading, at)]


def _counts(course: Course, at: datetime) -> Mapping[tuple[str, str, int], ClockReading]:
    return {
        (reading.clock, reading.about, reading.started_seq): reading
        for reading in readings(course.world_at(at))
        if not reading.target
    }


def confirmed_alone(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """A correction confirmed by a source or by whoever asked for it, without a proof in the file, or of a day that stood no more."""
    if entry.action != CONFIRM:
        return
    of_a_source = (day_correction.NO_PERSON,) if entry.is_from_a_source else ()
    for ground in of_a_source or day_correction.confirming(course.world(entry), entry.payload):
        yield ReplayFinding(
            severity="possible" if ground.unknown else "certain",
            rule=ground.code,
            message=ground.message,
            seq=entry.seq,
            on=entry.at.date(),
        )


def _of(course: Course, turn: Turn, correction: Correction) -> ReplayFinding:
    return _finding(
        "possible", turn.rule, f"{correction.words(course)}，{turn.says}。", correction, turn.cites
    )


def _finding(
    severity: str, rule: str, message: str, correction: Correction, cites: tuple[str, ...] = ()
) -> ReplayFinding:
    return ReplayFinding(
        severity=severity,  # type: ignore[arg-type]
        rule=rule,
        message=message,
        cites=cites,
        seq=correction.confirmed.seq,
        on=correction.confirmed.at.date(),
    )
