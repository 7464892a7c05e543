# SPDX-License-Identifier: MulanPSL-2.0
"""The penalty that stands against a party from a case: what the decision of today lays on it, unless it fell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.holdings import Holding
from fadu.kernel.money import yuan
from fadu.matters.penalty.fallen import fallen_for, left_behind, punished
from fadu.matters.penalty.rows import shares
from fadu.matters.penalty.sanctions import accused
from fadu.procedure.fields import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fadu.law import Law
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State

AMOUNTS = (("fine", "罚款"), ("confiscated_gains", "没收违法所得"), ("confiscated_goods", "没收非法财物价值"))


def of_party(procedure: Procedure, state: State, party: str, law: Law, on: date) -> Iterator[Holding]:
    """The penalty of the decision of today against a party; one that fell is told as fallen."""
    decided = state.last("decide")
    is_accused = any(view.key == party for view in accused(state))
    if decided is None or not is_accused or left_behind(state) or not punished(state, party):
        return
    fallen = fallen_for(state, party)
    paper = state.document("penalty_decision")
    yield Holding(
        sort="行政处罚",
        what=_words(procedure, state, decided, party, law),
        number=paper.number if paper else "",
        since=decided.at.date(),
        standing="决定已失去效力" if fallen else "有效",
        stands=not fallen,
    )


def _words(procedure: Procedure, state: State, decided: Entry, party: str, law: Law) -> str:
    rows = decided.payload.get("party_penalties") or state.fields.get("party_penalties") or ()
    own = next((row for row in rows if row.get("party") == party), decided.payload)
    titles = titles_of(procedure.fields["penalty_kinds"], law, decided.at.date())
    kinds = [titles.get(kind, kind) for kind in own.get("penalty_kinds") or ()]
    share = next((row for row in shares(state) if f"party:{row['party_id']}" == party), {})
    amounts = [f"{title}{yuan(share[name])}元" for name, title in AMOUNTS if share.get(name)]
    named = [kind for kind in kinds if not any(amount.startswith(kind) for amount in amounts)]
    return "、".join((*named, *amounts)) or "行政处罚"
