# SPDX-License-Identifier: MulanPSL-2.0
"""Clocks derived from acts, law and calendar: nothing about them is stored that could be wrong.

A clock's identity is (rule, what it runs per, the act that started it). Its length is that of the law on the day
it starts; interruptions and child cases it excludes are pauses; extensions and restarts are acts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import FaduError
from fadu.law.errors import NotInForceError
from fadu.procedure import stretching
from fadu.procedure.beginnings import beginnings_of
from fadu.procedure.conditions import answer_of
from fadu.procedure.decision import ClockReading, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from fadu.law import Law
    from fadu.law.deadline import Due
    from fadu.law.limit import Limit
    from fadu.law.stretch import Extension, Pause
    from fadu.procedure.model import ClockRule, Procedure, Trigger
    from fadu.procedure.state import State


@dataclass(frozen=True, slots=True)
class _Mark:
    """A moment that starts or stops a clock: when, by which act, about what, and whether that act is void."""

    at: datetime | date
    seq: int
    about: str = ""
    void: bool = False
    #: the document, where a service is the mark
    of: str = ""

    @property
    def day(self) -> date:
        return self.at.date() if isinstance(self.at, datetime) else self.at


def readings(
    procedure: Procedure,
    state: State,
    law: Law,
    at: datetime,
    *,
    local: Mapping[str, int] | None = None,
    local_on: Callable[[date], Mapping[str, int]] | None = None,
    registers: Mapping[str, Any] | None = None,
    only: Sequence[str] = (),
) -> tuple[ClockReading, ...]:
    """Every clock of a case as of a moment, in the order of the procedure; ``only`` those asked for.

    A clock whose limit was not in force on the day it would have started does not run. ``local_on`` gives the local
    parameters of a day: a clock goes by those of the day it starts (without it, by ``local`` throughout).
    """
    world = World(
        procedure=procedure,
        state=state,
        at=at,
        law=law,
        local=local or {},
        local_on=local_on,
        registers=registers or {},
    )
    found: list[ClockReading] = []
    done, beginnings = {entry.action for entry in state.entries}, beginnings_of(procedure).by_clock
    for rule in procedure.clocks.values():
        if (not only or rule.key in only) and beginnings[rule.key].may_have_come(done, state.fields):
            found.extend(_instances(world, rule))
    return tuple(found)


#: later than every day a record can name
_AHEAD = datetime.max.replace(tzinfo=LEGAL_TIME)


def laid_down(
    procedure: Procedure,
    state: State,
    law: Law,
    *,
    local_on: Callable[[date], Mapping[str, int]] | None = None,
) -> tuple[ClockReading, ...]:
    """Every clock as the acts lay it down, however far ahead: what it says does not depend on the day it is asked.

    A term that will begin when an announcement counts as served is there already, with the day it begins; one that such a
    service will end has the day on which it will have ended. ``paused`` says that an exclusion has begun and none has ended it.
    ``ClockReading.state`` tells how each stands on a day.
    """
    return readings(procedure, state, law, _AHEAD, local_on=local_on)


def _instances(world: World, rule: ClockRule) -> Iterator[ClockReading]:
    starts = sorted(_starts(world, rule), key=lambda mark: (mark.seq, mark.about))
    if not starts:
        return
    restarts = [mark.seq for mark in _restarts(world, rule)]
    for place, start in enumerate(starts):
        limit = _limit(world, rule, start)
        if limit is None or not _applies(world, rule, start):
            continue
        later = [m.seq for m in starts[place + 1 :] if m.about == start.about]
        superseded = any(seq > start.seq for seq in restarts)
        yield _reading(world, rule, limit, start, next_start=min(later, default=None), superseded=superseded)


def _applies(world: World, rule: ClockRule, start: _Mark) -> bool:
    """Whether the clock's condition is met, by the law of the day it starts; not known counts as met."""
    if not rule.when:
        return True
    at = start.at if isinstance(start.at, datetime) else datetime.combine(start.at, time.max, LEGAL_TIME)
    try:
        return answer_of(world.with_(at=at, local=world.local_of(start.day)), rule.when) != "no"
    except FaduError:
        return True


