# SPDX-License-Identifier: MulanPSL-2.0
"""How far a case has come, drawn from the definition it runs by and the acts done in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.world.worlds import past_of, procedure_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.conditions import answer_of
from fadu.procedure.progress import Leg, Move, legs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fadu.cases.models import Act, Case
    from fadu.procedure.state import State


def legs_of(case: Case, state: State, acts: Sequence[Act], at: datetime) -> tuple[Leg, ...]:
    """The stages the case went through, the present one, and those that ordinarily follow as far as is known now."""
    world = past_of(case, at, state)
    return legs(procedure_of(case), moves(acts, state), lambda condition: answer_of(world, condition) != "no")


def moves(acts: Sequence[Act], state: State) -> list[Move]:
    """The acts that brought the case into another stage, in their order."""
    made: list[Move] = []
    for act in acts:
        before = made[-1].stage if made else ""
        if act.stage_after != before:
            day = act.happened_at.astimezone(LEGAL_TIME).date()
            made.append(Move(action=act.action, stage=act.stage_after, on=day))
    if made and made[-1].stage != state.stage:  # moved by a later edition, or by what an import left out
        made.append(Move(action="", stage=state.stage, on=made[-1].on))
    return made
