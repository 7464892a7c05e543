# SPDX-License-Identifier: MulanPSL-2.0
"""Replaying a history kept elsewhere: what the engine would have refused, and every limit that was not kept.

History is history: an act that would have been refused is applied nevertheless, and the replay goes on. Where acts
are missing, the case may stand in several stages; certain is only what no lawful completion explains.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fadu.procedure import (
    addressees,
    answered_after,
    as_it_stands,
    contents,
    corrected_away,
    entered_twice,
    hours_found,
    lateness,
    opening_day,
    own_findings,
    recorded_late,
    succession,
    taken_out,
    unconfirmed,
    undelivered,
    waivers,
)
from fadu.procedure.ahead import ALREADY_PAST, IN_THE_FUTURE
from fadu.procedure.clocks import readings
from fadu.procedure.compiled import rules_of
from fadu.procedure.course import Course
from fadu.procedure.decision import ClockReading, Ground, ReplayFinding, Request
from fadu.procedure.engine import grounds_of
from fadu.procedure.entry import BUILT_IN, Entry
from fadu.procedure.extending import EXTENDS_NOTHING, NOTHING_RUNS, TERM_OVER
from fadu.procedure.fold import after, fold
from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.model import BY_LAW
from fadu.procedure.presence import PARTY_ENDED
from fadu.procedure.standing import standing
from fadu.procedure.standstill import STANDS_STILL
from fadu.procedure.state import State
from fadu.procedure.waivers import NOTHING_TO_WAIVE, OLD_PAPER, PAPER_OF_ANOTHER, TOO_EARLY
from fadu.procedure.weighing import breaches

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from fadu.law import Law
    from fadu.procedure.decision import World
    from fadu.procedure.model import Action, Procedure

#: the rule under which a service is found that does not show what its manner needs
UNPROVED = "service_unproved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What a replayed history shows, the state it ends in, and its clocks."""

    findings: tuple[ReplayFinding, ...]
    state: State
    readings: tuple[ClockReading, ...]
    #: the edition the case ended under
    procedure: Procedure
    #: the stages it may be in, given what the history leaves out
    stages: frozenset[str] = frozenset()
    #: its clocks as they would stand without the days that were corrected, by which what turned is found
    uncorrected: tuple[ClockReading, ...] = ()


def replay(
    procedures: Sequence[Procedure],
    entries: Sequence[Entry],
    law: Law,
    *,
    until: datetime | None = None,
    records: Collection[str] | None = None,
    local: Callable[[date], Mapping[str, int]] = lambda day: {},
    registers: Mapping[str, Any] | None = None,
    unproved: Callable[[World, Mapping[str, Any]], Sequence[str]] = lambda world, payload: (),
) -> Replay:
    """Judge a history act by act under the editions of its procedure.

    ``records`` names the acts the source is known to record: that one of them is missing is certain, that another
    is missing is only possible, and so is what another could explain. By default a history of our own records
    everything, an imported one only the kinds of act it shows. ``until`` is the day up to which clocks are read
    (default: the last act); ``local`` are the local parameters of a day, each act and each clock going by its own; ``unproved`` tells what a service does not show of what
    its manner needs. A history without an edition for its beginning is not judged, and says so.
    """
    editions = sorted(procedures, key=lambda procedure: procedure.edition)
    if not entries:
        return Replay(findings=(), state=State(), readings=(), procedure=editions[-1])
    first = opening_day.edition_for(editions, entries[0].payload, entries[0].at.date())
    if first is None:
        return _not_judged(editions[0], entries)
    known, at = _recorded(editions, entries, records), until or entries[-1].at

    def walked(history: Sequence[Entry]) -> Course:
        begun = Course(first, law, known, local, registers or {}, standing(first), unproved=unproved)
        return _walk(begun, editions, history)

    course, corrected = walked(entries), corrected_away.Compared(at=at, walked=walked)
    corrected_away.look_again(course, entries, corrected)
    last_readings = readings(course.world_at(at))
    findings = (
        *course.findings,
        *lateness.findings(course, last_readings, at.date()),
        *lateness.not_begun(course, at.date()),
        *corrected_away.findings(course, entries, corrected),
        *unconfirmed.findings(course, at),
        *undelivered.findings(course, at),
        *as_it_stands.findings(course, at),
        *hours_found.findings(course),
    )
    return Replay(
        findings=findings,
        state=course.state,
        readings=last_readings,
        procedure=course.procedure,
        stages=course.standing.stages,
        uncorrected=tuple(corrected.readings),
    )


