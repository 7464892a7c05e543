# SPDX-License-Identifier: MulanPSL-2.0
"""The licence a party holds from an application of its own, and how it stands on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.cases.holdings import Holding
from fadu.matters.licence.ending import annulled, cancelled, taken
from fadu.matters.licence.rows import columns
from fadu.procedure.fields import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.law import Law
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State

GRANTED = ("granted", "deemed")


def of_party(procedure: Procedure, state: State, party: str, law: Law, on: date) -> Iterator[Holding]:
    """The licence granted to a party that applied for it; none where the application runs or was refused."""
    capacity = procedure.roles["applicant"].capacity
    applied = any(view.key == party and view.capacity == capacity for view in state.parties)
    row = columns(state)
    if not applied or (row["result"] not in GRANTED and annulled(state) is None):
        return
    title = titles_of(procedure.fields["item"], law, on).get(row["item"], row["item"])
    standing, stands = _standing(state, row["valid_to"], on)
    yield Holding(
        sort="许可",
        what=title,
        number=row["licence_number"],
        since=_begins(state) or row["decided_on"],
        until=row["valid_to"],
        standing=standing,
        stands=stands,
    )


def _begins(state: State) -> date | None:
    begins = state.fields.get("valid_from")
    return date.fromisoformat(str(begins)) if begins else None


def _standing(state: State, valid_to: date | None, on: date) -> tuple[str, bool]:
    if fallen := annulled(state):
        return f"{fallen.at.date()}准予的决定已被撤销或者确认无效", False
    if ended := cancelled(state):
        return f"{ended.at.date()}注销", False
    if gone := taken(state):
        return f"{gone.at.date()}{'撤销' if gone.action == 'revoke' else '撤回'}", False
    if valid_to and valid_to < on:
        return "有效期已届满", False
    begins = _begins(state)
    return (f"自{begins}起有效", True) if begins and begins > on else ("有效", True)
