# SPDX-License-Identifier: MulanPSL-2.0
"""A lawsuit that special law lets nobody bring before a reconsideration: what a court did stands as it is, and is pointed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance.remedies import decision
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

_SUIT, _FIRST = "litigation", "reconsideration"


@guard("reconsideration_came_first", "依法应当先申请行政复议的，已经复议", law="performance/remedies")
def reconsideration_came_first(world: World) -> Verdict:
    """That a court took a suit is a fact of the court's; that no reconsideration is on record is for whoever enters it to look into.

    Where a part of the decision may be contested in court at once, nothing is asked.
    """
    suits = [item for item in world.law.remedies(decision(world), None).items if item.kind == _SUIT]
    before = [e for e in world.state.done("record_challenge") if e.payload.get("challenge_kind") == _FIRST]
    if world.value("challenge_kind") != _SUIT or before or not all(item.after == _FIRST for item in suits):
        return HOLDS
    return Ground(
        code="suit_before_reconsideration",
        message="本案处罚依法应当先申请行政复议，对复议决定不服再起诉；没有复议的登记。",
        cites=tuple(dict.fromkeys(cite for item in suits for cite in item.cites)),
        remedy="核对登记的是不是复议；法院已经受理的，依法应诉，提出应当先行复议",
        unknown=True,
    )
