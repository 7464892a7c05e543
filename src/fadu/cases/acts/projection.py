# SPDX-License-Identifier: MulanPSL-2.0
"""Typed rows follow from acts: the one place that writes them, live and when rebuilding."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model

from fadu.cases import registry
from fadu.cases.acts import clocks
from fadu.cases.models import Assignment, Case, CaseEvidence, CaseLink, CaseParty
from fadu.cases.reading import search
from fadu.cases.rules import officer_id_of, party_id_of
from fadu.cases.world.sealed import COVER, is_sealed
from fadu.cases.world.worlds import procedure_of, state_of
from fadu.records.selectors import file_by_digest
from fadu.storage.prepared import Prepared, PreparedInsert, PreparedUpdate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from fadu.procedure.state import State


Record = TypeVar("Record", bound=Model)

_PARTIES = Prepared(lambda case: CaseParty.objects.filter(case_id=case), int)
_ASSIGNED = Prepared(lambda case: Assignment.objects.filter(case_id=case), int)
_LINKS = Prepared(
    lambda case: CaseLink.objects.filter(case_id=case).values_list("kind", "other__number"), int
)
_EVIDENCE = Prepared(lambda case: CaseEvidence.objects.filter(case_id=case).values_list("seq"), int)


def project(case: Case, state: State, at: datetime, *, before: State | None = None) -> None:
    """Make every row that follows from the case's acts say what the acts say.

    ``before`` is the state the rows follow already, if the caller knows it: rows that rest on what is the same in both
    are not looked at again. Without it every row is.
    """
    saved = _saved(case)
    follow_case(case, state)
    for follow, rests_on in _FOLLOWED:
        if before is None or any(getattr(state, name) != getattr(before, name) for name in rests_on):
            follow(case, state)
    follow_evidence(case, state, known=len(before.entries) if before else 0)
    if furnished := registry.furnishing(case.kind).rebuild:
        furnished(case, state)
    found = clocks.readings_of(case, at, state=state)
    clocks.store(case, found)
    case.next_due = None if case.closed_at else clocks.next_due(found)
    if (now := _saved(case)) != saved:
        _SAVE(*now, case.pk)


#: the columns of a case that follow from its acts
_FOLLOWING = ("stage", "outcome", "closed_at", "next_due", "edition")


_SAVE = PreparedUpdate(Case, sets=_FOLLOWING, where=("id",))


def _saved(case: Case) -> tuple[object, ...]:
    return tuple(getattr(case, name) for name in _FOLLOWING)


def keep(model: type[Record], case: Case, columns: Mapping[str, object]) -> Record:
    """Make the typed record of a case say this, and return it; one that says so already is left alone."""
    found = _record_of(model)(case.pk)
    if not found:
        made = model(case=case, **columns)
        _inserting(model)(made)
        return made
    row: Record = found[0]
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if changed:
        model._default_manager.filter(pk=row.pk).update(**changed)
        for name, value in changed.items():
            setattr(row, name, value)
    return row


@cache
def _record_of(model: type[Model]) -> Prepared:
    return Prepared(lambda case: model._default_manager.filter(case_id=case), int)


@cache
def _inserting(model: type[Model]) -> PreparedInsert:
    return PreparedInsert(model)


def rebuild(case: Case, at: datetime) -> None:
    """Derive every projection of a case afresh from its acts."""
    project(case, state_of(case), at)


def follow_case(case: Case, state: State) -> None:
    """Stage, edition, outcome and end of the case."""
    procedure = procedure_of(case)
    case.stage = state.stage
    if state.edition is not None and state.edition != case.edition:
        case.edition = state.edition
        procedure = procedure_of(case)
    stage = procedure.stages.get(state.stage)
    if stage is None or not stage.final:
        case.outcome, case.closed_at = "", None
        return
    case.outcome = stage.outcome or stage.key
    case.closed_at = next(
        (entry.at for entry in reversed(state.entries) if _moves_to(procedure, entry.action, state.stage)),
        state.entries[-1].at,
    )


def _moves_to(procedure: object, action: str, stage: str) -> bool:
    found = procedure.actions.get(action)  # type: ignore[attr-defined]
    return found is not None and found.to == stage


def follow_parties(case: Case, state: State) -> None:
    """The parties and their capacities."""
    wanted = {(party_id_of(p.key), p.capacity): p.since for p in state.parties}
    rows = {(row.party_id, row.capacity): row for row in _PARTIES(case.pk)}
    _drop(CaseParty, [row.pk for key, row in rows.items() if key not in wanted])
    CaseParty.objects.bulk_create(
        CaseParty(case=case, party_id=party, capacity=capacity, since_seq=since)
        for (party, capacity), since in wanted.items()
        if (party, capacity) not in rows
    )


def follow_assignments(case: Case, state: State) -> None:
    """Who is assigned to which role."""
    wanted = {
        (officer_id, role)
        for role, persons in state.assigned.items()
        for person in persons
        if (officer_id := officer_id_of(person)) is not None
    }
    rows = {(row.officer_id, row.role): row for row in _ASSIGNED(case.pk)}
    _drop(Assignment, [row.pk for key, row in rows.items() if key not in wanted])
    last = state.entries[-1].seq if state.entries else 0
    Assignment.objects.bulk_create(
        Assignment(case=case, officer_id=officer, role=role, since_seq=last)
        for officer, role in sorted(wanted)
        if (officer, role) not in rows
    )


def follow_links(case: Case, state: State) -> None:
    """Links to other cases, each a row that both ends show."""
    rows = set(_LINKS(case.pk))
    missing = [(kind, number) for kind, number in state.links if (kind, number) not in rows]
    if not missing:
        return
    others = {c.number: c for c in Case.objects.filter(number__in=[number for _, number in missing])}
    last = state.entries[-1].seq
    CaseLink.objects.bulk_create(
        [CaseLink(case=case, other=others[n], kind=k, seq=last) for k, n in missing if n in others],
        ignore_conflicts=True,
    )


def follow_evidence(case: Case, state: State, *, known: int = 0) -> None:
    """Files taken into the case; those of the first ``known`` acts have their rows."""
    attached = [entry for entry in state.entries[known:] if entry.action == "attach"]
    have = {seq for (seq,) in _EVIDENCE(case.pk)} if attached else set()
    for entry in attached:
        if entry.seq not in have:
            CaseEvidence.objects.create(
                case=case,
                seq=entry.seq,
                file=file_by_digest(entry.payload["digest"]),
                title=COVER if is_sealed(entry.payload["title"]) else entry.payload["title"],
                kind=entry.payload.get("kind", ""),
                access=entry.payload.get("access", "main"),
            )


#: rows that follow from a part of the state alone, and which part that is
_FOLLOWED: tuple[tuple[Callable[[Case, State], None], tuple[str, ...]], ...] = (
    (follow_parties, ("parties",)),
    (follow_assignments, ("assigned",)),
    (follow_links, ("links",)),
    (search.index, search.RESTS_ON),
)


def _drop(model: type, ids: list[int]) -> None:
    if ids:
        model.objects.filter(pk__in=ids).delete()  # type: ignore[attr-defined]