def _walk(course: Course, editions: Sequence[Procedure], history: Sequence[Entry]) -> Course:
    """Judge a history act by act."""
    for entry in history:
        _move(course, editions, entry)
        _judge(course, entry)
    return course


def _recorded(
    editions: Iterable[Procedure], entries: Iterable[Entry], records: Collection[str] | None
) -> frozenset[str]:
    if records is not None:
        return frozenset(records)
    shown = frozenset(entry.action for entry in entries)
    if any(entry.imported for entry in entries):
        return shown
    return shown.union(BUILT_IN, *(procedure.actions for procedure in editions))


def _not_judged(earliest: Procedure, entries: Sequence[Entry]) -> Replay:
    began = entries[0].at.date()
    finding = ReplayFinding(
        severity="not_judged",
        rule="no_edition",
        message=f"没有收录{began}施行的“{earliest.title}”程序版本，本案不作判断。",
        on=began,
    )
    state = fold(earliest, entries)
    return Replay(
        findings=(finding,), state=state, readings=(), procedure=earliest, stages=frozenset({state.stage})
    )


def _move(course: Course, editions: Sequence[Procedure], entry: Entry) -> None:
    """Pass to every later edition that has begun by the act and moves running cases."""
    for later in editions:
        if course.procedure.edition < later.edition <= entry.at.date() and later.running.kind == "move":
            mapped = later.running.stages
            course.standing = standing(later, (mapped.get(stage, stage) for stage in course.standing.stages))
            stage = mapped.get(course.state.stage, course.state.stage)
            course.state = course.state.with_(stage=stage, edition=later.edition)
            course.procedure = later


def _judge(course: Course, entry: Entry) -> None:
    action = course.procedure.actions.get(entry.action)
    if action is not None:
        course.findings.extend(_order(course, action, entry))
        course.findings.extend(_refusals(course, action, entry))
        course.findings.extend(_stage(course, action, entry))
    elif entry.action not in BUILT_IN:
        message = f"“{course.procedure.title}”没有办理动作“{entry.action}”，不作判断。"
        course.findings.append(_finding("not_judged", "unknown_action", message, (), entry))
    elif entry.action == "sign":
        course.findings.extend(_signed_before(course, str(entry.payload.get("of")), entry))
    elif entry.action == "serve":
        course.findings.extend(_served(course, entry))
    elif entry.action == "add_party":
        course.findings.extend(_entered(course, entry))
    elif entry.action == succession.SUCCEED:
        course.findings.extend(_succeeded(course, entry))
    elif entry.action == "publish":
        course.findings.extend(_published(course, entry))
    elif entry.action == "remove_party":
        course.findings.extend(_left(course, entry))
    course.findings.extend(recorded_late.findings(course, entry))
    course.findings.extend(corrected_away.confirmed_alone(course, entry))
    course.state = after(course.procedure, course.state, entry)
    if entry.action == "move_edition":
        course.standing = standing(course.procedure, {course.state.stage})


