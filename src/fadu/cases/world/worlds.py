# SPDX-License-Identifier: MulanPSL-2.0
"""From rows to values: the acts of a case as entries, and the world its guards may look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from fadu.cases import registry
from fadu.cases.errors import KindNotInstalledError
from fadu.cases.models import Act, Case, CaseLink, CaseParty, RoleTaken
from fadu.cases.rules import officer_id_of, party_key, person_of, separation_sets, stream_of
from fadu.cases.world import folded, meetings
from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.ledger import selectors as ledger
from fadu.people import adopted
from fadu.people import selectors as people
from fadu.people.actors import AnyActor, LawActor, OfficerActor, PartyActor, SystemActor
from fadu.people.rules import confirming_posts
from fadu.procedure.decision import Actor, Holding, World
from fadu.procedure.entry import Entry, Signature
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.storage.once import looked_up
from fadu.storage.prepared import Prepared, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from fadu.law import Law
    from fadu.people.adopted import LocalParameters
    from fadu.people.models import Bureau
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State


def is_installed(kind: str) -> bool:
    """Whether there is a procedure for a kind."""
    return kind in library().folders


def procedure_of(case: Case) -> Procedure:
    """The edition a case runs under. Raises KindNotInstalledError where its kind was taken away."""
    known = library()
    if case.kind not in known.folders:
        raise KindNotInstalledError(case.kind)
    return known.edition(case.kind, case.edition)


def law_for(bureau: Bureau | None) -> Law:
    """The law with the working calendar the bureau has adopted."""
    return law_library().with_calendar(adopted.working_calendar(bureau))


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What all cases of a bureau rest on: the law with its calendar, and the local parameters of every day."""

    law: Law
    local: LocalParameters

    def same_as(self, other: Around) -> bool:
        """Whether what was worked out under the one would be the same under the other."""
        return self.law.calendar is other.law.calendar and self.local == other.local


def around(bureau: Bureau) -> Around:
    """What the cases of a bureau rest on today, in one query."""
    calendar, local = adopted.adopted_by(bureau)
    return Around(law=law_library().with_calendar(calendar), local=local)


#: the columns of an act that the engine reads, in the order of ``_entry``
_ENTRY = ("seq", "action", "happened_at", "payload", "by", "voids", "day_only", "imported", "recorded_at")
_ACTS = Prepared(
    lambda case: Act.objects.filter(case_id=case).order_by("seq").values_list(*_ENTRY),
    int,
)


def _parties_around(case: Any) -> QuerySet[CaseParty, Any]:
    """The parties of a case, and of every case linked with it from either end."""
    linked = Q(case_id__in=CaseLink.objects.filter(case_id=case).values("other_id")) | Q(
        case_id__in=CaseLink.objects.filter(other_id=case).values("case_id")
    )
    return CaseParty.objects.filter(Q(case_id=case) | linked).values("party_id")


_CONFLICTS = Prepared(lambda case, day: people.declared_against(_parties_around(case), day), int, date)
_RECUSALS = Prepared(
    lambda case, actions: Act.objects.filter(any_of("action", actions), case_id=case).values_list("action"),
    int,
    [str],
)
_FAMILY = Prepared(
    lambda root: (
        RoleTaken.objects.filter(root_id=root)
        .exclude(separation__contains=":")
        .values_list("person", "role", "case__number")
    ),
    int,
)


def entry_of(act: Act) -> Entry:
    """An act's row as the engine's value."""
    return _entry([getattr(act, name) for name in _ENTRY])


def entry_said(body: Mapping[str, Any]) -> Entry:
    """An act as the ledger tells it, as the engine's value."""
    moments = {name: datetime.fromisoformat(body[name]) for name in ("happened_at", "recorded_at")}
    said = {**body, **moments}
    return _entry([said[name] for name in _ENTRY])


def _entry(row: Sequence[Any]) -> Entry:
    seq, action, at, payload, by, voids, day_only, imported, recorded_at = row
    return Entry(
        seq=seq,
        action=action,
        at=at.astimezone(LEGAL_TIME),
        payload=payload,
        by=tuple(Signature(**signature) for signature in by),
        voids=tuple(voids),
        day_only=day_only,
        imported=imported,
        recorded_at=recorded_at.astimezone(LEGAL_TIME),
    )


