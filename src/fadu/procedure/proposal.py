# SPDX-License-Identifier: MulanPSL-2.0
"""The proposal (拟处理意见) a case carries that ends against somebody: its versions, and who is affected by each.

A version is what findings, basis and measures say, in canonical form. Its digest is over these; prose is apart. Nothing
is stored: the versions follow from the acts, so that a history tells them as a case of today does.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fadu.kernel import digests
from fadu.procedure.entry import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Action, Procedure, Proposal
    from fadu.procedure.state import State

#: whom a measure falls on that nobody is named for: the case as a whole
NOBODY = ""
_NOTHING: tuple[object, ...] = (None, "", [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure against one party. ``amount`` in fen; ``months`` None where no term is stated; ``words`` what no field holds."""

    kind: str
    amount: int = 0
    months: int | None = None
    for_life: bool = False
    object: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Version:
    """What was proposed at one time. None: that part was not stated."""

    findings: str | None = None
    basis: str | None = None
    #: party -> what falls on it; None: no measure was stated
    measures: Mapping[str, tuple[Measure, ...]] | None = None
    #: how heavy they are said to be, where the kind has such a field
    grade: str | None = None
    prose: Mapping[str, str] = field(default_factory=dict)
    #: the act that proposed it; 0 while it is only asked for
    seq: int = 0
    #: counted from 1 over the case; the same proposal keeps its number
    number: int = 0
    #: the field of its kinds: in which of several ways the case is to end
    way: str = ""

    @cached_property
    def digest(self) -> str:
        """The sha256 of what it says, prose apart."""
        measures = self.measures
        said: dict[str, Any] = {
            "findings": self.findings,
            "basis": self.basis,
            "measures": None
            if measures is None
            else {party: [asdict(measure) for measure in measures[party]] for party in sorted(measures)},
        }
        if self.grade is not None:
            said["grade"] = self.grade
        return digests.of(
            json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        )

    @property
    def affected(self) -> tuple[str, ...]:
        """The parties that a measure falls on; NOBODY where it is not said whom."""
        return tuple(party for party, falling in (self.measures or {}).items() if falling)


def proposes(procedure: Procedure, action: Action) -> bool:
    """Whether an action says anything of the proposal: every such act may make another version."""
    rule = procedure.proposal
    return rule is not None and not rule.parts.isdisjoint((*action.sets, *action.may_set))


def versions(procedure: Procedure, state: State) -> tuple[Version, ...]:
    """The versions in the order of the acts that proposed them; an act that repeats what stood has one as well."""
    return state.once(procedure, _versions)


def _versions(procedure: Procedure, state: State) -> tuple[Version, ...]:
    rule = procedure.proposal
    if rule is None:
        return ()
    capacity = procedure.roles[rule.against].capacity
    said: dict[str, Any] = {}
    parties: dict[str, str] = {}
    left: dict[str, str] = {}
    made: list[Version] = []
    for entry in state.entries:
        _follow(parties, left, entry)
        if entry.seq in state.void or entry.action in BUILT_IN or rule.parts.isdisjoint(entry.payload):
            continue
        said = _said(rule, said, entry.payload)
        accused = [party for party, held in parties.items() if held == capacity]
        version = replace(_version(rule, said, accused), seq=entry.seq)
        made.append(replace(version, number=_number(made, version)))
    return tuple(made)


def _follow(parties: dict[str, str], left: dict[str, str], entry: Entry) -> None:
    """Who is in the case after an act, party to capacity; ``left`` keeps the capacity of those whose place others took."""
    payload = entry.payload
    if entry.action == "add_party":
        parties[payload["party"]] = payload["capacity"]
    elif entry.action == "remove_party":
        parties.pop(payload["party"], None)
    elif entry.action == "succeed" and payload.get("effect", "successor") == "successor":
        before = payload["party"]
        left[before] = parties.pop(before, left.get(before, ""))  # divided, the place is taken more than once
        parties[payload["successor"]] = left[before]


def in_force(made: Sequence[Version], seq: int) -> Version | None:
    """The version that stood after an act."""
    return next((version for version in reversed(made) if version.seq <= seq), None)


def current(world: World) -> Version | None:
    """The version the request proposes, else the one that stands; against whoever may be proceeded against today."""
    rule = world.procedure.proposal
    if rule is None:
        return None
    said = _said(rule, world.state.once(world.procedure, _said_so_far), world.proposed)
    capacity = world.procedure.roles[rule.against].capacity
    accused = [party.key for party in world.state.parties if party.capacity == capacity]
    return _version(rule, said, accused)


def _said_so_far(procedure: Procedure, state: State) -> dict[str, Any]:
    said: dict[str, Any] = {}
    rule = procedure.proposal
    if rule is not None:
        for entry in state.entries:
            if entry.seq not in state.void and entry.action not in BUILT_IN:
                said = _said(rule, said, entry.payload)
    return said


