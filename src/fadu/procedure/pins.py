# SPDX-License-Identifier: MulanPSL-2.0
"""What judges a case, pinned: two fingerprints of an edition as it is in force on a day, and the text behind each.

``judges`` is everything a decision follows from: roles, stages, actions, clocks, the guards and facts with their
versions, and the values of law they reach, as in force that day. ``words`` is what people read: titles and texts.
Both are of the resolved edition, so an amendment and the same edition written in full have the same pins. A value that is not given
is left out, so that a construct the language learns later changes no edition that does not use it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from orjson import Fragment

from fadu.kernel.canonical import canonical, digest
from fadu.procedure import model
from fadu.procedure.facts import version_of
from fadu.procedure.reaching import facts_named, guards_named, law_reached

if TYPE_CHECKING:
    from collections.abc import Sequence
    from dataclasses import Field

    from fadu.law import Law
    from fadu.law.limit import Dated
    from fadu.procedure.model import Procedure

JUDGES, WORDS = "fadu/judges/1", "fadu/words/1"
_DAY = timedelta(days=1)

#: for each part of a procedure, what of it is words for people; everything else judges
TEXTS: Mapping[type, frozenset[str]] = {
    model.Procedure: frozenset({"title", "heading", "lists"}),
    model.LinkWords: frozenset({"here", "there"}),
    model.Running: frozenset({"question"}),
    model.Role: frozenset({"title", "natural"}),
    model.Condition: frozenset({"title", "decided_by"}),
    model.Field: frozenset({"title", "help", "example", "suggests", "rare", "past_because"}),
    model.Choice: frozenset({"title"}),
    model.Stage: frozenset({"title", "no_limit_because", "way"}),
    model.WayStep: frozenset({"action", "called", "waits_for", "until", "within", "missed", "also", "child"}),
    model.Interruption: frozenset({"title"}),
    model.ClockRule: frozenset({"title", "means"}),
    model.Resting: frozenset({"title"}),
    model.Dealt: frozenset({"title"}),
    model.Proposal: frozenset(),
    model.Action: frozenset({"title", "help", "risk", "rows"}),
}
#: what says where a part stands, and the fingerprint itself
NOWHERE = frozenset({"source", "path", "fingerprint"})
#: the fields of each class met so far
_FIELDS: dict[type, tuple[Field[Any], ...]] = {}
#: of a value of law: its dates are the day asked about, and the rest is words
_OF_LAW = frozenset(
    {
        "list_key",
        "item",
        "title",
        "in_force_from",
        "in_force_to",
        "rows",
        "row",
        "note",
        "unverified",
        "question",
        "transition",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The digests of what judges and of its words."""

    judges: str
    words: str


def of(procedure: Procedure, law: Law | None, on: date) -> Pin:
    """The pin of an edition as in force on a day; computed once for each span of days in which the law it reaches stays the same.

    Without a law the pin is of the edition and the code alone.
    """
    return _pinned(procedure, law).pin(on)


def text_of(procedure: Procedure, law: Law | None, on: date) -> Mapping[str, bytes]:
    """The canonical texts behind the pin of a day, by digest: to be kept once each; an act judged under it is read by it from then on."""
    pinned = _pinned(procedure, law)
    pin = pinned.pin(on)
    return {pin.judges: canonical(pinned.judges(on)), pin.words: canonical(pinned.words)}


def days_of(procedure: Procedure, law: Law | None, until: date | None = None) -> tuple[date, ...]:
    """The days on which what judges changes under an edition: its first, and each on which a value of law it reaches begins or ends."""
    first = procedure.edition
    later = (day for day in _pinned(procedure, law).changes if first < day and (until is None or day < until))
    return (first, *later)


