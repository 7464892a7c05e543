# SPDX-License-Identifier: MulanPSL-2.0
"""What stretches a clock: interruptions and child cases it does not count, extensions by limit or by resolution.

A stretch touches a clock only up to its last day, judged by what stood recorded when the stretch was recorded: no act
takes a breach away. Where the file names an article for it (``after_end``), a stretch may also come later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.law.stretch import Extension, Pause
from fadu.procedure.fold import voids_papers
from fadu.procedure.outlines import title_of
from fadu.procedure.recipients import reaches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Action, ClockRule, Interruption, Procedure
    from fadu.procedure.state import DocumentView, ServiceView, Spell


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One thing that may stretch a clock: the act that recorded it, its day, and what it does."""

    seq: int
    day: date
    pause: Pause | None = None
    #: the act that ended the pause; 0 while it runs
    ended_seq: int = 0
    #: the day from which it is counted again at the latest, whether or not it has ended
    at_most: date | None = None
    extension: Extension | None = None


def in_time(
    stretches: Sequence[Stretch], last_day: Callable[[Sequence[Pause], Sequence[Extension]], date | None]
) -> tuple[Stretch, ...]:
    """Of the stretches of a clock, in the order of recording, those that came before it had run out."""
    kept: list[Stretch] = []
    unstretched = last_day((), ())
    for stretch in sorted(stretches, key=lambda each: each.seq):
        in_any_case = unstretched is not None and stretch.day <= unstretched  # what stretches never shortens
        if in_any_case or runs(kept, stretch.day, stretch.seq, last_day):
            kept.append(stretch)
    return tuple(kept)


def runs(
    kept: Iterable[Stretch],
    day: date,
    seq: int,
    last_day: Callable[[Sequence[Pause], Sequence[Extension]], date | None],
) -> bool:
    """Whether a clock with these stretches has not run out on a day, by what stood recorded before an act."""
    pauses = [_as_recorded(each, seq) for each in kept if each.pause]
    if any(pause.end is None and pause.start <= day for pause in pauses):
        return True
    last = last_day(pauses, [each.extension for each in kept if each.extension])
    return last is None or day <= last


def _as_recorded(stretch: Stretch, seq: int) -> Pause:
    """A pause as it stood before an act: still open where its end was recorded only afterwards, but for what was told at most."""
    assert stretch.pause is not None
    return stretch.pause if 0 < stretch.ended_seq < seq else replace(stretch.pause, end=stretch.at_most)


def pauses(world: World, rule: ClockRule, start: date, until: date | None) -> Iterator[Stretch]:
    """The days between start and stop that a clock does not count; a range that still runs has no end."""
    for stretch in (*_spells(world, rule), *_services(world, rule), *_children(world, rule)):
        pause = stretch.pause
        assert pause is not None
        begin, last = max(pause.start, start), pause.end or until
        if (last is None or last > begin) and (until is None or begin < until):
            yield replace(stretch, day=begin, pause=replace(pause, start=begin, end=last))


def _spells(world: World, rule: ClockRule) -> Iterator[Stretch]:
    for spell in world.state.spells:
        if spell.key in rule.excludes and spell.seq not in world.state.void:
            interruption = world.procedure.interruptions[spell.key]
            at_most = _told_end(world, interruption, spell)
            in_hand = _in_hand(world, interruption, spell)
            if in_hand is None:
                continue
            day, seq = max(spell.start, in_hand.day), max(spell.seq, in_hand.seq)
            pause = Pause(
                start=day,
                end=min((day for day in (spell.end, at_most) if day), default=None),
                reason=interruption.title,
                cites="、".join(interruption.cites),
            )
            yield Stretch(seq=seq, day=day, pause=pause, ended_seq=spell.ended_seq, at_most=at_most)


@dataclass(frozen=True, slots=True)
class _InHand:
    """On which day, by which act, the last of those concerned had in writing that a term is not counted."""

    day: date
    seq: int


