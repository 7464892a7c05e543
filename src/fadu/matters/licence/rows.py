# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a licence, as it follows from the acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.matters.licence.ending import ANEW, annulled
from fadu.matters.licence.models import Licence
from fadu.procedure.rulings import last_of

if TYPE_CHECKING:
    from fadu.cases.rows import Given, Rows
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: the act that ends the review, and the result it means
RESULTS = {"grant": "granted", "grant_on_spot": "granted", "deemed_renewed": "deemed", "refuse": "refused"}


def rows(state: State, given: Given) -> Rows:
    """The record."""
    return {Licence: (columns(state),)}


def columns(state: State) -> dict[str, Any]:
    """Every column of the record."""
    accepted = state.last("accept") or state.last("accept_by_law")
    by_law = accepted is not None and accepted.action == "accept_by_law"
    decided = _decided(state)
    received = _day(state.fields.get("received_on")) or (state.opened_at.date() if state.opened_at else None)
    return {
        "item": state.fields.get("item") or "",
        "application_kind": state.fields.get("application_kind") or "",
        "intake": state.fields.get("intake") or "",
        "received_on": received,
        "accepted_on": (received if by_law else accepted.at.date()) if accepted else None,
        "accepted_by_law": by_law,
        "decided_on": decided.at.date() if decided else None,
        "result": RESULTS[decided.action] if decided else "",
        "licence_number": state.fields.get("licence_number") or "",
        "valid_to": _day(state.fields.get("valid_to")),
        "delivered_on": _day(state.fields.get("delivered_on")),
        "published_on": min(
            (on for rule, _, on in state.published if rule == "licence_decision"), default=None
        ),
    }


def _decided(state: State) -> Entry | None:
    """The act that decided the application; None while it runs, anew too after an annulment, and where others annulled the grant."""
    decided = last_of(state, RESULTS)
    return decided if decided and decided.seq > state.latest(ANEW) and decided != annulled(state) else None


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
