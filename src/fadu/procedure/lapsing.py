# SPDX-License-Identifier: MulanPSL-2.0
"""What waits for a signature when a case ends: an act that has no place after the end is signed no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.model import ENDED

if TYPE_CHECKING:
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import Pending, State


def lapsing(procedure: Procedure, state: State) -> State:
    """The state in which nothing waits for a signature that can never be given: proposed before the end, with no place after it.

    The proposal itself stays among the acts. What may be done after the end, too (更正), goes on waiting. Where the case is taken
    up anew it does not rise again: what was proposed then was proposed for what stood then.
    """
    stage = procedure.stages.get(state.stage)
    if stage is None or not stage.final:
        return state.with_(lapsed=()) if state.lapsed else state
    falling = tuple(each for each in state.pending if not _has_its_place(procedure, each, stage.key))
    if not falling:
        return state
    kept = tuple(each for each in state.pending if each not in falling)
    return state.with_(pending=kept, lapsed=(*state.lapsed, *falling))


def _has_its_place(procedure: Procedure, pending: Pending, stage: str) -> bool:
    """Whether the act may be done in the stage in which the case ended; one this edition does not know may not."""
    action = procedure.actions.get(pending.action)
    return action is not None and not {stage, ENDED}.isdisjoint(action.sources)
