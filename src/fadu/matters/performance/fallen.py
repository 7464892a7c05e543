# SPDX-License-Identifier: MulanPSL-2.0
"""A decision that fell: annulled, declared void or withdrawn. Nothing is owed under it, and what was collected goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State, Telling

#: results of a remedy by which the decision has no effect any more; a decision merely declared unlawful keeps it
FALLEN = frozenset({"annulled", "remade", "invalid"})
#: the word by which the penalty case says that the bureau itself has withdrawn the decision
WITHDRAWN = "withdrawn"
#: that who asked for a remedy gave it up leaves the decision as it was: in force, or fallen
_GIVEN_UP = "withdrawn"
#: the kind of case that decides
DECIDING = "penalty"


def fall_of(state: State) -> Entry | Telling | None:
    """What made the decision fall: the last result of a remedy, or the withdrawal by the bureau; None while it stands."""
    withdrawn = state.tellings(DECIDING, (WITHDRAWN,))
    if withdrawn:
        return withdrawn[-1]
    results = [
        e for e in state.done("record_challenge_result") if e.payload.get("challenge_result") != _GIVEN_UP
    ]
    return results[-1] if results and results[-1].payload.get("challenge_result") in FALLEN else None