def plain(text: object) -> str:
    """A text without what is no part of its meaning: blanks, and the width of its signs."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


def values(world: World, keys: Collection[str], seq: int = 0) -> dict[str, Any]:
    """What some fields said with the proposal: after an act; without one, with what is proposed now."""
    rule, said = world.procedure.proposal, dict[str, Any]()
    acts = [
        entry.payload
        for entry in world.state.entries
        if (not seq or entry.seq <= seq)
        and entry.seq not in world.state.void
        and entry.action not in BUILT_IN
    ]
    for payload in (*acts, *([] if seq else [world.proposed])):
        gone = taken_away(rule, payload) if rule else frozenset[str]()
        said = {key: value for key, value in said.items() if key not in gone}
        said |= {key: payload[key] for key in keys if key in payload}
    return said


def is_same(one: object, other: object) -> bool:
    """Whether two values say the same, where nothing said is nothing."""
    if one in _NOTHING or other in _NOTHING:
        return one in _NOTHING and other in _NOTHING
    return plain(one) == plain(other) if isinstance(one, str) and isinstance(other, str) else one == other


def _said(rule: Proposal, before: Mapping[str, Any], payload: Mapping[str, Any]) -> dict[str, Any]:
    """What has been said of the proposal after one more act. Amounts go with the kinds they belong to.

    Where a case may end in several ways, what was said of the others goes with the fields of the one the act names.
    """
    gone = taken_away(rule, payload)
    kept = {key: value for key, value in before.items() if key not in gone}
    return {**kept, **{key: payload[key] for key in rule.parts if key in payload}}


def taken_away(rule: Proposal, payload: Mapping[str, Any]) -> frozenset[str]:
    """The fields of the proposal whose earlier values an act sets aside by what it says, without giving another. A field it takes back
    (None) says nothing of the way in which the case is to end.
    """
    ways = tuple(zip(rule.findings, rule.kinds, strict=True))
    says = {key for key, value in payload.items() if value is not None}
    named = [way for way in ways if not says.isdisjoint(way)]
    gone = {name for way in ways if named and way not in named for name in way}
    gone |= rule.amounts.keys() if not says.isdisjoint(rule.kinds) else set()
    return frozenset(gone - payload.keys())


def standing(rule: Proposal | None, state: State, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a case that hold once an act is done: an earlier fine is none of a decision that gives a warning alone,
    nor of the papers that follow it; nor is what the act takes back.
    """
    gone = taken_away(rule, payload) | _left_behind(rule, state) if rule else frozenset[str]()
    said = {**{key: value for key, value in state.fields.items() if key not in gone}, **payload}
    return {key: value for key, value in said.items() if value is not None}


def _left_behind(rule: Proposal, state: State) -> frozenset[str]:
    """Amounts that the last act which named kinds of measures did not name."""
    named = max((state.set_by.get(name, 0) for name in rule.kinds), default=0)
    return frozenset(amount for amount in rule.amounts if state.set_by.get(amount, named) < named)


def _number(made: Sequence[Version], version: Version) -> int:
    before = next((each.number for each in made if each.digest == version.digest), 0)
    return before or max((each.number for each in made), default=0) + 1


def _version(rule: Proposal, said: Mapping[str, Any], accused: Sequence[str]) -> Version:
    findings, basis = _first(rule.findings, said), said.get(rule.basis) or _charged(rule, said)
    return Version(
        way=next((name for name in rule.kinds if said.get(name)), ""),
        findings=None if findings in (None, "") else plain(findings),
        basis=None if basis in (None, "") else plain(basis),
        measures=_measures(rule, said, accused),
        grade=said.get(rule.grade) or None,
        prose={key: plain(said[key]) for key in rule.clerical if said.get(key) not in (None, "")},
    )


def _charged(rule: Proposal, said: Mapping[str, Any]) -> str:
    """The basis where no text states it: which entry of the catalogue against whom, in an order of its own."""
    rows: Iterable[Mapping[str, Any]] = said.get(rule.charges) or ()
    return "；".join(sorted({f"{row.get('party', NOBODY)} {row.get('base', '')}" for row in rows}))


def _first(names: Sequence[str], said: Mapping[str, Any]) -> Any:
    """What the first of several fields says that says anything; None where none does."""
    return next((said[name] for name in names if said.get(name) not in (None, "")), None)


def _kinds(rule: Proposal, said: Mapping[str, Any]) -> Sequence[str]:
    """The kinds of measure; of a field of one choice that choice."""
    kinds = _first(rule.kinds, said)
    return [kinds] if isinstance(kinds, str) else kinds or ()


def _measures(
    rule: Proposal, said: Mapping[str, Any], accused: Sequence[str]
) -> dict[str, tuple[Measure, ...]] | None:
    if not _kinds(rule, said):
        return None
    rows: Iterable[Mapping[str, Any]] = said.get(rule.per_party) or ()
    whole = dict.fromkeys(accused, said) if len(accused) == 1 else {NOBODY: said}
    shares = {str(row.get("party") or NOBODY): row for row in rows} or whole
    told_apart = any(_kinds(rule, row) for row in rows)
    return {
        party: tuple(
            sorted(_of(rule, said, share, party, told_apart=told_apart), key=lambda m: (m.kind, m.object))
        )
        for party, share in shares.items()
    }


def _of(
    rule: Proposal, said: Mapping[str, Any], share: Mapping[str, Any], party: str, *, told_apart: bool
) -> Iterator[Measure]:
    """The measures of one share: of the kinds it names, else of those of the whole.

    Of a kind with an amount a share has only what its amount says; where other shares name their kinds, of the rest nothing.
    """
    amounts = {kind: int(share.get(amount) or 0) for amount, kind in rule.amounts.items()}
    common = [kind for kind in _kinds(rule, said) if amounts.get(kind, 0 if told_apart else 1)]
    kinds = _kinds(rule, share) or common
    terms: Iterable[Mapping[str, Any]] = said.get(rule.terms) or ()
    for kind in dict.fromkeys(kinds):
        rows = [row for row in terms if row.get("kind") == kind and row.get("party", party) == party]
        words = plain(said.get(rule.words) or "") if kind not in amounts and not rows else ""
        measure = Measure(kind=kind, amount=amounts.get(kind, 0), words=words)
        yield from [_termed(measure, row) for row in rows] or [measure]


def _termed(measure: Measure, row: Mapping[str, Any]) -> Measure:
    for_life = bool(row.get("for_life"))
    months = None if for_life else row.get("months")
    return replace(measure, months=months, for_life=for_life, object=plain(row.get("object") or ""))
