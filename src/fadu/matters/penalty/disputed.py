# SPDX-License-Identifier: MulanPSL-2.0
"""Whose case it is, where that was disputed: while it is open nobody is told or decided on, and what is another's is not ours to decide.

A dispute ends by agreement or by the designation of the common superior (行政处罚法 25, 程序规定 13); both are recorded as its result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("within_our_jurisdiction", "管辖没有争议，或者已定由本机关管辖", law="penalty/jurisdiction")
def within_our_jurisdiction(world: World) -> Verdict:
    """A dispute about jurisdiction, if there was one, ended with us."""
    raised, settled = world.state.last("record_dispute"), world.state.last("settle_dispute")
    if raised is None:
        return HOLDS
    if settled is None or settled.seq < raised.seq:
        return Ground(
            code="dispute_open",
            message="管辖争议尚未解决。",
            remedy="先登记争议的结果；协商不成的，报请共同的上一级机关指定，收到指定后登记",
        )
    result = settled.payload.get("dispute_result")
    if result == "ours":
        return HOLDS
    return Ground(
        code="competence",
        message="管辖争议已定由其他机关管辖，本机关不得告知、决定。",
        remedy="移送有管辖权的机关；后来定由本机关管辖的，登记争议的结果",
        unknown=world.replay and result is None,
    )


def is_designated_elsewhere(world: World) -> bool:
    """Whether the dispute was reported to the common superior and then ended with another body: handing over is no longer our own choice."""
    raised, settled = world.state.last("record_dispute"), world.state.last("settle_dispute")
    reported = world.state.last("report_dispute")
    if raised is None or settled is None or reported is None:
        return False
    is_theirs = settled.payload.get("dispute_result") == "theirs"
    return is_theirs and raised.seq < reported.seq < settled.seq
