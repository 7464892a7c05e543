# SPDX-License-Identifier: MulanPSL-2.0
"""Service by announcement: only where the law opens it, with what was tried before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("announcement_grounded", "公告送达前有其他方式未能送达的登记", law="service/announcement")
def announcement_grounded(world: World) -> Verdict:
    """Where it is said that no other manner of service succeeded, the register holds an attempt that failed."""
    if world.value("announcement_ground") != "undeliverable":
        return HOLDS
    if any(one.seq not in world.state.void for paper in world.state.documents for one in paper.attempts):
        return HOLDS
    return Ground(
        code="no_failed_attempt",
        message="没有其他方式未能送达的登记，不能以无法送达公告。",
        remedy="先登记未能送达的方式、日期和原因；受送达人下落不明的，选择该情形",
        unknown=world.replay,
    )
