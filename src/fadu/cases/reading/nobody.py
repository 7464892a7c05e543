# SPDX-License-Identifier: MulanPSL-2.0
"""Turns for which nobody is found: the post is held by nobody, whoever was assigned has left or lacks the certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.reading import turns
from fadu.cases.reading.sight import is_of_a_department
from fadu.cases.rules import person_of
from fadu.cases.world import worlds
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fadu.cases.reading.turns import OpenTurn
    from fadu.people.models import Bureau
    from fadu.procedure.decision import Holding

#: turns that are an act of the bureau; the others are waited for
_ACTS = frozenset({"act", "sign", "resume", "confirm"})


def turns_without_anybody(bureau: Bureau, at: datetime) -> list[OpenTurn]:
    """The open turns of a bureau that nobody could take at a moment, in the order of the cases."""
    staff = [number for number, _ in people.officers_of(bureau.pk, at.date())]
    held = {
        person_of(number): [worlds.holding_of(one) for one in rows]
        for number, rows in people.holdings_of(staff, at, bureau.pk).items()
    }
    waiting = turns.open_in(bureau.pk, at.date())
    return [turn for turn in waiting if _is_ours(turn) and not _is_taken(turn, held)]


def _is_ours(turn: OpenTurn) -> bool:
    """Whether an officer is waited for, in a case whose kind this program knows."""
    return worlds.is_installed(turn.case.kind) and any(who in {"post", "officer"} for who, _ in turn.whom)


def _is_taken(turn: OpenTurn, held: dict[str, list[Holding]]) -> bool:
    """Whether somebody holds what the turn asks for: a post of its role where the case is, with the certificate the role asks for."""
    role = worlds.procedure_of(turn.case).roles[turn.role]
    action = turn.what if turn.kind in _ACTS else turn.kind
    names = {name for _, name in turn.whom}
    persons: Iterable[tuple[str, list[Holding]]] = (
        [(person, held.get(person, [])) for person in names] if role.assigned_by else held.items()
    )
    return any(
        holding.post in role.post
        and _is_there(holding, str(turn.case.department_id or ""))
        and holding.covers(turn.case.kind, str(turn.case.department_id or ""), action)
        and (holding.certified or not role.certified)
        and (holding.qualified or not role.qualified)
        for _, holdings in persons
        for holding in holdings
    )


def _is_there(holding: Holding, department: str) -> bool:
    """Whether a holding is where the case is: the head of one department is not waited for in another."""
    if not (is_of_a_department(holding.post) and holding.department and department):
        return True
    return holding.department == department
