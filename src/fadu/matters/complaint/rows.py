# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a complaint, as it follows from the acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.matters.complaint.models import Complaint
from fadu.procedure.replies import was_reviewed

if TYPE_CHECKING:
    from fadu.cases.rows import Given, Rows
    from fadu.procedure.state import State


SCREENED = ("accept", "refuse", "transfer", "settle", "withdraw")
AGREED = ("agree", "agree_unwritten")
ENDED = (*AGREED, "settle", "terminate", "withdraw")
#: acts that tell the complainant something reviewed before, and the notice each tells
REPLIES = {"refuse": "refuse", "tell_transfer": "transfer", "terminate": "terminate"}


def rows(state: State, given: Given) -> Rows:
    """The record."""
    return {Complaint: (columns(state),)}


def columns(state: State) -> dict[str, Any]:
    """Every column of the record."""
    fields = state.fields
    accepted = state.last("accept")
    replies = [entry for action in REPLIES for entry in state.done(action)]
    return {
        "channel": fields.get("channel") or "",
        "received_on": _day(fields.get("received_on")),
        "screened_on": _first(state, SCREENED),
        "accepted_on": accepted.at.date() if accepted else None,
        "refusal_ground": (fields.get("refusal_ground") or "") if _refused(state) else "",
        "transferred_on": _first(state, ("transfer",)),
        "receiving_body": fields.get("receiving_body") or "" if state.done("transfer") else "",
        "mediated": bool(state.done("mediate")),
        "mediation_ended_on": _first(state, ENDED) if accepted else None,
        "agreed": any(state.done(action) for action in AGREED),
        "claim_amount": fields.get("claim_amount"),
        "amount_recovered": fields.get("amount_recovered"),
        "reply_reviewed": bool(replies)
        and all(was_reviewed(state, REPLIES[e.action], e.seq) for e in replies),
        "replied": bool(replies),
    }


def _refused(state: State) -> bool:
    """Whether the complaint stands refused: what was taken up anew after an annulment does not."""
    return 0 < state.latest(("refuse",)) > state.latest(("begin_anew",))


def _first(state: State, actions: tuple[str, ...]) -> date | None:
    return min((entry.at.date() for action in actions for entry in state.done(action)), default=None)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