def _in_hand(world: World, interruption: Interruption, spell: Spell) -> _InHand | None:
    """Since when a spell that is to be told in writing was told; None while the paper of its act has not reached all who are there.

    Of an act that issued no paper, as a source may leave it out, nothing is known: it is counted from its own day.
    """
    papers = [d for d in world.state.documents if d.seq == spell.seq and d.parties]
    in_hand = _InHand(spell.start, spell.seq)
    for paper in papers if interruption.told_in_writing else ():
        for view in world.state.parties:
            if view.ended_on is not None or not world.state.standing_for(view.key) & {*paper.parties}:
                continue
            reached = [s for s in paper.services if reaches(s, world.state, view.key)]
            if not reached:
                return None
            first = min(reached, key=lambda service: service.effective_on)
            in_hand = _InHand(max(in_hand.day, first.effective_on), max(in_hand.seq, first.seq))
    return in_hand


def _told_end(world: World, interruption: Interruption, spell: Spell) -> date | None:
    """The day from which the term is counted again because the days that were told have passed; None where none were told."""
    if interruption.at_most is None or not spell.days:
        return None
    before = spell.start - timedelta(days=1)
    if interruption.at_most.unit == "working_day":
        return world.law.calendar.plus(before, spell.days) + timedelta(days=1)
    return spell.start + timedelta(days=spell.days)


def _services(world: World, rule: ClockRule) -> Iterator[Stretch]:
    """The days on which a paper is under way to somebody in a manner that is itself an interruption, as an announcement is."""
    for key in rule.excludes:
        interruption = world.procedure.interruptions.get(key)
        if interruption is None or not interruption.manner:
            continue
        for document in world.state.documents:
            for service in document.services:
                if service.manner != interruption.manner or not document.is_for(service.party):
                    continue
                if service.sent_on is None or service.seq in world.state.void:
                    continue
                until = min(_ends(world, document, service))
                cites = "、".join(interruption.cites)
                pause = Pause(start=service.sent_on, end=until, reason=interruption.title, cites=cites)
                yield Stretch(seq=service.seq, day=service.sent_on, pause=pause, ended_seq=service.seq)


def _ends(world: World, document: DocumentView, service: ServiceView) -> Iterator[date]:
    """When a paper ceased to be under way: it counts as served, was served otherwise before that, or became void."""
    yield service.effective_on
    assert service.sent_on is not None
    for other in document.services:
        if other.party == service.party and other.effective_on >= service.sent_on:
            yield other.effective_on
    for entry in world.state.entries if document.void else ():
        voids = document.seq in entry.voids or document.ref in voids_papers(world.procedure, entry)
        if voids and entry.at.date() >= service.sent_on:
            yield entry.at.date()


def _children(world: World, rule: ClockRule) -> Iterator[Stretch]:
    """The days of child cases; of one that ended as having nothing to leave out none, from its end on."""
    for child in world.state.children:
        counts = child.outcome in rule.counts.get(child.matter, ())
        if child.matter in rule.excludes and not child.void and not counts:
            opened, ended = child.opened_at.date(), child.ended_at.date() if child.ended_at else None
            pause = Pause(start=opened, end=ended, reason=title_of(child.matter))
            yield Stretch(seq=child.opened_seq, day=opened, pause=pause, ended_seq=child.ended_seq)


def extensions(
    world: World, rule: ClockRule, acts: Iterable[Entry], after: int, before: int | None
) -> Iterator[Stretch]:
    """What extends a clock, of the acts that may, between the act that starts and the act that stops it (their sequence numbers)."""
    for entry in sorted(acts, key=lambda entry: entry.seq):
        if entry.seq in world.state.void or entry.seq <= after or (before is not None and entry.seq > before):
            continue
        action = world.procedure.actions[entry.action]
        limit, cites = action.extends[rule.key], "、".join(action.cites)
        if limit != "until":
            extension = Extension(limit=limit, until=None, cites=cites)
        elif last := until(world.procedure, action, entry.payload):
            extension = Extension(
                limit=None, until=last, cites=cites, act=action.title, decided_on=entry.at.date()
            )
        else:
            continue
        yield Stretch(seq=entry.seq, day=entry.at.date(), extension=extension)


def until(procedure: Procedure, action: Action, payload: Mapping[str, Any]) -> date | None:
    """The day to which an act extends: `until` in its payload, or the action's date field; None where none is said."""
    names = (*action.sets, *action.may_set)
    candidates = ["until", *(name for name in names if procedure.fields[name].type == "date")]
    day = next((payload[name] for name in candidates if payload.get(name)), None)
    return date.fromisoformat(str(day)[:10]) if day else None
