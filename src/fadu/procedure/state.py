# SPDX-License-Identifier: MulanPSL-2.0
"""The state of a case: a fold over its acts, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from fadu.kernel.values import changed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date, datetime

    from fadu.procedure.entry import Entry, Signature
    from fadu.procedure.model import Procedure

T = TypeVar("T")

#: the access of a file of the secondary file
SECONDARY = "secondary"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A party of the case. ``kind`` is ``person`` or ``unit``."""

    key: str  # "party:3"
    name: str
    capacity: str
    kind: str
    since: int  # seq
    #: the day on which it died or ended with nobody in its place, and the articles; None while it is there
    ended_on: date | None = None
    ended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One party that took the place of another."""

    predecessor: str
    successor: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """One completed service of a document on a party."""

    party: str
    manner: str
    effective_on: date
    seq: int
    #: handed over, posted, sent or published; None where the record does not say
    sent_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """One attempt to serve a document on a party that failed."""

    party: str
    manner: str
    failure: str
    seq: int
    sent_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedElsewhere:
    """That a paper of another case, on whose service this one rests, was served on a party: as told by that case.

    ``case`` and ``document`` are empty where a record from elsewhere tells of it; ``party`` then means everybody.
    """

    template: str
    effective_on: date
    seq: int
    case: str = ""
    document: str = ""
    number: str = ""
    party: str = ""
    manner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document issued in the case. ``ref`` is ``<template>/<seq of the issuing act>``."""

    ref: str
    template: str
    number: str
    seq: int
    issued_on: date
    parties: tuple[str, ...] = ()
    services: tuple[ServiceView, ...] = ()
    attempts: tuple[AttemptView, ...] = ()
    void: bool = False

    def is_for(self, party: str) -> bool:
        """Whether it is addressed to a party; one that names nobody is for whoever it reaches."""
        return not self.parties or party in self.parties


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildView:
    """A child case and, once it has ended, its outcome and the fields it hands up."""

    case: str
    matter: str
    topic: str
    opened_at: datetime
    opened_seq: int
    party: str = ""
    outcome: str = ""
    ended_at: datetime | None = None
    ended_seq: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict)
    void: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What another case of the family told this one: which case, of which kind, what, and on which legal day it happened."""

    case: str
    matter: str
    says: str
    on: date
    seq: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    #: whom it is about, where the case that told is none that this one opened
    party: str = ""
    #: where the party came from another case, to which it was told: ``by`` its number, ``version`` the decision it is about
    handed_over: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One spell of an interruption: half-open ``[start, end)``; ``end`` None while it runs."""

    key: str
    start: date
    end: date | None
    seq: int
    #: the act that ended it; 0 while it runs
    ended_seq: int = 0
    #: how many days it was said to take; 0 where nothing was said
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An action proposed by its first signature and not yet signed by all."""

    action: str
    payload: Mapping[str, Any]
    signatures: tuple[Signature, ...]
    seqs: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class State:
    """What the acts so far amount to."""

    stage: str = "start"
    opened_at: datetime | None = None
    #: last value set, per field, from acts that are not void
    fields: Mapping[str, Any] = field(default_factory=dict)
    #: seq of the act that set each field
    set_by: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    void: frozenset[int] = frozenset()
    parties: tuple[PartyView, ...] = ()
    successions: tuple[Succession, ...] = ()
    documents: tuple[DocumentView, ...] = ()
    #: services of papers of the case that opened this one
    elsewhere: tuple[ServedElsewhere, ...] = ()
    children: tuple[ChildView, ...] = ()
    heard: tuple[Telling, ...] = ()
    spells: tuple[Spell, ...] = ()
    pending: tuple[Pending, ...] = ()
    #: what waited for a signature when the case ended and is signed no more; empty while it runs
    lapsed: tuple[Pending, ...] = ()
    #: role -> persons assigned and not released
    assigned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: (person, role) ever taken by acting or by assignment: never shrinks
    taken: frozenset[tuple[str, str]] = frozenset()
    links: tuple[tuple[str, str], ...] = ()  # (kind, case number)
    published: tuple[tuple[str, str, date], ...] = ()  # (rule, channel, on)
    #: (clock, seq) of restarts; clock -> extensions are read from entries by `clocks`
    edition: date | None = None

    def done(self, action: str) -> tuple[Entry, ...]:
        """The acts of that action that are not void, oldest first."""
        return self._done.get(action, ())

    @cached_property
    def _done(self) -> Mapping[str, tuple[Entry, ...]]:
        """The acts that are not void, by action: guards, facts and clocks ask for them hundreds of times."""
        by_action: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.seq not in self.void:
                by_action.setdefault(entry.action, []).append(entry)
        return {action: tuple(entries) for action, entries in by_action.items()}

    def once(self, procedure: Procedure, make: Callable[[Procedure, State], T]) -> T:
        """What a function gives for this state under a procedure, worked out when first asked for: a page asks it for every act."""
        kept = self._known.get(make)
        if kept is None or kept[0] is not procedure:
            kept = self._known[make] = (procedure, make(procedure, self))
        return cast("T", kept[1])

    @cached_property
    def _known(self) -> dict[Any, tuple[Procedure, Any]]:
        return {}

    def last(self, action: str) -> Entry | None:
        """The latest act of that action that is not void."""
        acts = self.done(action)
        return acts[-1] if acts else None

    def filed(self, title: object = None) -> tuple[Entry, ...]:
        """The acts that took a file, one of a title where it is said, into the main file and are not void, oldest first.

        What a file of the secondary file is called is as closed as the file: nothing open offers, compares or says it.
        """
        files = (e for e in self.done("attach") if e.payload.get("access") != SECONDARY)
        return tuple(e for e in files if title is None or (title and e.payload.get("title") == title))

    def titles_filed(self) -> tuple[str, ...]:
        """What the files of the main file are called, each title once: the ones that may be offered, named and printed."""
        return tuple(dict.fromkeys(str(e.payload.get("title")) for e in self.filed()))

    def proof(self, title: str) -> str:
        """The digest of the last paper of a title taken into the main file; empty where there is none."""
        papers = self.filed(title)
        return str(papers[-1].payload.get("digest") or "") if papers else ""

    def latest(self, names: Iterable[str]) -> int:
        """The seq of the latest act, end of a child case or paper of those names; 0 where there is none."""
        seqs = [0]
        for name in names:
            seqs += [entry.seq for entry in self.done(name)]
            seqs += [child.ended_seq for child in self.children_of(name)]
            seqs += [paper.seq for paper in self.documents if paper.template == name and not paper.void]
        return max(seqs)

    def document(self, template: str) -> DocumentView | None:
        """The latest document of that template that is not void."""
        issued = [d for d in self.documents if d.template == template and not d.void]
        return issued[-1] if issued else None

    def children_of(self, matter: str, topic: str = "") -> tuple[ChildView, ...]:
        """The children of that matter (and topic) that are not void, oldest first."""
        return tuple(
            c for c in self.children if c.matter == matter and (not topic or c.topic == topic) and not c.void
        )

    def children_on(self, topic: str) -> tuple[ChildView, ...]:
        """The children opened on a topic, of whatever matter, that are not void, oldest first."""
        return tuple(c for c in self.children if c.topic == topic and not c.void)

    def standing_for(self, party: str) -> frozenset[str]:
        """A party and all whose place it took, one after the other."""
        keys = {party}
        for succession in reversed(self.successions):
            if succession.successor in keys:
                keys.add(succession.predecessor)
        return frozenset(keys)

    def tellings(self, matter: str, says: Collection[str] = (), *, after: int = 0) -> tuple[Telling, ...]:
        """What cases of a kind told this one, oldest first; ``says``: one of these words; ``after``: later than that act."""
        return tuple(
            t for t in self.heard if t.matter == matter and (not says or t.says in says) and t.seq > after
        )

    def whom(self, telling: Telling) -> str:
        """The party that what was told is about: the one the case that told was opened for; empty for all."""
        opened = (child.party for child in self.children if child.case == telling.case)
        return telling.party or next(opened, "")

    def with_(self, **changes: Any) -> State:
        """A changed copy."""
        other = changed(self, **changes)
        for worked_out in ("_done", "_known"):  # of what this one says
            other.__dict__.pop(worked_out, None)
        return other
