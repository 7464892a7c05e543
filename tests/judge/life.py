# SPDX-License-Identifier: MulanPSL-2.0
"""A life as the judge sees it: deeds, one after the other, in words that mean the same in every kind of case.

The record is read as it stands written (who, when, what was said); nothing is taken from what the engine made of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

BEIJING = timezone(timedelta(hours=8))


@dataclass(slots=True)
class Deed:
    """One thing done: how the record names it, what it means, when, by whom, what was said with it."""

    name: str
    words: frozenset[str]
    at: datetime
    seq: int
    #: what is said with it and what was said before and still stands
    says: Mapping[str, Any] = field(default_factory=dict)
    #: what is said with it
    own: Mapping[str, Any] = field(default_factory=dict)
    #: (person, role) of whoever did or signed it
    by: tuple[tuple[str, str], ...] = ()
    undone: bool = False

    @property
    def on(self) -> date:
        """The day on which it was done, in legal time."""
        return self.at.astimezone(BEIJING).date()

    @property
    def party(self) -> str:
        """The party for whom it was done, if for one."""
        return str(self.own.get("party") or "")

    def day(self, key: str) -> date | None:
        """A day it names, if it names one."""
        return day_of(self.says.get(key))


def day_of(text: Any) -> date | None:
    """The day of a text that begins with one."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def moment_of(text: Any) -> datetime | None:
    """The moment a text says, in legal time."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


@dataclass(slots=True)
class Paper:
    """A paper that went out: of which kind, to whom, and to whom it was handed on which days."""

    kind: str
    ref: str
    seq: int
    on: date
    to: tuple[str, ...]
    handed: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    #: on which days it had been handed to those in whose place somebody came
    handed_before: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    undone: bool = False

    def handed_to(self, party: str, by: date) -> date | None:
        """The first day on which a party had it, if by then."""
        return min((day for day in self.handed[party] if day <= by), default=None)


@dataclass(slots=True)
class Errand:
    """What was sent elsewhere and comes back: a hearing, a review, a discussion, an enforcement."""

    kind: str
    topic: str
    case: str
    party: str
    sent: int
    on: date
    back: int = 0
    back_on: date | None = None
    outcome: str = ""
    says: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Party:
    """Somebody the case is about: since which deed, in which capacity."""

    key: str
    capacity: str
    kind: str
    since: int
    #: the day on which it died or ended, while nobody has its place
    ended: date | None = None
    #: in whose place it stands, itself among them
    stands_for: frozenset[str] = frozenset()

    def is_gone(self, day: date) -> bool:
        """Whether it was there no more on a day."""
        return self.ended is not None and self.ended <= day


@dataclass(slots=True)
class Life:
    """Everything recorded up to a moment."""

    kind: str
    deeds: list[Deed] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)
    parties: dict[str, Party] = field(default_factory=dict)
    appointed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: (person, role) ever held by acting or by appointment
    took: set[tuple[str, str]] = field(default_factory=set)
    fields: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    #: what the bureau has adopted for itself: name of the parameter -> value
    adopted: dict[str, int] = field(default_factory=dict)
    #: names of those appointed, by role
    named: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: the papers that lie in the file, by their titles
    file: set[str] = field(default_factory=set)
    #: how many entries of the record have been read
    seen: int = 0

    @property
    def began(self) -> date | None:
        """The day of the first deed."""
        return self.deeds[0].on if self.deeds else None

    def all(self, *words: str, since: int = 0) -> Iterator[Deed]:
        """The deeds that mean one of these words and were not undone, oldest first."""
        wanted = frozenset(words)
        return (d for d in self.deeds if d.seq > since and not d.undone and d.words & wanted)

    def last(self, *words: str, since: int = 0) -> Deed | None:
        """The latest of them."""
        wanted = frozenset(words)
        for deed in reversed(self.deeds):
            if deed.seq <= since:
                return None
            if not deed.undone and deed.words & wanted:
                return deed
        return None

    def seq(self, *words: str) -> int:
        """Where the latest of them stands; 0 where there is none."""
        deed = self.last(*words)
        return deed.seq if deed else 0

    def says(self, deed: Deed, key: str) -> Any:
        """What a deed says, or what was said last before it."""
        return deed.says[key] if key in deed.says else self.fields.get(key)

    def paper(self, *kinds: str) -> Paper | None:
        """The latest paper of a kind that still stands."""
        return next((p for p in reversed(self.papers) if p.kind in kinds and not p.undone), None)

    def sent(self, *kinds: str, topic: str | None = None) -> list[Errand]:
        """What was sent elsewhere, oldest first."""
        return [e for e in self.errands if e.kind in kinds and topic in (None, e.topic)]

    def people(self, capacities: Collection[str]) -> list[str]:
        """Those the case is about today."""
        return [p.key for p in self.parties.values() if p.capacity in capacities]

    def gone(self, capacities: Collection[str], day: date) -> list[str]:
        """Those of them who were there no more on a day."""
        return [p.key for p in self.parties.values() if p.capacity in capacities and p.is_gone(day)]
