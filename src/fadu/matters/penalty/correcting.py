# SPDX-License-Identifier: MulanPSL-2.0
"""Correcting a slip of the pen in a decision never changes what it imposes: that takes a new decision (行政处罚法 44, 75)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.sums_in_words import sums_said
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("slip_of_no_sum", "更正不涉及处罚数额", law="penalty/correcting", version=2)
def slip_of_no_sum(world: World) -> Verdict:
    """A correction that names sums is for somebody to look at: a wrong reckoning may be mended, the penalty not be changed."""
    sums = sums_said(str(world.proposed.get("corrected_text") or ""))
    if not sums:
        return HOLDS
    return Ground(
        code="sum_corrected",
        message=f"更正的内容写有金额（{'、'.join(sums)}）。只能更正书写和计算上的错误，不能以更正改变处罚数额。",
        remedy="核对更正前后的数额与审批、告知的是否一致；改变处罚内容的，撤销后依程序重新作出",
        unknown=True,
    )
