# SPDX-License-Identifier: MulanPSL-2.0
"""What only petitions ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.offering import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("told_what_was_asked", "答复回应所提事项", law="petition/asked")
def told_what_was_asked(world: World) -> Verdict:
    """The reply is more than a formula."""
    reply = str(world.value("reply") or "")
    if not reply or len(reply) >= 6:
        return HOLDS
    return Ground(code="formula", message="答复没有回应所提事项。", remedy="写明对所提事项的处理意见")
