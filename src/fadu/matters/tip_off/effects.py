# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a tip-off follows from its state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.cases import clocks
from fadu.cases.projection import keep
from fadu.matters.tip_off.models import TipOff

if TYPE_CHECKING:
    from fadu.cases.models import Case
    from fadu.procedure.state import State

#: the opinions after which a reply may go out
PASSED = ("agreed", "amended")

DECISIONS = ("file", "not_file", "transfer", "join")


def rebuild(case: Case, state: State) -> None:
    """Make the record say what the acts say."""
    keep(TipOff, case, columns(case, state))


def columns(case: Case, state: State) -> dict[str, Any]:
    """Every column of the record."""
    fields = state.fields
    decided = next((entry for action in DECISIONS for entry in state.done(action)), None)
    found = clocks.readings_of(case, state.entries[-1].at, state=state)
    due = {r.clock: r.due_on for r in found if r.due_on and not r.void}
    return {
        "channel": fields.get("channel") or "",
        "special_kind": fields.get("special_kind") or "",
        "real_name": fields.get("real_name"),
        "respondent": (fields.get("respondent") or "")[:200],
        "received_on": _day(fields.get("received_on")),
        "decided_on": decided.at.date() if decided else None,
        "verification_due_on": due.get("verification"),
        "decision": decided.action if decided else "",
        "told_on": _day(fields.get("told_on")),
        "notice_due_on": due.get("informant_notice"),
        "reply_reviewed": any(c.outcome in PASSED for c in state.children_of("legal_review", "reply")),
    }


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
