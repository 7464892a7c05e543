# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of one party's performance, and each payment, as they follow from the acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.matters.performance.days import day
from fadu.matters.performance.dues import owed, paid
from fadu.matters.performance.models import Payment, Performance

if TYPE_CHECKING:
    from datetime import date

    from fadu.cases.rows import Given, Rows
    from fadu.procedure.state import State

_ENDS = ("settle", "record_enforced", "end_by_court", "terminate")


def rows(state: State, given: Given) -> Rows:
    """The record, and a row for each payment."""
    return {
        Performance: (columns(state),),
        Payment: [{"place": place, **values} for place, values in payments(state).items()],
    }


def columns(state: State) -> dict[str, Any]:
    """Every column of the record."""
    due, got, values = owed(state), paid(state), state.fields
    party = next((party for party in state.parties if party.capacity == "当事人"), None)
    return {
        "party_id": int(party.key.partition(":")[2]) if party else None,
        "fine": due.fine,
        "confiscated_gains": due.gains,
        "confiscated_goods": due.goods,
        "additional_fine": due.additional,
        "fine_paid": got.fine,
        "gains_paid": got.gains,
        "additional_paid": got.additional,
        "enforced_amount": values.get("enforced_amount") or 0,
        "served_on": day(values.get("served_on")),
        "deferred_until": day(values.get("until")),
        "dunned_on": _day_of(state, "dun"),
        "applied_on": _day_of(state, "apply_to_court"),
        "ended_on": max((e.at.date() for action in _ENDS for e in state.done(action)), default=None),
    }


def payments(state: State) -> dict[int, dict[str, Any]]:
    """Each payment, by its place."""
    return {
        place: {
            "paid_on": day(row["paid_on"]),
            "amount": row["amount"],
            "kind": row["payment_kind"],
            "receipt": row.get("receipt") or "",
        }
        for place, row in enumerate(state.lists.get("payments", ()), start=1)
    }


def _day_of(state: State, action: str) -> date | None:
    entry = state.last(action)
    return entry.at.date() if entry else None
