# SPDX-License-Identifier: MulanPSL-2.0
"""What the guards of a complaint need to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.facts import fact

if TYPE_CHECKING:
    from fadu.procedure.decision import Answer, World


@fact("agreement_reached")
def agreement_reached(world: World) -> Answer:
    """Both sides have agreed."""
    return "yes" if world.state.done("agree") else "no"