def _limit(world: World, rule: ClockRule, start: _Mark) -> Limit | None:
    """The limit by the law of the day the clock starts; None where there was none."""
    try:
        limit = world.law.limit(rule.limit, start.day)
        return (
            world.law.limit(rule.limit, start.day, local=world.local_of(start.day))
            if limit.local_key
            else limit
        )
    except NotInForceError:
        return None


def _starts(world: World, rule: ClockRule) -> Iterator[_Mark]:
    for trigger in rule.starts:
        yield from _only_first(rule, trigger, list(_marks(world, trigger, rule)))
    yield from _restarts(world, rule)


def _only_first(rule: ClockRule, trigger: Trigger, marks: list[_Mark]) -> list[_Mark]:
    """A document served several times on one party starts its clock once; a field set again starts it once."""
    if trigger.kind not in {"served", "field"}:
        return marks
    first: dict[tuple[str, bool, str], _Mark] = {}
    for mark in sorted(marks, key=lambda m: (m.day, m.seq)):
        key = (mark.about if rule.per != "case" else "", mark.void, mark.of)
        first.setdefault(key, mark)
    return list(first.values())


def _restarts(world: World, rule: ClockRule) -> Iterator[_Mark]:
    if any(trigger.kind == "served" for trigger in rule.starts):
        return  # the new document starts it when it is served
    for action in beginnings_of(world.procedure).restarts[rule.key]:
        yield from _acts(world, action, rule)


def _reading(
    world: World, rule: ClockRule, limit: Limit, start: _Mark, *, next_start: int | None, superseded: bool
) -> ClockReading:
    stop = _first_stop(world, rule, start, next_start)
    until = stop.day if stop else None
    pauses = tuple(stretching.pauses(world, rule, start.day, until))
    extensions = tuple(stretching.extensions(world, rule, start.seq, stop.seq if stop else None))
    due = _due(world, limit, start, pauses, extensions)
    return ClockReading(
        clock=rule.key,
        title=rule.title,
        limit=rule.limit,
        about=start.about if rule.per != "case" else "",
        whose=rule.whose,
        started_on=start.day,
        started_seq=start.seq,
        due=due,
        due_on=due.last_day if due else None,
        provisional=due.provisional if due else True,
        paused=stop is None and any(p.end is None and p.start <= world.at.date() for p in pauses),
        stopped_on=until,
        stopped_seq=stop.seq if stop else None,
        waived=_waiver(world, rule, start),
        void=start.void or superseded,
        target=rule.target,
        cites=rule.cites,
    )


def _due(
    world: World, limit: Limit, start: _Mark, pauses: tuple[Pause, ...], extensions: tuple[Extension, ...]
) -> Due | None:
    """The last day; None where the law leaves the length open and nothing has fixed it yet."""
    if limit.open_ended and not any(e.until for e in extensions):
        return None
    began = start.at if limit.unit == "hour" else start.day
    local = {limit.local_key: limit.amount} if limit.local_key else None
    return world.law.due(limit.key, began, on=start.day, pauses=pauses, extensions=extensions, local=local)


def _first_stop(world: World, rule: ClockRule, start: _Mark, next_start: int | None) -> _Mark | None:
    found = [
        mark
        for trigger in rule.stops
        for mark in _stops(world, trigger, rule)
        if not mark.void and mark.seq > start.seq and (rule.per == "case" or mark.about in ("", start.about))
    ]
    in_time = [m for m in found if next_start is None or m.seq <= next_start]
    return min(in_time or found, key=lambda m: m.seq, default=None)


def _stops(world: World, trigger: Trigger, rule: ClockRule) -> Iterator[_Mark]:
    """Marks that stop a clock: one that runs for the whole case ends when everybody has been served."""
    if trigger.kind == "served" and rule.per == "case":
        return _served_on_all(world, trigger)
    return _marks(world, trigger, rule)


