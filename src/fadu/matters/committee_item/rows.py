# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of an item of collective discussion, and of each member's part in it, as it follows from the acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.matters.committee_item.members import called
from fadu.matters.committee_item.models import CommitteeItem, CommitteeMember

if TYPE_CHECKING:
    from fadu.cases.rows import Given, Rows
    from fadu.procedure.state import State

#: the acts by which it is resolved
_RESOLVE = ("adopt", "adopt_changed", "reject")


def rows(state: State, given: Given) -> Rows:
    """The record, and a row for each member."""
    return {
        CommitteeItem: (columns(state),),
        CommitteeMember: [{"name": name, **values} for name, values in members(state).items()],
    }


def columns(state: State) -> dict[str, Any]:
    """Every column of the record. Votes of those who do not sit are not counted."""
    values = state.fields
    all_members = members(state).values()
    sitting = [member for member in all_members if member["status"] == "present"]
    resolved = next(filter(None, map(state.last, _RESOLVE)), None)
    meeting_on = values.get("meeting_on")
    return {
        "subject": values.get("subject") or "",
        "body": values.get("body") or "",
        "meeting_on": date.fromisoformat(str(meeting_on)[:10]) if meeting_on else None,
        "quorum": values.get("quorum"),
        "present": len(sitting),
        "votes_for": sum(1 for member in sitting if member["vote"] == "for"),
        "resolved_on": resolved.at.date() if resolved else None,
        "resolution": (values.get("resolution") or "") if resolved else "",
    }


def members(state: State) -> dict[str, dict[str, str]]:
    """Each member's attendance and vote, by name."""
    votes = {called(row["member"]): row for row in state.lists.get("votes", ())}
    return {
        called(row["member"]): {
            "post": row.get("post") or "",
            "status": row["status"],
            "vote": votes.get(called(row["member"]), {}).get("vote") or "",
            "opinion": votes.get(called(row["member"]), {}).get("opinion") or "",
        }
        for row in state.lists.get("attendance", ())
    }
