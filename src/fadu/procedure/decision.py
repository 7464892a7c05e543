# SPDX-License-Identifier: MulanPSL-2.0
"""What is asked of the engine and what it answers: requests, worlds, grounds, decisions, clock readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from fadu.kernel.values import changed
from fadu.procedure.model import BUREAU_RIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from fadu.law import Law
    from fadu.law.deadline import Due
    from fadu.procedure.entry import Signature
    from fadu.procedure.model import Opening, Procedure
    from fadu.procedure.state import Pending, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why an act may not be done: what is missing, the article, the remedy.

    ``unknown`` says the guard could not tell: live it refuses, in replay it makes a finding possible, not certain.
    """

    code: str
    message: str
    cites: tuple[str, ...] = ()
    remedy: str = ""
    unknown: bool = False
    #: a matter of form alone: how something is to be written, or what a box holds; no article says so
    form: bool = False
    #: the guard that answered, and what it was asked about, where it was a guard
    guard: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """A guard that is met. ``warning`` is shown and recorded (late, back-dated), it refuses nothing."""

    warning: str = ""


HOLDS = Holds()
#: a guard answers Holds or a Ground (with ``unknown=True`` where it cannot tell)
Verdict = Holds | Ground
#: a fact answers yes, no or unknown
Answer = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A post held at the moment of the act, with the qualifications that go with the person.

    ``kinds``, ``actions`` and ``departments`` are what the power is limited to; empty is no limit. ``scope`` says it in words.
    """

    post: str
    by: str = "regular"
    certified: bool = False
    qualified: bool = False
    certificate: str = ""
    kinds: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    scope: str = ""
    #: the department in which the post is held; empty: in none, or in the whole bureau
    department: str = ""
    #: whether the bureau lets whoever holds it be the second person
    confirms: bool = False

    def covers(self, kind: str, department: str, action: str = "") -> bool:
        """Whether the power reaches this action (default: any action) in a case of that kind and department.

        >>> night = Holding(post="bureau_head", kinds=("penalty",), actions=("approve_filing",))
        >>> night.covers("penalty", "3", "approve_filing"), night.covers("licence", "3", "approve_filing")
        (True, False)
        """
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.departments or department in self.departments)
            and (not self.actions or not action or action in self.actions)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks, as of a moment. ``person`` is ``officer:<id>``, ``party:<id>``, ``system:<name>`` or ``law``.

    An officer and a system act by the posts they hold (a system by those its mandate names), a party in a
    capacity and through a channel, the law by itself.
    """

    person: str
    name: str = ""
    holdings: tuple[Holding, ...] = ()
    capacity: str = ""  # for parties
    channel: str = (
        ""  # for parties: through what they act; for officers whose act another enters: that other person
    )
    mandate: str = ""  # for systems: the paper by which the bureau lets it act; for such officers the paper that shows the act

    @property
    def kind(self) -> str:
        """``officer``, ``party``, ``system`` or ``law``."""
        return self.person.partition(":")[0]

    @property
    def entered_by(self) -> str:
        """The person who enters an act that this officer did on paper; empty where he acts himself."""
        return self.channel if self.kind == "officer" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReading:
    """One running count of a limit. Identity: ``(clock, about, started_seq)``."""

    clock: str
    title: str
    limit: str
    about: str  # party, document ref, child or channel it runs per; "" for the case
    whose: str
    started_on: date
    started_seq: int
    due: Due | None  # None: no length known (collective extension without date)
    due_on: date | None
    provisional: bool
    paused: bool  # stopped now by a running exclusion
    stopped_on: date | None  # met or stopped
    stopped_seq: int | None
    waived: bool
    void: bool
    target: bool
    cites: tuple[str, ...] = ()
    #: the moment of the end, where what ended it has one: a limit in hours is kept by the hour
    stopped_at: datetime | None = None

    def state(
        self, on: date
    ) -> Literal["void", "waived", "met", "breached", "expired", "paused", "running", "overdue"]:
        """How it stands on a day. ``breached``: stopped after the last day; ``overdue``: bureau's, running, past it;
        ``expired``: a party's term, or a right of the bureau, that has run out; the last day itself is in time."""
        if self.void:
            return "void"
        if self.waived:
            return "waived"
        if self.stopped_on is not None and self.stopped_on <= on:
            if self.due_on is None or (self.stopped_on <= self.due_on and not self.is_past_the_hour):
                return "met"
            return "expired" if self.whose == BUREAU_RIGHT else "breached"
        if self.paused:
            return "paused"
        if self.due_on is not None and on > self.due_on:
            return "overdue" if self.whose == "bureau" else "expired"
        return "running"

    @property
    def is_past_the_hour(self) -> bool:
        """Whether a limit in hours ended after its last moment; where only the day of the end is known, the day decides."""
        moment = self.due.moment if self.due else None
        return moment is not None and self.stopped_at is not None and self.stopped_at > moment


