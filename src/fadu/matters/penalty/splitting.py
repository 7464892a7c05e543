# SPDX-License-Identifier: MulanPSL-2.0
"""Separating a party into a case of its own: who leaves, who stays, and what of it is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.fallen import fallen_for
from fadu.matters.penalty.heard import last_hearings
from fadu.matters.penalty.sanctions import accused
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.handing_over import LEAVING

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("split_leaves_both_a_party", "分出的是本案当事人之一，本案仍有当事人")
def split_leaves_both_a_party(world: World) -> Verdict:
    """Once the investigation has ended only a named party leaves: one of the case, not the last, whose hearing is not under way.

    Before that a case may be split by what was done, and both keep their parties.
    """
    leaving = str(world.proposed.get(LEAVING) or "")
    if not leaving:
        if world.state.stage == "investigation":
            return HOLDS
        return _ground("nobody_leaves", "调查终结以后的分案，应当写明分出的当事人。", "选择分出的当事人")
    here = {view.key for view in accused(world.state)}
    if leaving not in here:
        return _ground("not_a_party_here", "分出的不是（已不是）本案当事人。", "选择本案的当事人")
    if len(here) == 1:
        return _ground(
            "last_party", "本案只有这一个当事人，分出以后本案没有当事人。", "不分案，在本案继续办理"
        )
    hearing = last_hearings(world).get(leaving)
    if hearing is not None and hearing[0].ended_at is None:
        return _ground(
            "hearing_under_way",
            "分出的当事人要求的听证尚未办结。",
            "办结或者终止听证以后再分案",
        )
    return HOLDS


@guard(
    "separated_for_the_fall", "处罚决定对该当事人已失去效力，对其余当事人仍然有效", law="penalty/decided_anew"
)
def separated_for_the_fall(world: World) -> Verdict:
    """Whose decision fell is dealt with anew in a case of its own where it stands for others (行政诉讼法 70)."""
    state, leaving = world.state, str(world.proposed.get("party") or "")
    here = {view.key for view in accused(state)}
    if not leaving:
        return HOLDS  # that somebody is named, the form asks
    if leaving in here and len(here) == 1:
        return _ground("last_party", "本案只有这一个当事人，分出以后本案没有当事人。", "办理“重新调查处理”")
    if leaving in here and fallen_for(state, leaving):
        return HOLDS
    return Ground(
        code="stands_for_it",
        message="处罚决定对该当事人仍然有效：其履行程序没有登记撤销、确认无效的结果。",
        remedy="在其履行程序中登记复议、诉讼结果",
        unknown=world.replay,
    )


def _ground(code: str, message: str, remedy: str) -> Ground:
    return Ground(code=code, message=message, remedy=remedy)