def entries_of(cases: Iterable[Case]) -> dict[int, tuple[Entry, ...]]:
    """The acts of many cases in one query, by case id."""
    by_case: dict[int, list[Entry]] = defaultdict(list)
    acts = Act.objects.filter(case__in=list(cases)).order_by("case_id", "seq")
    for case_id, *row in acts.values_list("case_id", *_ENTRY):
        by_case[case_id].append(_entry(row))
    return {case_id: tuple(entries) for case_id, entries in by_case.items()}


def states_of(cases: Iterable[Case]) -> dict[int, State]:
    """The states of many cases by case id, their acts read in one query."""
    there = list(cases)
    entries = entries_of(there)
    return {case.pk: fold(procedure_of(case), entries.get(case.pk, ())) for case in there}


def state_of(case: Case) -> State:
    """The state of a case: the fold over its acts."""
    return fold(procedure_of(case), map(_entry, _ACTS(case.pk)))


def known_state_of(case: Case) -> State:
    """The state of a case, without reading its acts where the head of its chain shows that they are known."""
    procedure, head = procedure_of(case), ledger.head(stream_of(case.number))
    if head is None:
        return state_of(case)
    acts, hashed = head
    state = folded.recall(procedure, hashed)
    if state is None:
        state = state_of(case)
        if len(state.entries) == acts:  # nobody wrote between the two readings
            folded.remember(procedure, hashed, state)
    return state


def actor_of(
    acting: AnyActor, at: datetime, bureau: Bureau | None = None, held: Holdings | None = None
) -> Actor:
    """Who acts, as of a moment: an officer with the posts held in a bureau, delegation and stand-ins included.

    ``held`` are holdings looked up already, the officer's among them.
    """
    match acting:
        case OfficerActor(officer=officer, done_by=done_by, paper=paper):
            doer = done_by or officer
            if held is None:
                held = _held((doer.pk,), at, officer.bureau_id if bureau is None else bureau.pk)
            person = person_of(doer.pk)
            entered_by, mandate = (person_of(officer.pk), paper) if done_by else ("", "")
            return Actor(
                person=person,
                name=doer.name,
                holdings=held.get(person, ()),
                channel=entered_by,
                mandate=mandate,
            )
        case PartyActor(party=party, capacity=capacity, channel=channel):
            return Actor(person=party_key(party.pk), name=party.name, capacity=capacity, channel=channel)
        case SystemActor(name=name, mandate=mandate, posts=posts, actions=actions):
            lent = tuple(Holding(post=post, by="mandate", actions=actions, scope=mandate) for post in posts)
            return Actor(person=f"system:{name}", name=name, holdings=lent, mandate=mandate)
        case LawActor():
            return Actor(person="law", name="法律规定")
    raise TypeError(
        f"办理人应为 OfficerActor、PartyActor、SystemActor 或 LawActor；实为{type(acting).__name__}。"
    )


def holding_of(held: Any) -> Holding:
    """A holding of the people room as the engine's value."""
    return Holding(
        post=held.post,
        by=held.by,
        certified=held.certified,
        qualified=held.qualified,
        certificate=held.certificate_number,
        kinds=held.limits.kinds,
        actions=held.limits.actions,
        departments=tuple(map(str, held.limits.departments)),
        scope=held.scope,
        department=str(held.department_id or ""),
        confirms=held.post in confirming_posts(),
    )


#: person -> the posts and certificates held at a moment
Holdings = Mapping[str, tuple[Holding, ...]]


def holdings_in(case: Case, state: State, at: datetime, more: Iterable[str] = ()) -> Holdings:
    """Posts and certificates, in the case's bureau, of everybody assigned in the case and of some persons more, in one query."""
    persons = {*(person for persons in state.assigned.values() for person in persons), *more}
    numbers = (officer_id_of(person) for person in sorted(persons))
    return _held([number for number in numbers if number is not None], at, case.bureau_id)


