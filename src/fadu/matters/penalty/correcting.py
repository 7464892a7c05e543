# SPDX-License-Identifier: MulanPSL-2.0
"""Correcting a slip of the pen in a decision never changes what it imposes: that takes a new decision (行政处罚法 44, 75)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.correction_words import penalty_words
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("slip_of_no_sum", "更正不涉及处罚的种类、期限和数额", law="penalty/correcting", version=3)
def slip_of_no_sum(world: World) -> Verdict:
    """A correction that names a sum, a kind of penalty, a licence or a term is for somebody to look at: a wrong reckoning may be mended,
    the penalty not be changed.
    """
    words = penalty_words(str(world.proposed.get("corrected_text") or ""))
    if not words:
        return HOLDS
    return Ground(
        code="sum_corrected",
        message=f"更正的内容写有“{'”“'.join(words)}”。只能更正书写和计算上的错误，不能以更正改变处罚的种类、期限和数额。",
        remedy="核对更正前后的处罚与审批、告知的是否一致；改变处罚内容的，撤销后依程序重新作出",
        unknown=True,
    )