class _Pinned:
    """An edition with the code and the values of law it reaches, and the pins worked out so far."""

    def __init__(self, procedure: Procedure, law: Law | None) -> None:
        self.procedure, self.law = procedure, law
        self._pins: dict[int, Pin] = {}

    def pin(self, on: date) -> Pin:
        span = bisect_right(self.changes, on)
        if span not in self._pins:
            self._pins[span] = Pin(judges=digest(self.judges(on)), words=self._words)
        return self._pins[span]

    def judges(self, on: date) -> Mapping[str, Any]:
        in_force = {
            table: {key: [text for v, text in values if v.is_in_force(on)] for key, values in by_key.items()}
            for table, by_key in self._texts.items()
        }
        return {**self._edition, "law": in_force}

    @cached_property
    def _words(self) -> str:
        return digest(self.words)

    @cached_property
    def _texts(self) -> Mapping[str, Mapping[str, Sequence[tuple[Dated, Fragment]]]]:
        """Each value of law the edition reaches with its canonical text, written once for all days."""
        return {
            table: {
                key: [(v, Fragment(canonical(_plain(v, _OF_LAW)))) for v in values]
                for key, values in by_key.items()
            }
            for table, by_key in self._law.items()
        }

    @cached_property
    def _edition(self) -> Mapping[str, Any]:
        """What judges whatever the day, written once for all days."""
        guards, facts = guards_named(self.procedure), facts_named(self.procedure)
        return {
            "format": JUDGES,
            "procedure": Fragment(canonical(_judging(self.procedure))),
            "guards": {name: spec.version for name, spec in guards.items()},
            "facts": {name: version_of(fact) for name, fact in facts.items()},
        }

    @cached_property
    def words(self) -> Mapping[str, Any]:
        return {"format": WORDS, "procedure": _wording(self.procedure)}

    @cached_property
    def _law(self) -> Mapping[str, Mapping[str, tuple[Dated, ...]]]:
        """The dated values an edition reaches: those it names, and those its guards and facts name in their code."""
        return {} if self.law is None else law_reached(self.procedure, self.law)

    @cached_property
    def changes(self) -> tuple[date, ...]:
        days = set()
        for value in (v for by_key in self._law.values() for values in by_key.values() for v in values):
            days.add(value.in_force_from)
            if value.in_force_to is not None:
                days.add(value.in_force_to + _DAY)
        return tuple(sorted(days))


_known: dict[int, _Pinned] = {}
#: of how many procedures this is kept; tests make many
_KEPT = 256


def _pinned(procedure: Procedure, law: Law | None) -> _Pinned:
    pinned = _known.get(id(procedure))
    if pinned is None or pinned.procedure is not procedure or not _same_rules(pinned.law, law):
        if len(_known) >= _KEPT:
            _known.clear()
        pinned = _known[id(procedure)] = _Pinned(procedure, law)
    return pinned


def _same_rules(one: Law | None, two: Law | None) -> bool:
    """Whether two laws have the same values: a law with another working calendar shares its tables."""
    if one is None or two is None:
        return one is two
    return (
        one.limits_by_key is two.limits_by_key
        and one.thresholds_by_key is two.thresholds_by_key
        and one.options_by_list is two.options_by_list
        and one.provisions_by_key is two.provisions_by_key
        and one.catalogues is two.catalogues
        and one.remedy_rules is two.remedy_rules
        and one.bases_by_key is two.bases_by_key
    )


# -- the edition -----------------------------------------------------------------------------------


def _judging(value: Any) -> Any:
    return _plain(value, NOWHERE)


def _plain(value: Any, without: frozenset[str]) -> Any:
    """What of a value judges, as canonical JSON takes it."""
    kind: type[object] = type(value)
    if kind is str or value is None or kind is int or kind is bool:
        return value
    if parts := _parts(kind):
        left_out = without | TEXTS.get(kind, frozenset())
        return {
            part.name: _plain(given, without)
            for part in parts
            if part.name not in left_out and not _is_default(part, given := getattr(value, part.name))
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(item, without) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, without) for item in value]
    return str(value) if isinstance(value, Fraction) else value


def _wording(value: Any) -> Any:
    """The words of a value and of its parts; None where there are none."""
    kind: type[object] = type(value)
    if kind is str or value is None or kind is int or kind is bool:
        return None
    if fields_of := _parts(kind):
        texts = TEXTS.get(kind, frozenset())
        parts = {
            part.name: _judging(given) if part.name in texts else _wording(given)
            for part in fields_of
            if part.name not in NOWHERE and not _is_default(part, given := getattr(value, part.name))
        }
    elif isinstance(value, Mapping):
        parts = {str(key): _wording(item) for key, item in value.items()}
    elif isinstance(value, list | tuple):
        keyed = ((getattr(item, "key", str(place)), item) for place, item in enumerate(value))
        parts = {key: _wording(item) for key, item in keyed}
    else:
        return None
    return {key: part for key, part in parts.items() if part is not None} or None


def _parts(kind: type) -> tuple[Field[Any], ...]:
    """The fields of a class of values; none of any other."""
    parts = _FIELDS.get(kind)
    if parts is None:
        parts = _FIELDS[kind] = fields(kind) if is_dataclass(kind) else ()
    return parts


def _is_default(part: Field[Any], given: Any) -> bool:
    if part.default is not MISSING:
        return type(given) is type(part.default) and bool(given == part.default)
    return part.default_factory is not MISSING and bool(given == part.default_factory())
