# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a case is about, who handles it, and who looked at their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.reading import openings
from fadu.cases.rules import officer_id_of, party_id_of
from fadu.desk import words
from fadu.people import party_views

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.cases.models import Case
    from fadu.procedure.state import State


def parties_shown(state: State) -> list[dict[str, Any]]:
    """The parties by the names they bear in this case, with identity numbers and phones masked."""
    shown = party_views.party_views(party_id_of(party.key) for party in state.parties)
    return [
        {
            **shown[party_id_of(p.key)],
            "name": p.name,
            "capacity": p.capacity,
            "key": p.key,
            "id": party_id_of(p.key),
        }
        for p in state.parties
    ]


def openings_shown(case: Case, state: State, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Who opened what of the case and whose particulars; of whom is a party no more, that is said."""
    today = {party.key for party in state.parties}

    def called(key: str) -> str:
        return names.get(key, key) if key in today else f"{names.get(key, key)}（已不是本案当事人）"

    return [
        {
            "at": one.at,
            "by": one.by,
            "what": one.what,
            "whom": "、".join(map(called, one.whom)),
            "reason": one.reason,
        }
        for one in openings.of_case(case)
    ]


def assigned(case: Case, state: State) -> list[tuple[str, list[str]]]:
    """Who is assigned to which role."""
    return [
        (
            words.role_title(case, role),
            [words.officer_name(case, number) for p in persons if (number := officer_id_of(p))],
        )
        for role, persons in state.assigned.items()
        if persons
    ]
