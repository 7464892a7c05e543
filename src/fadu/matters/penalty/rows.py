# SPDX-License-Identifier: MulanPSL-2.0
"""The typed record of a penalty case, with its kinds, shares and publications, as they follow from the acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.matters.penalty.fallen import begun_anew
from fadu.matters.penalty.fallen_ends import end_has_fallen
from fadu.matters.penalty.for_counsel import is_for_counsel
from fadu.matters.penalty.models import Penalty, PenaltyKind, PenaltyPublication, PenaltyShare
from fadu.matters.penalty.sanctions import AMOUNTS, Sanction

if TYPE_CHECKING:
    from fadu.cases.rows import Given, Rows
    from fadu.procedure.state import State

#: column -> the act whose day it is
_DAYS = {
    "filed_on": ("file",),
    "not_filed_on": ("decline",),
    "told_on": ("notify", "tell_again"),
    "decided_on": ("decide",),
    "no_penalty_on": ("decide_no_penalty",),
    "dismissed_on": ("dismiss",),
    "police_on": ("transfer_to_police",),
    "police_accepted_on": ("police_accept",),
    "transferred_on": ("transfer_case", "pass_on"),
    "discontinued_on": ("discontinue",),
    "withdrawn_on": ("withdraw_decision", "withdraw_unperformed"),
}


def rows(state: State, given: Given) -> Rows:
    """The record; a row for each kind of penalty, for each party's share, for each publication."""
    decided = state.last("decide")
    kinds = sorted(set((decided.payload.get("penalty_kinds") if decided else None) or ()))
    return {
        Penalty: (columns(state),),
        PenaltyKind: [{"kind": kind} for kind in kinds],
        PenaltyShare: shares(state),
        PenaltyPublication: publications(state),
    }


def columns(state: State) -> dict[str, Any]:
    """Every column of the record."""
    values = state.fields
    decided = state.last("decide")
    sanction = Sanction.of(decided.payload) if decided else Sanction()
    last_seq = decided.seq if decided else None
    anew = begun_anew(state, before=last_seq)
    paper = state.document("penalty_decision")
    reviews = state.children_of("legal_review")
    discussed = state.children_of("committee_item", "collective_discussion")
    return {
        **{column: _last_day(state, actions) for column, actions in _DAYS.items()},
        **{name: getattr(sanction, name) for name in AMOUNTS},
        "source": values.get("source") or "",
        "suspected_violation": values.get("suspected_violation") or "",
        "received_on": _date(values.get("received_on")),
        "decision_number": paper.number if paper else "",
        "no_penalty_ground": (values.get("no_penalty_ground") or "")
        if state.done("decide_no_penalty")
        else "",
        "discretion_grade": (decided.payload.get("discretion_grade") or "") if decided else "",
        "corrections_ordered": len(state.done("order_correction")),
        "refund_ordered": sum(
            entry.payload.get("refund_amount") or 0 for entry in state.done("order_refund")
        ),
        "hearings_requested": len(state.done("request_hearing")),
        "hearings_held": sum(1 for child in state.children_of("hearing") if child.outcome == "held"),
        "needs_review": is_for_counsel(
            state,
            grounds=values.get("review_grounds"),
            no_major_interest=values.get("major_interest") is False,
            before=last_seq,
        ),
        "legally_reviewed": any(
            child.outcome in ("agreed", "amended")
            and child.opened_seq > anew
            and (decided is None or child.ended_seq < decided.seq)
            for child in reviews
        ),
        "discussed_by_heads": any(
            child.outcome in ("adopted", "adopted_changed") and child.fields.get("body") == "bureau_heads"
            for child in discussed
        ),
        "result": result(state),
    }


def result(state: State) -> str:
    """How the case ended, as stated when it was closed, or withdrawn since; an end without a penalty that fell is no result."""
    if state.done("withdraw_decision"):
        return "withdrawn"
    closed = state.last("close")
    if closed is None:
        return ""
    return "withdrawn" if end_has_fallen(state) else closed.payload.get("result") or ""


def shares(state: State) -> list[dict[str, Any]]:
    """What each party was ordered, from the decision."""
    decided = state.last("decide")
    if decided is None:
        return []
    laid_down = decided.payload.get("party_penalties") or state.fields.get("party_penalties") or ()
    if laid_down:
        return [
            {"party_id": _party_id(row["party"]), **{name: row.get(name) or 0 for name in AMOUNTS}}
            for row in laid_down
        ]
    sanction = Sanction.of(decided.payload)
    parties = [party.key for party in state.parties if party.capacity == "当事人"]
    if len(parties) != 1:
        return []
    return [{"party_id": _party_id(parties[0]), **{name: getattr(sanction, name) for name in AMOUNTS}}]


def publications(state: State) -> list[dict[str, Any]]:
    """Each publication of the decision."""
    published = sorted({(channel, on) for rule, channel, on in state.published if rule == "penalty_decision"})
    return [{"channel": channel, "published_on": on} for channel, on in published]


def _party_id(key: str) -> int:
    return int(key.partition(":")[2])


def _last_day(state: State, actions: tuple[str, ...]) -> date | None:
    days = [entry.at.date() for action in actions for entry in state.done(action)]
    return max(days, default=None)


def _date(value: Any) -> date | None:
    return None if value in (None, "") else date.fromisoformat(str(value)[:10])
