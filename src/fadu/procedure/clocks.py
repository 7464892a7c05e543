# SPDX-License-Identifier: MulanPSL-2.0
"""Clocks derived from acts, law and calendar: nothing about them is stored that could be wrong.

A clock's identity is (rule, what it runs per, the act that started it). Its length is that of the law on the day
it starts; interruptions and child cases it excludes are pauses; extensions and restarts are acts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import FaduError
from fadu.law.errors import NotInForceError, YearError
from fadu.procedure import instalments, stretching
from fadu.procedure.beginnings import beginnings_of
from fadu.procedure.conditions import answer_of
from fadu.procedure.decision import ClockReading
from fadu.procedure.fold import read_again, voids_papers
from fadu.procedure.marks import KINDS, Case, Mark, acts_as_marks
from fadu.procedure.promises import held_to_the_law
from fadu.procedure.recipients import stands_for
from fadu.procedure.subjects import limit_for, own_parameters, subject_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from fadu.law.deadline import Due
    from fadu.law.limit import Limit
    from fadu.law.stretch import Extension, Pause
    from fadu.procedure.decision import Answer, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import ClockRule, Trigger
    from fadu.procedure.stretching import Stretch


def readings(world: World, *, only: Collection[str] = ()) -> tuple[ClockReading, ...]:
    """Every clock of a case as of the moment of its world, in the order of the procedure; ``only`` those asked for.

    A clock whose limit was not in force on the day it would have started does not run. It goes by the local
    parameters of the day it starts. What is proposed in the world is not looked at: clocks follow from what happened.
    """
    acts: dict[str, list[Entry]] = {}
    for entry in world.state.entries:
        acts.setdefault(entry.action, []).append(entry)
    case = Case(world, acts, beginnings_of(world.procedure))
    happened, fields = acts.keys(), world.state.fields
    instances: list[ClockReading] = []
    for rule, beginning in case.beginnings.clocks:
        if (not only or rule.key in only) and beginning.may_have_come(happened, fields):
            instances.extend(_instances(case, rule))
    return held_to_the_law(world, instances)


#: later than every day a record can name
AHEAD = datetime.max.replace(tzinfo=LEGAL_TIME)


def laid_down(world: World) -> tuple[ClockReading, ...]:
    """Every clock as the acts lay it down, however far ahead: what it says does not depend on the day it is asked.

    A term that will begin when an announcement counts as served is there already, with the day it begins; one that such a
    service will end has the day on which it will have ended. ``paused`` says that an exclusion has begun and none has ended it.
    ``ClockReading.state`` tells how each stands on a day.
    """
    return readings(world if world.at == AHEAD else world.with_(at=AHEAD))


def unbegun(world: World) -> Iterator[tuple[ClockRule, Mark]]:
    """The terms of the bureau that would have begun on a day on which the law had no such term yet, with what would have begun them."""
    acts: dict[str, list[Entry]] = {}
    for entry in world.state.entries:
        acts.setdefault(entry.action, []).append(entry)
    case = Case(world, acts, beginnings_of(world.procedure))
    for rule in world.procedure.clocks.values():
        for start in _starts(case, rule) if rule.whose == "bureau" and not rule.target else ():
            if (
                not start.void
                and _limit(world, rule, start) is None
                and applies(world, rule, start.at, start.about) != "no"
            ):
                yield rule, start


def _instances(case: Case, rule: ClockRule) -> Iterator[ClockReading]:
    restarts = list(_restarts(case, rule))
    starts = [*_starts(case, rule), *restarts]
    if len(starts) > 1:
        starts.sort(key=lambda mark: (mark.seq, mark.about))
    for place, start in enumerate(starts):
        limit = _limit(case.world, rule, start)
        if (
            limit is None or applies(case.world, rule, start.at, start.about) == "no"
        ):  # not known counts as met
            continue
        later = [m.seq for m in starts[place + 1 :] if m.about == start.about]
        breached = _stands(case, rule, limit, start) if start.void and rule.whose == "bureau" else None
        if breached is not None:
            yield breached
            continue
        count = _Count(case, rule, limit, start, min(later, default=None))
        anew = next((mark for mark in restarts if mark.seq > start.seq), None)
        yield count.reading(void=anew is not None and count.gives_way(anew))


def _stands(case: Case, rule: ClockRule, limit: Limit, start: Mark) -> ClockReading | None:
    """A count whose start became void only after it had run out: it stands with its breach, to the day of the voiding."""
    voiding = _voiding(case.world, start)
    due = _due(case.world, limit, start, (), ())
    if voiding is None or due is None or voiding.at.date() <= due.last_day:
        return None
    earlier = read_again(case.world.procedure, (e for e in case.world.state.entries if e.seq < voiding.seq))
    before = readings(case.world.with_(state=earlier, at=voiding.at, proposed={}), only=(rule.key,))
    count = next((r for r in before if (r.started_seq, r.started_on) == (start.seq, start.day)), None)
    standing = count.state(voiding.at.date()) if count else ""
    if count is not None and standing == "overdue":
        return replace(count, stopped_on=voiding.at.date(), stopped_seq=voiding.seq, paused=False)
    return count if standing == "breached" else None


def _voiding(world: World, mark: Mark) -> Entry | None:
    """The act that made void what a mark rests on."""
    made_by = mark.made_by or mark.seq
    for entry in world.state.entries:
        if made_by in entry.voids or mark.seq in entry.voids:
            return entry
        if mark.of and mark.of in voids_papers(world.procedure, entry):
            return entry
    return None


def applies(world: World, rule: ClockRule, started: datetime | date, about: str = "") -> Answer:
    """Whether a clock's condition is met, by the law of the day it starts; one that runs for a party asks about that party."""
    if not rule.when:
        return "yes"
    day = started.date() if isinstance(started, datetime) else started
    at = started if isinstance(started, datetime) else datetime.combine(started, time.max, LEGAL_TIME)
    try:
        asked = {"party": about} if rule.per == "party" and about else {}
        then = world.with_(at=at, local=world.local_of(day), proposed=asked, replay=False)
        return answer_of(then, rule.when)
    except FaduError:
        return "unknown"


