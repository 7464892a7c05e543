# SPDX-License-Identifier: MulanPSL-2.0
"""The definition of a procedure, as loaded from its file: frozen values, no behaviour beyond look-up.

``source`` of each part is ``(line, column)`` in the file, so that every message can point at it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from fadu.kernel.problems import NOWHERE, Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: pseudo-stages an action may come from
START, OPEN, ENDED = "start", "open", "ended"
#: whom an action tells: the case that opened this one
PARENT = "parent"

#: whose clock it is that measures what the bureau may do and need not: it runs out, and nobody is late
BUREAU_RIGHT = "bureau_right"
#: the actor of acts by operation of law
BY_LAW = "law"

#: what an empty yes-or-no may stand for: nobody said, or a no
BLANK = ("unknown", "no")

FamilySees = Literal["", "all", "outcome"]
Again = Literal["", "unchanged", "supplemented"]
FieldType = Literal[
    "text",
    "longtext",
    "date",
    "datetime",
    "integer",
    "money",
    "percent",
    "boolean",
    "choice",
    "choices",
    "party",
    "officer",
    "code",
    "rows",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a closed list."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A typed value an action sets; forms, schemas and import columns are made from it."""

    key: str
    title: str
    type: FieldType
    choices: tuple[Choice, ...] = ()
    #: key of a dated closed list in law (``complaint/refusal_grounds``), instead of ``choices``
    options: str = ""
    #: items of that list that this field does not take
    without: tuple[str, ...] = ()
    #: of a text: the book of the law whose names the form offers (``bases``, a catalogue); others may be written, too. Of a party: the
    #: capacity of those whom it offers
    suggests: str = ""
    #: sub-fields of ``rows``
    columns: tuple[Field, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    #: a day that may lie after the act: a term, an appointment; every other day told is one that has been
    ahead: bool = False
    #: of a day that may lie ahead: it is set for somebody or announced, and lies on no day before the act that sets it
    not_past: bool = False
    #: else why it may be over already on the day of the act (others set it, it is copied from a paper)
    past_because: str = ""
    #: a day of an event outside the bureau, which may be mended; every other day is one of an act of the bureau
    outside: bool = False
    #: of a day: the day it contradicts by being later, unless a field says yes (``unless``)
    not_after: str = ""
    unless: str = ""
    #: of a day or a moment: the field it ends what was begun by, told with it or before it; it lies on none before that one
    not_before: str = ""
    #: of a number or an amount: the field that is its lower end
    not_below: str = ""
    #: of a text: it says how much or how many, ``positive`` (never none) or ``not_negative``
    counts: str = ""
    #: sealed: encrypted before it enters the record (informant, identity numbers)
    sealed: bool = False
    #: secondary file (副卷): not shown to the party
    secondary: bool = False
    help: str = ""
    #: a value as it may be written: shown beside the field, and what a made-up case says
    example: str = ""
    #: seldom filled in: forms show it folded until it is opened or says something
    rare: bool = False
    #: of a yes-or-no that may be left empty: what that stands for, ``unknown`` (nobody said) or ``no``
    blank: str = ""
    source: Source = NOWHERE

    @property
    def book(self) -> str:
        """The book of the law whose names are offered; empty where none is."""
        return self.suggests if self.type != "party" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Who acts. An officer's role is resolved from appointments held at the moment of the act."""

    key: str
    title: str
    post: tuple[str, ...] = ()
    #: a party's capacity (当事人, 申请人); acts are entered by the window or an officer of the case
    capacity: str = ""
    #: further capacities whose holders may act in this role, each for himself
    also: tuple[str, ...] = ()
    #: whoever has this capacity is known to the sealed fields alone: never a party that screens, papers and titles name
    sealed: bool = False
    #: a case may begin without anybody in this capacity
    may_be_unknown: bool = False
    #: whoever has this capacity is mostly a natural person; a form begins with that
    natural: bool = False
    #: whoever has this capacity is another authority that helps or takes over: nothing that is each party's is owed to it
    other_body: bool = False
    #: how many persons must act together (two officers)
    together: int = 1
    certified: bool = False
    qualified: bool = False
    #: role that assigns persons to this one; then only those assigned in the case hold it
    assigned_by: str = ""
    cites: tuple[str, ...] = ()
    #: acts -> the articles that say that it is this post that does them (负责人批准, 主要负责人决定); others it does by the bureau's own order
    named_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: Source = NOWHERE

    def articles(self, action: str) -> tuple[str, ...]:
        """The articles by which whoever does an act is in this role; none where law leaves it to the bureau."""
        return tuple(dict.fromkeys((*self.named_by.get(action, ()), *self.cites)))

    @property
    def capacities(self) -> frozenset[str]:
        """Every capacity in which a party may act in this role; none for a role of officers."""
        return frozenset(filter(None, (self.capacity, *self.also)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Roles that no one person may combine, over the root case and all its children."""

    roles: tuple[str, ...]
    cites: tuple[str, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A named fact with three answers; either a provided ``fact`` or a ``field`` compared with ``equals``."""

    key: str
    fact: str = ""
    field: str = ""
    equals: tuple[Any, ...] = ()
    negated: bool = False
    cites: tuple[str, ...] = ()
    title: str = ""
    #: on what it hangs and where that is said: for people who see that it is not known
    decided_by: str = ""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class WayStep:
    """One step of the straight way through a stage: an act, a wait for somebody while a clock runs, or a wait for child cases.

    Exactly one of ``action``, ``waits_for`` and ``child`` is given. ``when``: the conditions, all of them, under which it belongs to the way.
    """

    action: str = ""
    #: acts that call for it: it is due while the latest of those came after the latest of ``settled_by``, done before or not
    after: tuple[str, ...] = ()
    #: acts that settle what ``after`` called for; none: the act itself
    settled_by: tuple[str, ...] = ()
    #: beside the way: the clock of the bureau within which it is due; where several acts name it, the first that the stage allows
    within: str = ""
    #: beside the way: terms of a party whose running out unmet opens it, until it is done (or ``settled_by``) after the last such day
    missed: tuple[str, ...] = ()
    #: a role that is told of it as well: whoever prepares what another decides alone
    also: str = ""
    #: how the turn is called, where the act's own title tells its outcome beforehand
    called: str = ""
    #: a role of a party, or in words who else: the police, a bank
    waits_for: str = ""
    #: the clock that says until when is waited
    until: str = ""
    #: kind of the child cases that must have ended
    child: str = ""
    when: tuple[str, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a case stands."""

    key: str
    title: str
    final: bool = False
    #: outcome name when final (``granted``, ``refused``): defaults to the key
    outcome: str = ""
    #: an outcome on which the case that opened this one may go on: a review that agrees, an item adopted
    affirms: bool = False
    #: it affirms no proposal as it was, but one that was changed since and may follow it: a review that agrees once something is changed
    once_changed: bool = False
    #: it does not affirm and wants no change: what was sent may be sent again, ``unchanged`` or once something is ``supplemented``
    again: Again = ""
    #: why a stage in which the bureau must act has no clock
    no_limit_because: str = ""
    #: what is ordinarily done here, in this order; what else is lawful stands beside it
    way: tuple[WayStep, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRule:
    """What a case is about in a catalogue of special law: the field that names it, and the fields that narrow it down."""

    catalogue: str
    field: str
    about: tuple[str, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class BasesRule:
    """Where a case says which bases of punishment its decision rests on: a field of rows, and the column with keys of the catalogue.

    The remedies against the decision follow them, and with them every clock that runs on a term of a remedy.
    """

    field: str
    column: str
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost:
    """How long an interruption may be left out of a term: the field of its first act that says how many days it will take."""

    field: str
    unit: Literal["working_day", "calendar_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """Runs beside a stage and returns to it; clocks say which of them they do not count."""

    key: str
    title: str
    start: str
    end: str
    by: str = ""
    #: it also runs while a paper is served in this manner, from the day it is sent until it counts as served
    manner: str = ""
    #: the rest of the case goes on meanwhile
    goes_on: bool = False
    #: several of it may run at once: two samples with two laboratories
    several: bool = False
    #: the case stands still meanwhile but for these actions, the one that ends it, and what the law brings about
    allows: tuple[str, ...] = ()
    told_in_writing: bool = False
    #: no more days are left out than were told
    at_most: AtMost | None = None
    cites: tuple[str, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What starts or stops a clock: an act, the service of a document, the end of a child or of another clock."""

    kind: Literal["act", "served", "child_opened", "child", "told", "over", "published", "field", "rows"]
    name: str
    #: outcomes of a child, or words that were told
    outcomes: tuple[str, ...] = ()
    #: of what was told: the field handed over that holds the day; of rows: the column that holds it
    day: str = ""
    #: of rows: the column of the sum due by each, or received with each
    amount: str = ""
    #: of rows: column and value of those that count
    only: tuple[tuple[str, str], ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """A limit of the law in this procedure: what starts and stops it, what it does not count, per what it runs."""

    key: str
    title: str
    limit: str
    starts: tuple[Trigger, ...]
    stops: tuple[Trigger, ...] = ()
    #: interruptions and child matters whose days are not counted
    excludes: tuple[str, ...] = ()
    #: of the child matters left out: the outcomes that say there was nothing to leave out, so that their days count
    counts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    per: Literal["case", "party", "document", "child", "channel", "row"] = "case"
    #: 'bureau' for its duty, 'bureau_right' for what it may do and need not, or the role whose right or duty it measures
    whose: str = "bureau"
    #: what its end means, where neither the bureau's duty nor a party's term says it
    means: str = ""
    when: str = ""
    waived_by: str = ""
    #: the articles by which it may be stretched after its last day; none: no act takes its end away
    after_end: tuple[str, ...] = ()
    #: its limit runs from an event outside, and this act is that event: the articles by which it is
    event_is_the_act: tuple[str, ...] = ()
    #: internal target, never a finding
    target: bool = False
    cites: tuple[str, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardUse:
    """A guard with its arguments, as an action names it."""

    name: str
    args: Mapping[str, Any] = field(default_factory=dict)
    when: str = ""
    cites: tuple[str, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A document an action issues."""

    template: str
    #: ``each_party``, ``party`` (the one the act is done for), ``others``, or a party's role of this procedure
    served_to: str = ""
    #: of those, not to whoever has died or ended with nobody in the place: the act is done although somebody is gone
    to_those_left: bool = False
    #: a party may be handed one beside whatever is served: nobody waits for it, and no term begins
    copy: bool = False
    numbered: bool = False
    when: str = ""
    #: acts after which nobody is waited for any more to serve it
    until: tuple[str, ...] = ()
    #: a condition: once it is known not to hold, nobody is waited for any more to serve it
    as_long_as: str = ""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A child case an action opens. ``roles``: child's role -> role of this procedure it counts as (``as:``)."""

    matter: str
    roles: Mapping[str, str] = field(default_factory=dict)
    for_each: Literal["", "party"] = ""
    topic: str = ""
    #: fields of the child set from fields of this case: child field -> own field
    passes: Mapping[str, str] = field(default_factory=dict)
    #: the steps by which the child, once it ends with an outcome that affirms, has dealt with the proposal
    deals_with: tuple[str, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tells:
    """What other cases of the family are told of an action, in its own transaction.

    ``to`` is ``parent``, or the kind of the child cases; what is said is the value of ``field``, or the ``word``.
    """

    to: str
    field: str = ""
    word: str = ""
    #: fields of this case handed over with it
    passes: tuple[str, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The risk point of an action (廉政风险点), printed on the chart."""

    level: str
    point: str
    measures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What may be done. One action has one destination: each outcome is an action of its own."""

    key: str
    title: str
    sources: tuple[str, ...]  # the stages of `from:`
    to: str = ""  # absent: the case stays
    returns: bool = False  # `return_to:` instead of `to:`
    by: str = ""  # role, or BY_LAW
    signs: tuple[str, ...] = ()
    on: Trigger | None = None  # for BY_LAW
    guards: tuple[GuardUse, ...] = ()
    #: guards that refuse nothing: what breaks them happened, is warned of and becomes a finding
    finds: tuple[GuardUse, ...] = ()
    sets: tuple[str, ...] = ()
    may_set: tuple[str, ...] = ()
    #: an event outside the bureau that the act records -> the date field that says when it happened
    dated: Mapping[str, str] = field(default_factory=dict)
    #: acts that the event answers, so that its day is on none before them
    not_before: tuple[str, ...] = ()
    adds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # list name -> field keys
    issues: tuple[Issue, ...] = ()
    corrects: str = ""
    opens: tuple[Opening, ...] = ()
    tells: Tells | None = None  # what the case that opened this one, or those it opened, come to know
    links: str = ""  # kind of link to another case this action records
    merges_into: str = ""
    hands_over: tuple[str, ...] = ()  # acts of which the case that takes this one over is told
    splits: str = ""
    voids: tuple[str, ...] = ()  # actions and templates whose acts and papers become void
    restarts: tuple[str, ...] = ()
    extends: Mapping[str, str] = field(default_factory=dict)  # clock -> limit key, or "until"
    publishes: str = ""
    clears: str = ""  # rule of publication that must be cleared by this act after each decision
    per_party: bool = False  # done for one party at a time
    deals_with: tuple[str, ...] = ()  # steps: what the act does with the proposal that stands after it
    risk: Risk | None = None
    cites: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    help: str = ""
    source: Source = NOWHERE

    @property
    def actors(self) -> tuple[str, ...]:
        """Roles that act, in signing order."""
        return self.signs or ((self.by,) if self.by else ())

    @property
    def uses(self) -> tuple[GuardUse, ...]:
        """Every guard the action names: those that refuse, and those that only find."""
        return (*self.guards, *self.finds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """A property of the graph, proved when the file is loaded.

    ``kind`` is ``never`` (``action`` before all of ``before``, or while a clock of ``while_running`` runs), ``same`` (the
    proposal that ``action`` deals with is the one with which the steps of ``before`` dealt)
    or the name of a property of the whole procedure (``no_dead_end``, ``every_clock_stops``). ``before`` names actions, or
    kinds and topics of child cases, which must have ended; with ``since``, after the latest of those.
    """

    kind: str
    action: str = ""
    before: tuple[str, ...] = ()
    #: of ``same``: the very version, and no lighter one that may follow it
    unchanged: bool = False
    while_running: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    #: condition under which it binds (the proof assumes it to be yes)
    when: str = ""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """A step in which the proposal is dealt with: examined, told, discussed."""

    key: str
    title: str
    #: the articles by which a lighter proposal needs no repetition of the step; none: it is done again
    lighter: tuple[str, ...] = ()
    #: the acts and kinds of children (a defence, a hearing) one of which a lighter proposal follows; none: it may follow at once
    lighter_after: tuple[str, ...] = ()
    #: the role whose signature it is
    by: str = ""
    #: of a step that an act does: the field in which it says its opinion, the choices that agree, and the field with the words of it
    opinion: str = ""
    agrees: tuple[str, ...] = ()
    says: str = ""
    #: the field in which whoever goes on says why an opinion that does not agree is not followed
    answer: str = ""
    cites: tuple[str, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Which fields of the kind make the proposal (拟处理意见): findings, basis, and the measures against each party."""

    #: the role of those it is against
    against: str
    #: the field of what was found; several where the case may end in several ways, each with its kinds in the same place
    findings: tuple[str, ...]
    basis: str
    #: rows that name entries of a catalogue: they are the basis where no text states it
    charges: str = ""
    #: the field of the kinds of measure, or of the grounds a licence is taken away on
    kinds: tuple[str, ...]
    #: field of an amount -> the kind it belongs to
    amounts: Mapping[str, str] = field(default_factory=dict)
    #: rows of party, kind, months, for_life and object: terms and objects of measures
    terms: str = ""
    #: the rest of a measure, in words
    words: str = ""
    #: rows of party, kinds and amounts, where parties are treated apart
    per_party: str = ""
    #: how heavy the measures are said to be within what the law allows, as one choice; the lists of severity order it
    grade: str = ""
    #: prose about the proposal: a change of it alone is clerical
    clerical: tuple[str, ...] = ()
    #: dated lists of kinds, each from light to heavy
    severity: tuple[str, ...] = ()
    steps: Mapping[str, Dealt] = field(default_factory=dict)
    #: the acts by which an opinion that does not agree is taken up; the first that the case allows is the ordinary one
    changed_by: tuple[str, ...] = ()
    source: Source = NOWHERE

    @cached_property
    def parts(self) -> frozenset[str]:
        """Every field that belongs to it."""
        named = (
            *self.findings,
            self.basis,
            self.charges,
            *self.kinds,
            self.terms,
            self.words,
            self.per_party,
            self.grade,
        )
        return frozenset((*filter(None, named), *self.amounts, *self.clerical))


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What cases running under the earlier edition do: move with a map of stages, or continue, with the text that says so."""

    kind: Literal["first", "move", "continue"]
    stages: Mapping[str, str] = field(default_factory=dict)
    because: tuple[str, ...] = ()
    #: what the text leaves open about running cases, for the legal office
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What is decided in two cases as one decision: acts of this one (``after``) say that the other did one of its acts (``by``).

    ``denied``: acts of this one that say it did not. Found in checks over the links of both, whichever end recorded them.
    """

    matter: str
    by: tuple[str, ...]
    after: tuple[str, ...]
    denied: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    source: Source = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWords:
    """What a linked case is to the one the link starts from (``here``), and that one to the other (``there``)."""

    here: str
    there: str
    followed: Followed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """A paper of the case that opens this one, on whose service this one rests: it stands in one register and is told here.

    Nobody types its day. ``day`` and ``manner`` name the fields that take both from the register; ``told_by`` the act in which
    records from elsewhere, which do not have the paper, tell of them.
    """

    template: str
    title: str
    day: str = ""
    manner: str = ""
    told_by: str = ""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One edition of a statutory procedure."""

    key: str
    title: str
    power: str
    edition: date
    cites: tuple[str, ...]
    roles: Mapping[str, Role]
    apart: tuple[Apart, ...]
    conditions: Mapping[str, Condition]
    fields: Mapping[str, Field]
    stages: Mapping[str, Stage]
    interruptions: Mapping[str, Interruption]
    clocks: Mapping[str, ClockRule]
    actions: Mapping[str, Action]
    assurances: tuple[Assurance, ...]
    running: Running
    #: replay only: no opening of new cases (editions kept for imported histories)
    replay_only: bool = False
    #: opened only as a child of other cases, never at the window
    child_only: bool = False
    #: what whoever handles the case that opened it sees of one: `all` but what is sealed or secondary, or its `outcome`
    family_sees: FamilySees = ""
    #: posts that see every case of the kind in the bureau
    seen_by: tuple[str, ...] = ()
    #: kind of link its actions record -> what the two cases are to one another
    links: Mapping[str, LinkWords] = field(default_factory=dict)
    #: paper of the case that opens it -> how its service counts here
    rests_on: Mapping[str, Resting] = field(default_factory=dict)
    #: catalogue of special law -> the fields that say what a case is about in it
    subjects: Mapping[str, SubjectRule] = field(default_factory=dict)
    #: where it says which bases of punishment its decision rests on
    bases: BasesRule | None = None
    #: list of rows its actions add, that is no field -> its title
    lists: Mapping[str, str] = field(default_factory=dict)
    #: the fields that make the proposal, in a kind that ends against somebody
    proposal: Proposal | None = None
    #: acts that are due in whatever stage they may be done, beside the way
    beside: tuple[WayStep, ...] = ()
    #: what lists call its cases behind the names of the parties, with the fields that say what it is about: ``涉嫌{offence}案``
    heading: str = ""
    #: number pattern of its cases, e.g. ``{abbreviation}市监立〔{year}〕{serial}号``
    number: str = ""
    fingerprint: str = ""
    path: str = ""

    def publications(self) -> dict[str, str]:
        """What must be made public, by its rule: the titles of the acts whose outcome that is."""
        by_rule: dict[str, list[str]] = {}
        for action in self.actions.values():
            if action.publishes:
                by_rule.setdefault(action.publishes, []).append(action.title)
        return {rule: "、".join(dict.fromkeys(titles)) for rule, titles in sorted(by_rule.items())}

    def action(self, key: str) -> Action:
        """The action of that key, or UnknownNameError with the nearest."""
        from fadu.kernel.errors import UnknownNameError

        try:
            return self.actions[key]
        except KeyError:
            raise UnknownNameError("办理动作", key, self.actions) from None

    def capacities(self) -> tuple[Role, ...]:
        """The roles of parties that may be named openly."""
        return tuple(role for role in self.roles.values() if role.capacity and not role.sealed)

    def sealed_capacities(self) -> frozenset[str]:
        """The capacities in which nobody is named openly."""
        return frozenset(role.capacity for role in self.roles.values() if role.sealed)

    def actions_in(self, stage: str) -> tuple[Action, ...]:
        """What may be done from a stage, any-time and after-the-end actions included."""
        anytime = ENDED if self.stages[stage].final else OPEN
        return tuple(a for a in self.actions.values() if stage in a.sources or anytime in a.sources)