def _held(officers: Sequence[int], at: datetime, bureau_id: int) -> Holdings:
    held = people.holdings_of(officers, at, bureau_id)
    return {person_of(number): tuple(holding_of(h) for h in rows) for number, rows in held.items()}


def conflicts_in(case: Case, state: State, at: datetime) -> Mapping[str, str]:
    """Persons who must keep out -> reason: a conflict of interest with a party of the case or of a linked one, or a recusal
    decided in the case or in the one it springs from, or entered where the proposal of either was discussed.
    """
    on = at.astimezone(LEGAL_TIME).date()
    declared = people.reasons(_CONFLICTS(case.pk, on))
    return {
        **{person_of(number): reason for number, reason in declared.items()},
        **_recused(case, state, on),
    }


def _recused(case: Case, state: State, on: date) -> dict[str, str]:
    """The recusals decided, in the case and in its root, and those entered where the proposal of either was discussed."""
    recusals: dict[str, str] = {}
    own, done = registry.furnishing(case.kind), {entry.action for entry in state.entries}
    recusals.update(meetings.recused(case, procedure_of(case), done, on))
    if own.recused and not done.isdisjoint(own.recusals):
        recusals.update(own.recused(state))
    if case.root is not None and case.root != case and is_installed(case.root.kind):
        above, procedure = registry.furnishing(case.root.kind), procedure_of(case.root)
        asked = [*above.recusals, *meetings.discussions(procedure)]
        done = {action for (action,) in _RECUSALS(case.root.pk, asked)}
        recusals.update(meetings.recused(case.root, procedure, done, on))
        if above.recused and not done.isdisjoint(above.recusals):
            recusals.update(above.recused(known_state_of(case.root)))
    return recusals


def family_of(case: Case, state: State) -> tuple[tuple[str, str, str], ...]:
    """(person, role in the root's words, case number) over the root and all its children.

    Of a case that stands alone its own acts tell it; of one that was opened by, opened or joined another the register does.
    """
    if case.root_id is not None or state.children or state.links:
        return tuple(set(_FAMILY(case.root_id or case.pk)))
    apart = [one.roles for one in procedure_of(case).apart]
    taken = {(person, case.role_names.get(role, role)) for person, role in state.taken}
    return tuple(
        (person, role, case.number)
        for person, role in taken
        if officer_id_of(person) is not None and separation_sets(apart, role)
    )


def world_of(
    case: Case,
    at: datetime,
    actor: Actor | None,
    *,
    state: State | None = None,
    held: Holdings | None = None,
) -> World:
    """All that a guard may look at, as of a moment; ``held`` are holdings looked up already, of everybody it may ask for."""
    state = state or known_state_of(case)
    root, past = case.root or case, past_of(case, at, state)
    return past.with_(
        actor=actor,
        family=family_of(case, state),
        family_apart=tuple(apart.roles for apart in procedure_of(root).apart),
        family_cites={apart.roles: apart.cites for apart in procedure_of(root).apart},
        role_names=case.role_names,
        conflicts=conflicts_in(case, state, at),
        holdings=holdings_in(case, state, at) if held is None else held,
        local=past.local_of(at.date()),
    )


def past_of(case: Case, at: datetime, state: State) -> World:
    """The world as the acts and registers leave it, without anybody who acts in it: what clocks follow from."""
    adopted = around(case.bureau)
    return World(
        procedure=procedure_of(case),
        state=state,
        at=at,
        law=adopted.law,
        case=case.number,
        department=str(case.department_id or ""),
        registers=looked_up(("registers", case.pk, at), lambda: _registers(case, at)),
        local_on=adopted.local,
    )


def _registers(case: Case, at: datetime) -> Mapping[str, Any]:
    fetch = registry.furnishing(case.kind).registers
    return fetch([case], at).get(case.pk, {}) if fetch else {}


def editions_on(kind: str, on: date) -> Procedure:
    """The edition that governs a day."""
    return library().procedure(kind, on)


def opens_under(kind: str, payload: Mapping[str, Any], on: date) -> Procedure:
    """The edition a case opens under that is recorded on a day: that of the legal day of its event, as far as none took it over since."""
    return library().opens_under(kind, payload, on)