def _limit(world: World, rule: ClockRule, start: Mark) -> Limit | None:
    """The limit by the law of the day the clock starts; None where there was none."""
    try:
        return limit_for(world, rule.limit, start.day)
    except NotInForceError:
        return None


def _starts(case: Case, rule: ClockRule) -> Iterator[Mark]:
    for trigger in case.has(rule.starts):
        marks = _marks(case, trigger, rule)
        yield from _only_first(rule, list(marks)) if trigger.kind in {"served", "field"} else marks


def _only_first(rule: ClockRule, marks: list[Mark]) -> list[Mark]:
    """A document served several times on one party starts its clock once; a field set again starts it once."""
    first: dict[tuple[str, bool, str], Mark] = {}
    for mark in sorted(marks, key=lambda m: (m.day, m.seq)):
        key = (mark.about if rule.per != "case" else "", mark.void, mark.of)
        first.setdefault(key, mark)
    return list(first.values())


def _restarts(case: Case, rule: ClockRule) -> Iterator[Mark]:
    """The acts that start it anew; a clock that starts by service waits for that of the new document."""
    for action in case.beginnings.restarts[rule.key]:
        yield from acts_as_marks(case, action, rule)


class _Count:
    """One count of a limit in a case: from the mark that starts it to the one that stops it, and what stretches it."""

    __slots__ = ("case", "limit", "rule", "start", "stop", "stretches")

    def __init__(
        self, case: Case, rule: ClockRule, limit: Limit, start: Mark, next_start: int | None
    ) -> None:
        self.case, self.rule, self.limit, self.start = case, rule, limit, start
        self.stop = _first_stop(case, rule, start, next_start)
        stretches = [*instalments.laid_down(case, start), *self._pauses(), *self._extensions()]
        self.stretches = (
            tuple(stretches)
            if rule.after_end or not stretches
            else stretching.in_time(stretches, self._last_day)
        )

    def _pauses(self) -> Iterator[Stretch]:
        if not self.rule.excludes:
            return iter(())
        return stretching.pauses(
            self.case.world, self.rule, self.start.day, self.stop.day if self.stop else None
        )

    def _extensions(self) -> Iterator[Stretch]:
        extending = self.case.beginnings.extends[self.rule.key]
        acts = [entry for key in extending for entry in self.case.acts.get(key, ())]
        stop = self.stop.seq if self.stop else None
        return stretching.extensions(self.case.world, self.rule, acts, self.start.seq, stop)

    def _last_day(self, pauses: Sequence[Pause], extensions: Sequence[Extension]) -> date | None:
        due = _due(self.case.world, self.limit, self.start, pauses, extensions)
        return due.last_day if due else None

    def gives_way(self, anew: Mark) -> bool:
        """Whether an act that starts the clock anew takes the place of this count: not once it has run out."""
        if self.rule.whose != "bureau" or self.start.void:
            return True
        if self.stop is not None and self.stop.seq < anew.seq:
            return stretching.runs(self.stretches, self.stop.day, self.stop.seq, self._last_day)
        return stretching.runs(self.stretches, anew.day, anew.seq, self._last_day)

    def reading(self, *, void: bool) -> ClockReading:
        """How the count stands as of the moment of the world."""
        world, rule, start, stop = self.case.world, self.rule, self.start, self.stop
        pauses = tuple(each.pause for each in self.stretches if each.pause)
        extensions = tuple(each.extension for each in self.stretches if each.extension)
        due = _due(world, self.limit, start, pauses, extensions)
        return ClockReading(
            clock=rule.key,
            title=rule.title if rule.per != "row" else f"{rule.title}（第{start.about}期）",
            limit=rule.limit,
            about=start.about if rule.per != "case" else "",
            whose=rule.whose,
            started_on=start.day,
            started_seq=start.seq,
            due=due,
            due_on=due.last_day if due else None,
            provisional=due.provisional if due else True,
            paused=stop is None and any(p.end is None and p.start <= world.at.date() for p in pauses),
            stopped_on=stop.day if stop else None,
            stopped_at=stop.at if stop and isinstance(stop.at, datetime) else None,
            stopped_seq=stop.seq if stop else None,
            waived=_waiver(world, rule, start),
            void=start.void or void,
            target=rule.target,
            cites=self.limit.cites if self.limit.is_special or self.limit.key != rule.limit else rule.cites,
        )


