# SPDX-License-Identifier: MulanPSL-2.0
"""Comparing what stands beside cases with their acts: the register of separated roles, and what was to follow after commit."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from fadu.cases.acts import recorded, roles
from fadu.cases.acts.recorded import problem
from fadu.cases.models import Case, OutboxEvent, RoleTaken
from fadu.cases.papers.serving import ARCHIVE
from fadu.kernel.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fadu.cases.acts.recorded import Recorded
    from fadu.ledger.problems import Problem
    from fadu.procedure.state import State


def roles_taken(cases: Sequence[Recorded], states: Mapping[int, State]) -> Iterator[Problem]:
    """Roles taken that the register of separated roles does not hold, and rows that no act bears out."""
    of_root: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
    of_case: dict[int, list[RoleTaken]] = defaultdict(list)
    for row in RoleTaken.objects.filter(root__in={_root(one.case).pk for one in cases}).order_by("pk"):
        of_root[row.root_id].add((row.separation, row.person, row.role))
    for row in RoleTaken.objects.filter(case__in=[one.case.pk for one in cases]).order_by("pk"):
        of_case[row.case_id].append(row)
    for one in cases:
        case, root, state = one.case, _root(one.case), states[one.case.pk]
        taken = state.taken | _taken_in_joined(state)
        for separation, person, role in roles.wanted(case, root, taken, state):
            if (separation, person, role) not in of_root[root.pk]:
                where = f"{case.number} {person} {role}"
                words = "办理行为记有此人担任这一岗位，职责分离登记中没有。"
                yield problem("role_missing", where, words, RoleTaken, where)
        possible = roles.possible(case, root, taken)
        for row in of_case[case.pk]:
            if row.root_id != root.pk or (row.separation, row.person, row.role) not in possible:
                where = f"{case.number} {row.person} {row.role}"
                words = "职责分离登记中有此人，办理行为没有记载。"
                yield problem("role_unrecorded", where, words, RoleTaken, row.pk)


def _root(case: Case) -> Case:
    return case.root or case


def _taken_in_joined(state: State) -> frozenset[tuple[str, str]]:
    """Who took which role in the cases that were joined to this one, which counts here too."""
    joined = [number for kind, number in state.links if kind == "merged_from"]
    if not joined:
        return frozenset()
    cases = Case.objects.filter(number__in=joined).values_list("pk", flat=True)
    return frozenset().union(*(recorded.state_of(one).taken for one in recorded.read(list(cases))))


def events(cases: Sequence[Recorded]) -> Iterator[Problem]:
    """What was to follow after commit: one event for each paper that was served here."""
    held: dict[int, list[OutboxEvent]] = defaultdict(list)
    for row in OutboxEvent.objects.filter(case__in=[one.case.pk for one in cases]).order_by("pk"):
        held[row.case_id].append(row)
    for one in cases:
        number, wanted = one.case.number, sorted(_events(one))
        for row in held[one.case.pk]:
            event = (row.kind, canonical(row.body).decode(), row.created_at)
            if event in wanted:
                wanted.remove(event)
                continue
            where = f"{number} 待发事项 {row.pk}"
            yield problem("row_unrecorded", where, "办理行为没有记载。", OutboxEvent, row.pk)
        for kind, body, _ in wanted:
            where = f"{number} 待发事项 {kind}{body}"
            yield problem("row_missing", where, "按办理行为应有，表中没有。", OutboxEvent, number)


def _events(one: Recorded) -> Iterator[tuple[str, str, datetime]]:
    papers = {
        f"{paper['template']}/{entry.seq}": paper.get("id")
        for entry in one.entries
        for paper in entry.payload.get("documents", ())
    }
    for entry in one.entries:
        if entry.action == "serve" and not entry.imported:
            body = canonical({"document": papers.get(entry.payload["document"])}).decode()
            said = one.said.get(entry.seq)
            at = said.body["recorded_at"] if said and said.whole else None
            yield ARCHIVE, body, datetime.fromisoformat(at) if at else one.acts[entry.seq].recorded_at
