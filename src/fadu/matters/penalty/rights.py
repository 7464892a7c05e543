# SPDX-License-Identifier: MulanPSL-2.0
"""Rights are told when evidence is first taken from whoever is investigated, not afterwards (程序规定 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.seized import day
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

#: the acts by which evidence is mostly taken from the party itself
_FROM_THE_PARTY = ("inspect", "question", "take_sample")


@guard("rights_told_at_first", "首次向当事人收集、调取证据时已告知权利", law="penalty/rights_told")
def rights_told_at_first(world: World) -> Verdict:
    """By the first look, question or sample the party had been told that it may plead, defend itself and ask for recusal.

    Who was questioned, or whose place it was, may have been somebody else: it is listed as possible.
    """
    state = world.state
    taken = [entry for key in _FROM_THE_PARTY for entry in state.done(key)]
    said = [
        day(entry.payload.get("rights_told_on")) for entry in state.entries if entry.seq not in state.void
    ]
    first, told_on = (
        min(taken, key=lambda entry: entry.at, default=None),
        min(filter(None, said), default=None),
    )
    if first is None or told_on is None or told_on <= first.at.date():
        return HOLDS
    return Ground(
        code="rights_told_later",
        message=f"{first.at.date()}已“{world.procedure.actions[first.action].title}”，至{told_on}才告知陈述权、申辩权和申请回避权。",
        remedy="所询问、检查的不是当事人的，在调查报告中写明；确未告知的，补充告知并重新核实所取证据",
        unknown=True,
    )
