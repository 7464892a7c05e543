# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a tip-off, as it follows from the acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.matters.tip_off.models import TipOff
from fadu.procedure.replies import was_reviewed

if TYPE_CHECKING:
    from fadu.cases.rows import Given, Rows
    from fadu.procedure.state import State

#: the acts that end the verification
DECISIONS = (
    "file",
    "not_file",
    "conclude",
    "not_verify",
    "transfer",
    "tell_elsewhere",
    "join",
    "close_repeated",
)
#: acts that tell the informant something reviewed before
REPLIES = ("tell", "tell_elsewhere", "tell_transfer", "tell_result")


def rows(state: State, given: Given) -> Rows:
    """The record."""
    return {TipOff: (columns(state),)}


def columns(state: State) -> dict[str, Any]:
    """Every column of the record."""
    fields = state.fields
    decided = next((entry for action in DECISIONS for entry in state.done(action)), None)
    replies = [
        e
        for action in REPLIES
        for e in state.done(action)
        if fields.get("real_name") and e.payload.get("told_on")
    ]
    first = state.last("tell")
    return {
        "channel": fields.get("channel") or "",
        "special_kind": fields.get("special_kind") or "",
        "real_name": fields.get("real_name"),
        "respondent": fields.get("respondent") or "",
        "received_on": _day(fields.get("received_on")),
        "decided_on": decided.at.date() if decided else None,
        "decision": decided.action if decided else "",
        "told_on": _day(first.payload.get("told_on")) if first else None,
        "reply_reviewed": bool(replies) and all(was_reviewed(state, e.action, e.seq) for e in replies),
        "replied": bool(replies),
    }


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
