# SPDX-License-Identifier: MulanPSL-2.0
"""Conditions of a procedure, answered in a world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.facts import answer, facts_of

if TYPE_CHECKING:
    from fadu.procedure.decision import Answer, World


def answer_of(world: World, condition: str) -> Answer:
    """Whether a named condition of the world's procedure holds; no name always does."""
    if not condition:
        return "yes"
    return answer(world.procedure.conditions[condition], world, facts_of(world.procedure.key))
