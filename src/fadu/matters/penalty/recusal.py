# SPDX-License-Identifier: MulanPSL-2.0
"""Who must keep out of a penalty case and of all that springs from it because a recusal was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.state import State

#: the acts that decide on a recusal
RECUSALS = ("decide_recusal",)


def recused(state: State) -> Mapping[str, str]:
    """Person -> reason, by the last decision about each. Until it is decided nobody has to stop (程序规定 4)."""
    decided = {
        str(entry.payload["recused_person"]): (entry.payload.get("recusal_decision"), entry.at.date())
        for action in RECUSALS
        for entry in state.done(action)
        if entry.payload.get("recused_person")
    }
    return {
        person: f"{on}已决定其在本案中回避"
        for person, (decision, on) in decided.items()
        if decision == "granted"
    }
