# SPDX-License-Identifier: MulanPSL-2.0
"""Withdrawing the decision towards one of several parties, while it stands for the others (行政处罚法 75)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.fallen import fallen_for, left_behind, punished
from fadu.matters.penalty.sanctions import accused
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard(
    "stands_for_others",
    "处罚决定对该当事人和其他当事人都仍然有效",
    law="penalty/correction_of_own",
    version=2,
)
def stands_for_others(world: World) -> Verdict:
    """What has fallen towards a party is not withdrawn once more; what stands for nobody else is withdrawn as a whole."""
    state, party = world.state, str(world.proposed.get("party") or "")
    if not party:
        return HOLDS  # that somebody is named, the form asks
    if left_behind(state) or fallen_for(state, party):
        return Ground(
            code="fallen_already",
            message="处罚决定对该当事人已经失去效力，不再撤销。",
            remedy="需要重新处理的，办理“对决定失去效力的当事人分案重新处理”",
        )
    others = [v.key for v in accused(state) if v.key != party and punished(state, v.key)]
    if any(not fallen_for(state, key) for key in others):
        return HOLDS
    return Ground(
        code="stands_for_nobody_else",
        message="处罚决定对其他当事人都已经失去效力，不必只对一人撤销。"
        if others
        else "处罚决定只处罚这一个当事人，不必只对一人撤销。",
        remedy="撤销整个处罚决定",
        unknown=world.replay,
    )
