# SPDX-License-Identifier: MulanPSL-2.0
"""What is seized in a case, seizure by seizure: which decision it rests on, until when, and whether it has ended."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.entry import Entry
from fadu.procedure.state import Spell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.law import Law
    from fadu.procedure.state import State

#: what settles a registered preservation by a measure of coercion
SEIZED = "seized"
EXTENDED = "extended"
#: the appraisals whose days are none of a seizure (行政强制法 25 III); to be identified by the holder of a right is none of them
_TESTED = frozenset({"testing", "inspection", "quarantine", "appraisal"})
#: the interruption they are
APPRAISAL = "appraisal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seizure:
    """One decision to seize and what was recorded of it. A day is None where no record says it.

    >>> Seizure(number="清市监强〔2022〕1号", began=date(2022, 3, 22), until=date(2022, 4, 21)).is_extended
    False
    """

    number: str
    began: date | None
    #: to which day the decision, or its extension, reaches
    until: date | None
    #: the day from which that day was counted
    counted_from: date | None = None
    is_extended: bool = False
    is_over: bool = False


def seizures(state: State) -> tuple[Entry, ...]:
    """The acts by which what was preserved was seized, those of cases taken over among them."""
    return tuple(
        entry
        for entry in _done(state, "settle_preservation")
        if entry.payload.get("preservation_outcome") == SEIZED
    )


def standing(state: State) -> tuple[Seizure, ...]:
    """What is seized and neither released nor dealt with, in the order in which it was seized; nothing where another case took it over."""
    if state.done("merge"):
        return ()
    kept = _begun(seizures(state))
    for entry in _done(state, "record_seizure_outcome"):
        key = _meant(kept, entry.payload)
        if key is not None:
            kept[key] = _after(kept[key], entry.payload)
    return tuple(seizure for seizure in kept.values() if not seizure.is_over)


def named_by(kept: Sequence[Seizure], said: Mapping[str, Any]) -> Seizure | None:
    """Which of several seizures an outcome is about: the one it names, or the only one."""
    number = plain(said.get("seizure_of"))
    if not number:
        return kept[0] if len(kept) == 1 else None
    return next((seizure for seizure in kept if plain(seizure.number) == number), None)


def last_day(law: Law, state: State, seizure: Seizure, on: date, *, is_said: bool = False) -> date | None:
    """The last day of a seizure as it stands on a day: days on which things are tested are not counted (行政强制法 25 III).

    Those that began by the last day alone: testing gives no new term to what has run out. What is said to be of other things
    is not counted; ``is_said``: nor what does not say that it is of these, and from when on the party was told of it.
    """
    until = last = seizure.until
    if until is None or last is None or seizure.counted_from is None:
        return last
    uncounted: set[date] = set()
    for begun, ended in _tested(state, seizure, on, is_said=is_said):
        if begun <= last:
            first = max(begun, seizure.counted_from)
            uncounted |= {first + timedelta(days=n) for n in range(max((ended - first).days, 0))}
            last = until + timedelta(days=len(uncounted))
    return law.calendar.on_or_after(last) if uncounted else last


def plain(number: Any) -> str:
    """The number of a paper without blanks and wide forms."""
    return unicodedata.normalize("NFKC", "".join(str(number or "").split()))


def day(value: Any) -> date | None:
    """A day as a record writes it."""
    return date.fromisoformat(str(value)[:10]) if value else None


def _done(state: State, act: str) -> tuple[Entry, ...]:
    """The acts of a kind in their order: what was told of those of a case that was merged into this one, and its own."""
    tellings = [
        Entry(
            seq=each.seq,
            action=each.says,
            at=datetime.combine(each.on, time(), tzinfo=LEGAL_TIME),
            payload=each.fields,
        )
        for each in state.tellings("penalty", (act,))
        if each.seq not in state.void
    ]
    return tuple(sorted((*state.done(act), *tellings), key=lambda entry: entry.seq))


def _begun(acts: Sequence[Entry]) -> dict[str, Seizure]:
    """Seizures by number: two preservations seized by one decision are one, to the earlier of two days; one without a number stands alone."""
    kept: dict[str, Seizure] = {}
    for entry in acts:
        said = entry.payload
        number = str(said.get("seizure_number") or "")
        began, until = day(said.get("seized_on")), day(said.get("seizure_until"))
        key = plain(number) or str(entry.seq)
        before = kept.get(key)
        if before is not None:
            began = min(filter(None, (before.began, began)), default=None)
            until = min(filter(None, (before.until, until)), default=None)
        kept[key] = Seizure(number=number, began=began, until=until, counted_from=began)
    return kept


def _meant(kept: Mapping[str, Seizure], said: Mapping[str, Any]) -> str | None:
    """Which seizure a recorded outcome is about; of several, where it names none, the first that stands."""
    open_keys = [key for key, seizure in kept.items() if not seizure.is_over]
    number = plain(said.get("seizure_of"))
    return number if number in open_keys else next(iter(open_keys), None)


def _after(seizure: Seizure, said: Mapping[str, Any]) -> Seizure:
    """A seizure after an outcome: extended, over, or going on with what is left."""
    if said.get("seizure_outcome") == EXTENDED:
        return replace(
            seizure,
            until=day(said.get("seizure_until")) or seizure.until,
            counted_from=day(said.get("seizure_outcome_on")) or seizure.counted_from,
            is_extended=True,
        )
    return replace(seizure, is_over=said.get("seizure_goes_on") is not True)


def _tested(state: State, seizure: Seizure, on: date, *, is_said: bool) -> Iterator[tuple[date, date]]:
    """The days on which things were tested, half-open and by their beginning; what goes on reaches to the day that asks."""
    acts = {entry.seq: entry.payload for entry in (*state.entries, *_done(state, "commission_appraisal"))}
    spells = (*state.spells, *_tested_elsewhere(state))
    for spell in sorted(spells, key=lambda each: each.start):
        said = acts.get(spell.seq)
        if spell.key != APPRAISAL or said is None or said.get("appraisal_kind") not in {*_TESTED, None}:
            continue
        of, told_on = plain(said.get("appraisal_of")), day(said.get("period_told_on"))
        if (of and of != plain(seizure.number)) or (is_said and not (of and told_on)):
            continue
        yield max(spell.start, told_on or spell.start), min(spell.end or on, on)


def _tested_elsewhere(state: State) -> Iterator[Spell]:
    """The days on which things were tested in a case that was merged into this one: the first commissioned ends first."""
    begun = [one for one in state.tellings("penalty", ("commission_appraisal",)) if one.seq not in state.void]
    ended = [one for one in state.tellings("penalty", ("receive_appraisal",)) if one.seq not in state.void]
    for first, last in zip(begun, ended, strict=False):
        yield Spell(key=APPRAISAL, start=first.on, end=max(first.on, last.on), seq=first.seq)
