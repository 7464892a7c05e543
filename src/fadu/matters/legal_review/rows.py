# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a legal review, as it follows from the acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.matters.legal_review.models import LegalReview

if TYPE_CHECKING:
    from fadu.cases.rows import Given, Rows
    from fadu.procedure.state import State

#: the act that gives each opinion
OPINIONS = {
    "agree": "agreed",
    "amend": "amended",
    "ask_supplement": "supplement",
    "return_file": "returned",
    "disagree": "disagreed",
}


def rows(state: State, given: Given) -> Rows:
    """The record."""
    return {LegalReview: (columns(state),)}


def columns(state: State) -> dict[str, Any]:
    """Every column of the record."""
    answer = next((entry for action in OPINIONS for entry in state.done(action)), None)
    received = state.last("receive")
    return {
        "subject": state.fields.get("subject") or "",
        "received_on": received.at.date() if received else None,
        "opinion": OPINIONS[answer.action] if answer else "",
        "answered_on": answer.at.date() if answer else None,
        "reviewer": "、".join(signature.name for signature in answer.by) if answer else "",
        "risk_level": state.fields.get("risk_level") or "",
    }
