# SPDX-License-Identifier: MulanPSL-2.0
"""Opening cases: the start action, the number, parties, links, and children."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import pinning, telling
from fadu.cases.acts.projection import project
from fadu.cases.acts.recording import claim, enter, following_id, system_draft, write
from fadu.cases.drafts import Draft
from fadu.cases.models import Case
from fadu.cases.papers.form_sources import number_pattern
from fadu.cases.rules import officer_id_of, party_key
from fadu.cases.world import worlds
from fadu.kernel import clock
from fadu.kernel.errors import UnknownNameError
from fadu.people import adopted
from fadu.procedure import dealing
from fadu.procedure.decision import World
from fadu.procedure.headings import MOST, shortened, title_of
from fadu.procedure.model import START
from fadu.procedure.proposal import standing
from fadu.procedure.recipients import sides
from fadu.procedure.state import PartyView, State
from fadu.records import services as records
from fadu.storage.prepared import PreparedInsert, PreparedUpdate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from fadu.people.models import Bureau, Department, Party
    from fadu.procedure.decision import Actor, Permitted
    from fadu.procedure.entry import Signature
    from fadu.procedure.model import Opening, Procedure

_INSERT = PreparedInsert(Case)


def start_action(procedure: Procedure, asked: str) -> str:
    """The key of the action that opens a case: the one asked for, or the only (first) one there is."""
    starts = [action.key for action in procedure.actions.values() if START in action.sources]
    if asked and asked not in starts:
        raise UnknownNameError("开始动作", asked, starts)
    return asked or starts[0]


def world_before(
    procedure: Procedure,
    *,
    bureau: Bureau,
    at: datetime,
    actor: Actor,
    parties: Sequence[tuple[Party, str]] = (),
    department: Department | None = None,
) -> World:
    """The world in which a case does not exist yet, but who is to be its parties is known."""
    views = tuple(
        PartyView(key=party_key(p.pk), name=p.name, capacity=capacity, kind=kind_of(p), since=0)
        for p, capacity in parties
    )
    return World(
        procedure=procedure,
        state=State(parties=views),
        at=at,
        law=worlds.law_for(bureau),
        actor=actor,
        department=str(department.pk) if department else "",
        local=adopted.local_parameters(bureau, at.date()),
    )


def create(
    procedure: Procedure,
    *,
    bureau: Bureau,
    department: Department | None,
    at: datetime,
    title: str,
    number: str = "",
    parent: Case | None = None,
    **columns: Any,
) -> Case:
    """Write the row of a new case with its number; the caller is in a transaction, and lets ``entitle`` end the opening."""
    pin = pinning.keep(procedure, at, entered_at=clock.now())
    case = begun(
        procedure,
        bureau=bureau,
        department=department,
        at=at,
        title=title,
        number=number or next_number(procedure, bureau, at),
        parent=parent,
        root=(parent.root or parent) if parent else None,
        judges=pin.judges,
        words=pin.words,
        **columns,
    )
    _INSERT(case)
    return case


def begun(procedure: Procedure, *, at: datetime, title: str, **columns: Any) -> Case:
    """The row of a case in which nothing was done yet; it is not written."""
    return Case(
        kind=procedure.key,
        edition=procedure.edition,
        title=shortened(title),
        stage=START,
        opened_at=at,
        **columns,
    )


def insert(cases: Sequence[Case]) -> None:
    """Insert the rows of new cases, each with a number of its own, and give them their keys."""
    _INSERT.together(cases, known_by="number")


_ENTITLE = PreparedUpdate(Case, sets=("title",), where=("id",))


def entitle(case: Case, procedure: Procedure, state: State) -> None:
    """Name a case that was opened without a title of its own, and enter what it was opened with into the ledger."""
    if not case.title:
        case.title = shortened(title_of(procedure, state))
        _ENTITLE(case.title, case.pk)
    enter(case)


def next_number(procedure: Procedure, bureau: Bureau, at: datetime) -> str:
    """The next number of the kind's series for the year, gapless."""
    return records.next_number(
        bureau_id=bureau.pk,
        series=f"case:{procedure.key}",
        pattern=number_pattern(procedure),
        year=at.year,
        abbreviation=bureau.abbreviation,
    )


def kind_of(party: Party) -> str:
    """``person`` or ``unit``: what thresholds distinguish."""
    return "person" if party.kind == "person" else "unit"


def add_parties(
    case: Case, state: State, parties: Sequence[tuple[Party, str]], at: datetime, by: tuple[Signature, ...]
) -> State:
    """Record each party as an act."""
    for party, capacity in parties:
        seq = claim(case, 1)
        state = write(case, state, seq, party_draft(case, seq, party, capacity, at, by))[1]
    return state


def party_draft(
    case: Case,
    seq: int,
    party: Party,
    capacity: str,
    at: datetime,
    by: tuple[Signature, ...],
    *,
    called: str = "",
) -> Draft:
    """The act by which a party is recorded, in its place; ``called`` as a source calls it, else as the register does."""
    payload = party_payload(party, capacity)
    return following_draft(case, seq, "add_party", at, {**payload, "name": called or party.name}, by)


def party_payload(party: Party, capacity: str) -> dict[str, str]:
    """A party as the act that records it tells it."""
    return {"party": party_key(party.pk), "name": party.name, "capacity": capacity, "kind": kind_of(party)}


def view_payload(party: PartyView) -> dict[str, str]:
    """A party of one case as the act that records it in another tells it."""
    return {"party": party.key, "name": party.name, "capacity": party.capacity, "kind": party.kind}