def _due(
    world: World, limit: Limit, start: Mark, pauses: Sequence[Pause], extensions: Sequence[Extension]
) -> Due | None:
    """The last day; None where the law leaves the length open and nothing has fixed it yet, and beyond the calendar's years."""
    if limit.open_ended and not any(e.until for e in extensions):
        return None
    began = start.at if limit.unit == "hour" else start.day
    subject = subject_for(world, limit.key)
    local: Mapping[str, int] | None = {limit.local_key: limit.amount} if limit.local_key else None
    if subject is not None:
        local = own_parameters(subject, world.local_of(start.day))
    try:
        return world.law.due(
            limit.key,
            began,
            on=start.day,
            pauses=pauses,
            extensions=extensions,
            local=local,
            subject=subject,
        )
    except YearError:
        return None


def _first_stop(case: Case, rule: ClockRule, start: Mark, next_start: int | None) -> Mark | None:
    stops = [
        mark
        for trigger in case.has(rule.stops)
        for mark in _stops(case, trigger, rule, start)
        if not mark.void and mark.seq > start.seq and (rule.per == "case" or mark.about in ("", start.about))
    ]
    if not stops:
        return None
    in_time = [m for m in stops if next_start is None or m.seq <= next_start]
    return min(in_time or stops, key=lambda m: m.seq)


def _stops(case: Case, trigger: Trigger, rule: ClockRule, start: Mark) -> Iterator[Mark]:
    """Marks that stop a count: for the whole case once everybody has been served, of a sum once it has come in.

    What had reached everybody before the count began, and is only entered afterwards, stops nothing.
    """
    if trigger.kind == "rows":
        return instalments.met(case, trigger, start)
    if trigger.kind == "served" and rule.per == "case":
        return (mark for mark in _served_on_all(case.world, trigger) if mark.day >= start.day)
    return _marks(case, trigger, rule)


def _served_on_all(world: World, trigger: Trigger) -> Iterator[Mark]:
    for document in world.state.documents:
        if document.template != trigger.name:
            continue
        done = sorted(
            (s for s in document.services if s.effective_on <= world.at.date()), key=lambda s: s.seq
        )
        missing = set(document.parties)
        for service in done:
            missing -= {service.party, *stands_for(world.state, service.party)}
            if not missing:
                day = max(s.effective_on for s in done if s.seq <= service.seq)
                yield Mark(day, service.seq, "", document.void)
                break


def _waiver(world: World, rule: ClockRule, start: Mark) -> bool:
    """Whether whoever the count runs for gave it up after it began: a blank party is nobody, one left out altogether anybody."""
    acts = world.state.done(rule.waived_by) if rule.waived_by else ()
    return any(e.seq > start.seq and e.payload.get("party", start.about) == start.about for e in acts)


def _marks(case: Case, trigger: Trigger, rule: ClockRule) -> Iterator[Mark]:
    if trigger.kind == "rows":
        return instalments.begun(case, trigger)
    return _over(case, trigger) if trigger.kind == "over" else KINDS[trigger.kind](case, trigger, rule)


def _over(case: Case, trigger: Trigger) -> Iterator[Mark]:
    world = case.world
    for reading in _instances(case, world.procedure.clocks[trigger.name]):
        if (
            reading.due_on
            and not reading.void
            and reading.stopped_on is None
            and reading.due_on < world.at.date()
        ):
            yield Mark(reading.due_on, reading.started_seq, reading.about)