def _served_on_all(world: World, trigger: Trigger) -> Iterator[_Mark]:
    for document in world.state.documents:
        if document.template != trigger.name:
            continue
        done = sorted(
            (s for s in document.services if s.effective_on <= world.at.date()), key=lambda s: s.seq
        )
        missing = set(document.parties)
        for service in done:
            missing.discard(service.party)
            if not missing:
                day = max(s.effective_on for s in done if s.seq <= service.seq)
                yield _Mark(day, service.seq, "", document.void)
                break


def _waiver(world: World, rule: ClockRule, start: _Mark) -> bool:
    acts = world.state.done(rule.waived_by) if rule.waived_by else ()
    return any(e.seq > start.seq and e.payload.get("party", "") in ("", start.about) for e in acts)


# -- marks: one function per kind of trigger -------------------------------------------------------


def _marks(world: World, trigger: Trigger, rule: ClockRule) -> Iterator[_Mark]:
    return _KINDS[trigger.kind](world, trigger, rule)


def _acts(world: World, action: str, rule: ClockRule) -> Iterator[_Mark]:
    for entry in world.state.entries:
        if entry.action == action:
            about = str(entry.payload.get("party", "")) if rule.per == "party" else ""
            yield _Mark(entry.at, entry.seq, about, entry.seq in world.state.void)


def _act(world: World, trigger: Trigger, rule: ClockRule) -> Iterator[_Mark]:
    return _acts(world, trigger.name, rule)


def _served(world: World, trigger: Trigger, rule: ClockRule) -> Iterator[_Mark]:
    for document in world.state.documents:
        if document.template != trigger.name:
            continue
        for service in document.services:
            if service.effective_on <= world.at.date():
                about = (
                    service.party if rule.per == "party" else document.ref if rule.per == "document" else ""
                )
                yield _Mark(service.effective_on, service.seq, about, document.void, document.ref)


def _child_opened(world: World, trigger: Trigger, rule: ClockRule) -> Iterator[_Mark]:
    for child in world.state.children:
        if child.matter == trigger.name:
            yield _Mark(
                child.opened_at,
                child.opened_seq,
                child.case if rule.per == "child" else child.party,
                child.void,
            )


def _child(world: World, trigger: Trigger, rule: ClockRule) -> Iterator[_Mark]:
    for child in world.state.children:
        if (
            child.matter == trigger.name
            and child.ended_at
            and (not trigger.outcomes or child.outcome in trigger.outcomes)
        ):
            yield _Mark(
                child.ended_at,
                child.ended_seq,
                child.case if rule.per == "child" else child.party,
                child.void,
            )


def _over(world: World, trigger: Trigger, rule: ClockRule) -> Iterator[_Mark]:
    other = world.procedure.clocks[trigger.name]
    for reading in _instances(world, other):
        if (
            reading.due_on
            and not reading.void
            and reading.stopped_on is None
            and reading.due_on < world.at.date()
        ):
            yield _Mark(reading.due_on, reading.started_seq, reading.about)


def _published(world: World, trigger: Trigger, rule: ClockRule) -> Iterator[_Mark]:
    for entry in world.state.done("publish"):
        if entry.payload.get("rule") == trigger.name:
            about = entry.payload["channel"] if rule.per == "channel" else ""
            yield _Mark(date.fromisoformat(entry.payload["published_on"]), entry.seq, about)


def _field(world: World, trigger: Trigger, rule: ClockRule) -> Iterator[_Mark]:
    value: Any = world.state.fields.get(trigger.name)
    if isinstance(value, str) and value:
        moment = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        yield _Mark(moment, world.state.set_by.get(trigger.name, 0))


_KINDS: Mapping[str, Callable[[World, Trigger, ClockRule], Iterator[_Mark]]] = {
    "act": _act,
    "served": _served,
    "child_opened": _child_opened,
    "child": _child,
    "over": _over,
    "published": _published,
    "field": _field,
}
