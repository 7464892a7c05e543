# SPDX-License-Identifier: MulanPSL-2.0
"""A law of a few limits and a calendar that knows week-ends only: a fake for tests that need no real law."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import UnknownNameError
from fadu.law.instruments import Citation, Instrument
from fadu.law.limit import Provision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.law.basis import Basis
    from fadu.law.catalogue import Catalogue, Entry
    from fadu.law.events import Event
    from fadu.law.extending import ExtensionRule
    from fadu.law.limit import RemedyRule
    from fadu.law.stretch import Extension, Pause


@dataclass(frozen=True, slots=True)
class PlainLimit:
    """So many days, working days or hours."""

    key: str
    amount: int
    unit: str = "calendar_day"
    unverified: bool = False
    open_ended: bool = False
    local_key: str = ""
    in_force_from: date = date.min
    in_force_to: date | None = None
    extensions: tuple[ExtensionRule, ...] = ()
    runs_from: Event | None = None
    is_special: bool = False
    within: str = ""
    excludes: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainThreshold:
    """A number that decides."""

    key: str
    value: int


@dataclass(frozen=True, slots=True)
class PlainDue:
    """A last day without an explanation."""

    last_day: date
    provisional: bool = False
    moment: datetime | None = None

    @property
    def last_moment(self) -> datetime:
        """The end of the last day."""
        return datetime.combine(self.last_day + timedelta(days=1), time.min, LEGAL_TIME)


@dataclass(frozen=True, slots=True)
class PlainLaw:
    """What the engine asks of the law, answered from a few values.

    >>> law = PlainLaw({"permit/decision": (5, "working_day")})
    >>> law.due("permit/decision", date(2022, 3, 4)).last_day
    datetime.date(2022, 3, 11)
    """

    amounts: Mapping[str, tuple[int, str]]
    articles: frozenset[str] = frozenset()
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: instrument -> from when to when it is in force; others always
    spans: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    #: books of the law that offer names
    named_books: tuple[str, ...] = ()
    #: threshold -> whom it is about -> value
    thresholds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    #: what guards rest on, by key
    provisions: Mapping[str, tuple[Provision, ...]] = field(default_factory=dict)
    #: limit -> the ways to extend it
    ways: Mapping[str, tuple[ExtensionRule, ...]] = field(default_factory=dict)
    #: what terms run from
    events: Mapping[str, Event] = field(default_factory=dict)
    #: limit -> the event it runs from
    from_events: Mapping[str, str] = field(default_factory=dict)
    #: limit -> what its own text does not count
    uncounted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: limit -> the catalogue that may have it otherwise
    specials: Mapping[str, str] = field(default_factory=dict)
    #: catalogues of special law, by key
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    #: the remedies by kind of decision, and the bases that name them
    remedy_rules: Mapping[str, tuple[RemedyRule, ...]] = field(default_factory=dict)
    bases_by_key: Mapping[str, tuple[Basis, ...]] = field(default_factory=dict)

    def entries_by_key(self) -> dict[str, tuple[Entry, ...]]:
        """The entries of all catalogues."""
        return {entry.key: (entry,) for home in self.catalogues.values() for entry in home.entries}

    def threshold(
        self, key: str, on: date, *, local: Mapping[str, int] | None = None, **about: str
    ) -> PlainThreshold:
        """A threshold, about whom it is asked first. Raises UnknownNameError."""
        values = self.thresholds.get(key, {})
        named = next((values[name] for name in about.values() if name in values), values.get(""))
        if named is None:
            raise UnknownNameError("界限", key, self.thresholds)
        return PlainThreshold(key, named)

    def limits(self) -> tuple[PlainLimit, ...]:
        """Every limit."""
        return tuple(self.limit(key) for key in self.amounts)

    def limit(self, key: str, on: date | None = None) -> PlainLimit:
        """One limit. Raises UnknownNameError."""
        if key not in self.amounts:
            raise UnknownNameError("期限", key, self.amounts)
        runs_from = self.events[self.from_events[key]] if key in self.from_events else None
        return PlainLimit(
            key,
            *self.amounts[key],
            extensions=self.ways.get(key, ()),
            runs_from=runs_from,
            excludes=self.uncounted.get(key, ()),
        )

    def due(
        self,
        key: str,
        start: date | datetime,
        *,
        on: date | None = None,
        pauses: Sequence[Pause] = (),
        extensions: Sequence[Extension] = (),
        calendar: object = None,
        local: Mapping[str, int] | None = None,
        subject: object = None,
    ) -> PlainDue:
        """The last day: paused days and week-ends (for working days) do not count."""
        limit = self.limit(key)
        day = start.date() if isinstance(start, datetime) else start
        days = limit.amount + sum(self.limit(e.limit).amount for e in extensions if e.limit)
        while days > 0:
            day += timedelta(days=1)
            paused = any(p.end is not None and p.start <= day < p.end for p in pauses)
            rest = limit.unit == "working_day" and day.weekday() >= 5
            days -= not (paused or rest)
        fixed = [e.until for e in extensions if e.until]
        return PlainDue(max(fixed) if fixed else day)

    def options(self, key: str, on: date) -> tuple[Any, ...]:
        """A closed list."""
        from fadu.procedure.model import Choice

        if key not in self.lists:
            raise UnknownNameError("选项表", key, self.lists)
        return tuple(Choice(key=k, title=t) for k, t in self.lists[key].items())

    def cite(self, text: str) -> Citation | None:
        """What a citation means, if the article is known."""
        name, _, article = text.partition(" ")
        begins, ends = self.spans.get(name, ("", ""))
        held = Instrument(short=name, title=name, in_force_from=begins, in_force_to=ends)
        return Citation(instrument=held, article=article) if text in self.articles else None

    def rules(self, key: str) -> tuple[Provision, ...]:
        """The dated articles under a key. Raises UnknownNameError."""
        if key not in self.provisions:
            raise UnknownNameError("法律依据", key, self.provisions)
        return self.provisions[key]

    def cites(self, key: str, on: date) -> tuple[str, ...]:
        """The articles of a day under a key; none where the key is not known."""
        return tuple(
            cite for rule in self.provisions.get(key, ()) if rule.is_in_force(on) for cite in rule.cites
        )

    def cites_known(self, text: str) -> bool:
        """Every article is known unless some are named."""
        return not self.articles or text in self.articles
