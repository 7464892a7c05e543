# SPDX-License-Identifier: MulanPSL-2.0
"""What others did with the decision that the law does not let them: it stands as it is, and is pointed out.

A court took a suit that nobody may bring before a reconsideration; whoever reviewed the decision made it heavier for who asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.matters.performance.changed import AMOUNTS
from fadu.matters.performance.dues import decided_for
from fadu.matters.performance.remedies import decision
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

_SUIT, _FIRST = "litigation", "reconsideration"
#: the key of the law of reconsideration, by which no change is for the worse; that of a judgment
_NO_HEAVIER, _NO_HEAVIER_IN_COURT = "performance/no_heavier", "performance/no_heavier_in_court"
#: an amount of the decision -> what it is called, and the share of the party that it is held against
_SAID = {
    "fine": ("罚款", "fine"),
    "confiscated_gains": ("没收违法所得", "gains"),
    "confiscated_goods": ("没收非法财物", "goods"),
}


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


@guard(
    "changed_for_the_better",
    "复议、诉讼变更处罚，没有对当事人更为不利",
    law=(_NO_HEAVIER, _NO_HEAVIER_IN_COURT),
)
def changed_for_the_better(world: World) -> Verdict:
    """Whoever asked for a remedy does not come off worse by it; unless somebody else asked for the opposite, which no record says.

    A fine of 4,000 yuan that the reconsideration makes 9,000 is what it is, and is for somebody to look at.
    """
    if world.proposed.get("challenge_result") != "changed":
        return HOLDS
    before = decided_for(world.state)
    heavier = [
        f"{_SAID[key][0]}由{yuan(getattr(before, _SAID[key][1]))}元变更为{yuan(world.proposed[key])}元"
        for key in AMOUNTS
        if (world.proposed.get(key) or 0) > getattr(before, _SAID[key][1])
    ]
    if not heavier:
        return HOLDS
    asked = world.state.last("record_challenge")
    in_court = asked is not None and asked.payload.get("challenge_kind") == _SUIT
    return Ground(
        code="changed_for_the_worse",
        message=f"{'；'.join(heavier)}：{'判决' if in_court else '复议决定'}变更处罚，不得对{'原告' if in_court else '申请人'}更为不利。",
        cites=world.cites(_NO_HEAVIER_IN_COURT if in_court else _NO_HEAVIER),
        remedy="核对决定书、判决书和登记的数额；第三人、利害关系人提出相反请求的除外，其余的依法提请纠正",
        unknown=True,
    )