#: the facts an answer may rest on beyond acts and registers (`outside.needs` says which)
Need = Literal["sight", "service", "join", "sealed", "papers", "bounds", "register", "proof", "linked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service as the law derives it: the payload with its day, what speaks against this manner, and against what is to bear it out.

    ``doubts``: what is no reason against it and is asked about.
    """

    payload: Mapping[str, Any]
    objections: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """The case into which this one is to go. ``clashes``: roles that would meet in one person, in words."""

    number: str
    exists: bool = True
    is_same: bool = False
    is_other_kind: bool = False
    has_ended: bool = False
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfilled:
    """A paper the act would issue that cannot stand: the fields of its form that would stay empty, key and title, and the pieces
    of evidence its text names that are not in the dossier.
    """

    title: str
    fields: tuple[tuple[str, str], ...] = ()
    not_in_dossier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The facts fetched for one request. A fact left out was not fetched."""

    sees: Answer = "unknown"
    #: whether the case is to begin by itself, and not by an act of another
    by_itself: bool = False
    service: Service | None = None
    join: Join | None = None
    repeats_sealed: Answer = "unknown"
    #: the titles of the fields that repeat it; what they say is told nobody
    repeats_in: tuple[str, ...] = ()
    #: the words that repeat what the act itself is to seal, as whoever asks wrote both
    repeats_words: tuple[str, ...] = ()
    #: what the register of parties has against who comes into the case, each in a sentence
    register: tuple[str, ...] | None = None
    #: what speaks against the cases that the act names as linked, each in a sentence
    linked: tuple[str, ...] | None = None
    #: whether the paper by which an act proves what happened lies in the file
    proof: Answer = "unknown"
    #: what would stay empty in the papers of an act: a pure function over what was fetched
    unfilled: Callable[[World, Permitted], tuple[Unfilled, ...]] | None = None
    #: which papers are no longer what the first signature was put to, each in a sentence: a pure function likewise
    moved: Callable[[World, Pending, Permitted], tuple[str, ...]] | None = None
    #: what the registers could not hold of what would follow from an act, each in a sentence: a pure function likewise
    beyond: Callable[[World, Permitted], tuple[str, ...]] | None = None


@dataclass(frozen=True, kw_only=True)
class World:
    """All that a guard may look at: the acts so far and the registers, as of a moment."""

    procedure: Procedure
    state: State
    at: datetime
    law: Law
    case: str = ""
    #: the department that handles the case, for powers limited to departments
    department: str = ""
    actor: Actor | None = None
    #: the same actor when the act is recorded, where that is later than it is done, with what keeps him out by then; else None
    recorder: Actor | None = None
    kept_out: str = ""
    #: whoever did what another enters for him, with what he holds by then
    still: Actor | None = None
    #: the paper by which an act recorded late is entered, where it may be of a moment before the assignment (``assignment``)
    by_paper: str = ""
    #: other persons named as acting together with the actor
    together: tuple[Actor, ...] = ()
    #: (person, role in the root's vocabulary, case) over the root case and all its children
    family: tuple[tuple[str, str, str], ...] = ()
    #: the root's separation sets, and what a role of this case counts as there
    family_apart: tuple[tuple[str, ...], ...] = ()
    #: the articles by which the root keeps each of its sets apart
    family_cites: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    role_names: Mapping[str, str] = field(default_factory=dict)
    #: persons with a conflict of interest in this case -> reason
    conflicts: Mapping[str, str] = field(default_factory=dict)
    #: posts and qualifications of persons assigned (for `together`): person -> holdings
    holdings: Mapping[str, tuple[Holding, ...]] = field(default_factory=dict)
    #: what a fact needs beyond the acts, fetched in batches: name -> value
    registers: Mapping[str, Any] = field(default_factory=dict)
    #: local parameters in force: key -> integer
    local: Mapping[str, int] = field(default_factory=dict)
    #: the local parameters of another day, for clocks that started earlier
    local_on: Callable[[date], Mapping[str, int]] | None = None
    #: the payload asked for, for guards that look at what is about to be set
    proposed: Mapping[str, Any] = field(default_factory=dict)
    #: what lies beyond acts and registers, fetched because the request needs it; None: nothing was fetched
    outside: Outside | None = None
    #: True while an imported history is replayed
    replay: bool = False

    def value(self, key: str) -> Any:
        """A field's value: as proposed by this request, else as last set, else None."""
        return self.proposed[key] if key in self.proposed else self.state.fields.get(key)

    def cites(self, key: str) -> tuple[str, ...]:
        """The articles under a key of the law on the day of the act."""
        return self.law.cites(key, self.at.date())

    def local_of(self, day: date) -> Mapping[str, int]:
        """The local parameters of a day."""
        return self.local_on(day) if self.local_on else self.local

    def with_(self, **changes: Any) -> World:
        """A changed copy."""
        return changed(self, **changes)

    def as_recorded(self) -> World | None:
        """The same with what the actor holds when the act is recorded; None where nothing is recorded later than done."""
        if self.recorder is None:
            return None
        own = {self.recorder.person: self.kept_out} if self.kept_out else {}
        return self.with_(actor=self.recorder, recorder=None, conflicts={**self.conflicts, **own})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An act asked for. ``party`` names the party for acts done for one party at a time.

    ``blank``: nothing is filled in yet. What the act still has to be told is then no ground against it.
    """

    action: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    blank: bool = False
    role: str = ""  # chosen when the actor holds several; "" lets the engine choose
    party: str = ""
    #: the paper on which it was done, where that lies in the file or comes into it with the act
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permitted:
    """The act may be recorded: this is all there is to record."""

    action: str
    #: False: one signature was collected, others are still missing (recorded as built-in `sign`)
    complete: bool
    stage: str  # after the act
    payload: Mapping[str, Any]  # normalised, defaults applied, sealed fields still plain
    by: tuple[Signature, ...]
    issues: tuple[str, ...] = ()  # templates to issue
    opens: tuple[Opening, ...] = ()
    voids: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The act may not be done: every ground at once."""

    action: str
    grounds: tuple[Ground, ...]


Decision = Permitted | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One line of `explain`: an action, whether this actor may do it now, and every ground if not."""

    action: str
    title: str
    may: bool
    #: roles in which the actor could do it
    roles: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    waits_for: tuple[str, ...] = ()  # signatures still missing
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayFinding:
    """What a replayed history shows: an act that would have been refused, or a clock breached."""

    #: ``noted``: counted, no fault by itself
    severity: Literal["certain", "possible", "contradiction", "not_judged", "noted"]
    rule: str
    message: str
    cites: tuple[str, ...] = ()
    seq: int | None = None
    on: date | None = None
    #: a fact the judgement needs is not stated; where False, what is stated speaks against it
    unknown: bool = False