def _served(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """A paper that was served on somebody it is not addressed to: whoever should have been told was not."""
    world = course.world(entry)
    for ground in addressees.misdirected(world, entry.payload):
        severity = "possible" if entry.imported else "certain"
        yield _finding(severity, ground.code, ground.message, ground.cites, entry)
    for ground in addressees.repeated(world, entry.payload):
        yield _finding("possible", ground.code, ground.message, ground.cites, entry)
    for text in course.unproved(world, entry.payload):
        cites = contents.of_service(world, entry.payload)
        yield _finding("possible", UNPROVED, f"登记的送达：{text}。", cites, entry)


def _entered(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """A party entered once more, under another name or on the other side."""
    for ground in entered_twice.told(course.procedure, course.state.parties, entry.payload):
        yield _finding("contradiction", ground.code, ground.message, ground.cites, entry)


def _succeeded(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """A party that is said to have died or ended before it did something itself."""
    for rule, message in succession.findings(course.state, entry):
        yield _finding("possible", rule, message, tuple(entry.payload.get("cites") or ()), entry)


def _published(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """What was made public though it could not be cleared for that any more, or is said to have been before it was decided."""
    rule = entry.payload.get("rule")
    for ground in contents.before_its_decision(course.world(entry), entry.payload):
        severity = "possible" if entry.imported else "certain"
        cites = next((a.cites for a in course.procedure.actions.values() if a.publishes == rule), ())
        yield _finding(severity, ground.code, ground.message, cites, entry)
    for ground in contents.not_clear_any_more(course.world(entry), entry.payload):
        if not ground.unknown:
            severity = "possible" if entry.imported else "certain"
            yield _finding(severity, ground.code, ground.message, ground.cites, entry)


def _left(course: Course, entry: Entry) -> Iterator[ReplayFinding]:
    """A party taken out of the case that told or punished it."""
    for ground in taken_out.objections(course.world(entry), entry.payload):
        yield _finding("possible", ground.code, ground.message, ground.cites, entry)


# -- where the case may stand ----------------------------------------------------------------------


def _stage(course: Course, action: Action, entry: Entry) -> Iterator[ReplayFinding]:
    before = course.standing
    course.standing, fit = before.after(action.key)
    if fit == "follows":
        return
    course.gaps = True
    there = "、".join(_title(course.procedure, stage) for stage in sorted(before.stages))
    if fit == "after_gap":
        message = f"办理“{action.title}”时，记录中本案还在“{there}”：其间的办理行为没有记录。"
        yield _finding("possible", "missing_acts", message, action.cites, entry)
        return
    message = f"本案已在“{there}”，依程序不可能再办理“{action.title}”。"
    yield _finding("contradiction", "wrong_stage", message, action.cites, entry)


def _title(procedure: Procedure, stage: str) -> str:
    defined = procedure.stages.get(stage)
    return defined.title if defined else "登记之前"


# -- what would have been refused ------------------------------------------------------------------


def _order(course: Course, action: Action, entry: Entry) -> Iterator[ReplayFinding]:
    if action.by == BY_LAW:  # at its legal moment, which may lie before what was recorded late
        return
    yield from _signed_before(course, action.key, entry)
    opened = course.state.opened_at
    if opened is not None and entry.at.date() < opened.date():
        message = f"“{action.title}”的日期{entry.at.date()}早于本案开始之日{opened.date()}。"
        yield _finding("contradiction", "before_opening", message, action.cites, entry)
        return
    moved = _last_move(course) if action.to else None
    if moved is not None and entry.at.date() < moved.at.date():
        message = f"“{action.title}”的日期{entry.at.date()}早于前一环节的{moved.at.date()}。"
        yield _finding("contradiction", "back_dated", message, action.cites, entry)


def _signed_before(course: Course, key: str, entry: Entry) -> Iterator[ReplayFinding]:
    """A signature of a moment before the one it follows."""
    action = course.procedure.actions.get(key)
    pending = next((each for each in course.state.pending if each.action == key), None)
    if action is not None:
        for ground in answered_after.of_signature(course.world(entry), action, pending):
            yield _finding("contradiction", ground.code, ground.message, ground.cites, entry)


def _last_move(course: Course) -> Entry | None:
    """The last act so far that led to another stage."""
    actions = course.procedure.actions
    return next(
        (e for e in reversed(course.state.entries) if e.action in actions and actions[e.action].to), None
    )


def _refusals(course: Course, action: Action, entry: Entry) -> Iterator[ReplayFinding]:
    """What the one judge has against the act, weighed by what the history leaves out."""
    request = Request(action=action.key, payload=entry.payload)
    for ground in grounds_of(course.world(entry), request):
        if ground.code in _ASKED_OTHERWISE or _is_silent(course, ground):
            continue
        if ground.code == "not_judged":
            what = f"的条件“{ground.guard}”" if ground.guard else "："
            message = f"“{action.title}”{what}{ground.message}"
            yield _finding("not_judged", ground.guard or ground.code, message, ground.cites, entry)
        elif ground.guard or ground.code in _OF_THE_LAW:
            yield _refused(course, action, ground, entry)
        else:
            yield _finding("possible", ground.code, ground.message, ground.cites, entry)
    for ground in breaches(course.world(entry), rules_of(course.procedure)[action.key]):
        course.of_facts.append(_refused(course, action, ground, entry))
        yield course.of_facts[-1]
    world = course.world(entry)
    for ground in (*waivers.doubts(world, action), *own_findings.doubts(world, action)):
        yield _finding("possible", ground.code, ground.message, ground.cites, entry)


#: grounds that no file names: the engine itself judges what the law ties together
_OF_THE_LAW = frozenset(
    {
        *(TERM_OVER, EXTENDS_NOTHING, NOTHING_RUNS, NOTHING_TO_WAIVE, STANDS_STILL, PARTY_ENDED),
        *(TOO_EARLY, OLD_PAPER, PAPER_OF_ANOTHER),
        *(IN_THE_FUTURE, ALREADY_PAST),
    }
)
#: grounds that a history is asked about in its own way: where it may stand, and in which order its days lie
_ASKED_OTHERWISE = frozenset({"wrong_stage", "before_opening", answered_after.BEFORE})


def _is_silent(course: Course, ground: Ground) -> bool:
    """Whether a source that shows no appointments at all leaves open whether somebody was appointed."""
    return ground.guard == "assigned" and not course.is_recorded("assign")


def _refused(course: Course, action: Action, ground: Ground, entry: Entry) -> ReplayFinding:
    absent = ground.code in _ABSENT and _would_show(course, ground.about, ground.code)
    certain = (
        (not ground.unknown or absent)
        and not course.gaps
        and not _is_explained(course, action, ground, entry)
    )
    message = f"办理“{action.title}”时：{ground.message}"
    finding = _finding("certain" if certain else "possible", ground.code, message, ground.cites, entry)
    return replace(finding, unknown=ground.unknown)


def _is_explained(course: Course, action: Action, ground: Ground, entry: Entry) -> bool:
    """Whether something the source may leave out would make the act lawful."""
    if ground.guard == "over":
        waiver = course.procedure.clocks[ground.about].waived_by
        return bool(waiver) and not course.is_recorded(waiver)
    if ground.guard == "not_done":
        return not all(map(course.is_recorded, _allowing_again(course, action, ground.about)))
    if ground.code == PARTY_ENDED:
        return entry.imported  # who took the place may be left out
    if ground.code == STANDS_STILL:
        return not course.is_recorded(course.procedure.interruptions[ground.about].end)
    if ground.code == TERM_OVER:
        return not all(map(course.is_recorded, lateness.stretching_acts(course.procedure, ground.about)))
    return entry.imported and bool(ground.guard) and ground.guard not in BUILT_IN_GUARDS


def _allowing_again(course: Course, action: Action, repeated: str) -> Iterator[str]:
    """The acts after which what is done once may be done once more: those the guard names, and those that make it void."""
    for use in action.guards:
        if use.name == "not_done" and use.args.get("action") == repeated:
            since = use.args.get("since", ())
            yield from (since,) if isinstance(since, str) else since
    yield from (each.key for each in course.procedure.actions.values() if repeated in each.voids)


#: grounds that say something is absent from the record
_ABSENT = frozenset(
    {
        *("not_done", "not_issued", "not_served", "no_document", "no_child", "not_discussed", "not_started"),
        "assigned",
    }
)

#: built-in acts whose records would show what is missing
_SHOWN_BY = {"not_served": "serve", "assigned": "assign"}


def _would_show(course: Course, name: str, code: str) -> bool:
    """Whether the source would show what is missing: the act itself, or the act that issues or opens it."""
    makers = [
        action.key
        for action in course.procedure.actions.values()
        if action.key == name
        or any(issue.template == name for issue in action.issues)
        or any(name in (opening.matter, opening.topic, *opening.deals_with) for opening in action.opens)
        or name in action.deals_with
    ]
    needed = [_SHOWN_BY[code]] if code in _SHOWN_BY else makers
    return bool(needed) and all(course.is_recorded(key) for key in needed)


def _finding(severity: Any, rule: str, message: str, cites: tuple[str, ...], entry: Entry) -> ReplayFinding:
    return ReplayFinding(
        severity=severity, rule=rule, message=message, cites=cites, seq=entry.seq, on=entry.at.date()
    )