def add_links(
    case: Case, state: State, links: Sequence[tuple[str, Case]], at: datetime, by: tuple[Signature, ...]
) -> State:
    """Record each link to another case as an act."""
    for kind, other in links:
        state = follow(case, state, "link", at, {"kind": kind, "case": other.number}, by)
    return state


def follow(
    case: Case, state: State, action: str, at: datetime, payload: dict[str, Any], by: tuple[Signature, ...]
) -> State:
    """Record an act that follows from another in the same transaction; return the state after it."""
    seq = claim(case, 1)
    return write(case, state, seq, following_draft(case, seq, action, at, payload, by))[1]


def following_draft(
    case: Case, seq: int, action: str, at: datetime, payload: dict[str, Any], by: tuple[Signature, ...]
) -> Draft:
    """An act that follows from another, in its place."""
    request_id = following_id(case.number, action, seq)
    return Draft(action=action, at=at, payload=payload, by=by, request_id=request_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildPlan:
    """A child case to be opened by an act."""

    opening: Opening
    procedure: Procedure
    payload: dict[str, Any]
    party: str = ""

    @property
    def start(self) -> str:
        """The act that opens it."""
        return start_action(self.procedure, "")


def children_of(world: World, permitted: Permitted) -> tuple[ChildPlan, ...]:
    """The children an act opens: one for each opening, or one for each party."""
    plans: list[ChildPlan] = []
    for opening in permitted.opens:
        values = standing(world.procedure.proposal, world.state, permitted.payload)
        payload = {child: values[own] for child, own in opening.passes.items() if values.get(own) is not None}
        procedure = worlds.opens_under(opening.matter, payload, world.at.date())
        if opening.deals_with:
            payload |= _proposal(procedure, world.with_(proposed=permitted.payload))
        keys = sides(world.procedure, world.state.parties) if opening.for_each == "party" else ("",)
        plans += [ChildPlan(opening=opening, procedure=procedure, payload=payload, party=key) for key in keys]
    return tuple(plans)


def _proposal(procedure: Procedure, world: World) -> dict[str, Any]:
    """The version of the proposal that a child is to deal with, as far as its kind keeps it."""
    start = procedure.actions[start_action(procedure, "")]
    kept = {*start.sets, *start.may_set}
    return {key: value for key, value in dealing.handed(world).items() if key in kept}


def open_child(
    parent: Case,
    state: State,
    seq: int,
    plan: ChildPlan,
    at: datetime,
    by: tuple[Signature, ...],
    request_id: UUID,
) -> State:
    """Open a child in the same transaction: its start act, its parties, and the parent's record of it."""
    opening = plan.opening
    child = create(
        plan.procedure,
        bureau=parent.bureau,
        department=parent.department,
        at=at,
        title=_called(parent, state, plan),
        parent=parent,
        topic=opening.topic,
        role_names=dict(opening.roles),
        opened_by_id=_who(by),
    )
    draft = Draft(action=plan.start, at=at, payload=plan.payload, by=neutral(by), request_id=request_id)
    _, child_state = write(child, State(), claim(child, 1), draft)
    child_state = _pass_parties(child, child_state, state, plan, at, by)
    child_state = _pass_assignments(child, child_state, state, plan, at, by)
    child_state = telling.tell_earlier(parent, child, child_state, state, at)
    entitle(child, plan.procedure, child_state)
    project(child, child_state, before=State())
    payload = {
        "child": child.number,
        "matter": opening.matter,
        "topic": opening.topic,
        "party": plan.party,
    }
    return write(
        parent, state, seq, system_draft("child_opened", at, payload, following_id(request_id, "opened"))
    )[1]


def _called(parent: Case, state: State, plan: ChildPlan) -> str:
    """What a child is called: by its parent, which says matter and parties; where each party has one of its own, by that party, too."""
    whose = next((party.name for party in state.parties if party.key == plan.party), "")
    kind = f"{whose}：{plan.procedure.title}" if whose and len(state.parties) > 1 else plan.procedure.title
    room = MOST - len(kind) - 2
    called = parent.called if len(parent.called) <= room else f"{parent.called[: room - 1]}…"
    return f"{called}（{kind}）"


def _pass_parties(
    child: Case, child_state: State, state: State, plan: ChildPlan, at: datetime, by: tuple[Signature, ...]
) -> State:
    for party in state.parties:
        if plan.party and party.key != plan.party:
            continue
        child_state = follow(child, child_state, "add_party", at, view_payload(party), neutral(by))
    return child_state


def _pass_assignments(
    child: Case, child_state: State, state: State, plan: ChildPlan, at: datetime, by: tuple[Signature, ...]
) -> State:
    """Who handles the parent in a role handles the child in the role that counts as it, until somebody else is assigned."""
    names = {e.payload["person"]: e.payload.get("name", "") for e in state.entries if e.action == "assign"}
    for role in plan.procedure.roles.values():
        counts_as = plan.opening.roles.get(role.key, "") if role.assigned_by else ""
        for person in state.assigned.get(counts_as, ()):
            payload = {"role": role.key, "person": person, "name": names.get(person, "")}
            child_state = follow(child, child_state, "assign", at, payload, neutral(by))
    return child_state


def _who(by: tuple[Signature, ...]) -> int | None:
    """The officer whose act brought a case about: the last who signed; none where the law did."""
    return next((number for s in reversed(by) if (number := officer_id_of(s.person)) is not None), None)


def neutral(by: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """Who acted, without a role: what follows from an act is no part taken in another case; opening a review is not reviewing."""
    return tuple(replace(signature, role="") for signature in by)
