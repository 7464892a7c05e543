# SPDX-License-Identifier: MulanPSL-2.0
"""What a party stated before the decision and nobody entered until after it: recorded as the fact it is, and found.

A defence or a request for a hearing made in time and not heard makes the decision unlawful (行政处罚法 62, 64). That it came is
no act of the bureau that could be refused; only what came after the decision is something else.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure.clocks import readings
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import ClockReading, Verdict, World

#: what was stated -> the clock of the right to state it
_TERMS = {"defence": "defence", "hearing": "hearing_request"}


@guard("stated_before_the_decision", "在处罚决定以前提出", law="penalty/unheard")
def stated_before_the_decision(world: World) -> Verdict:
    """What a party writes after the decision is no defence against the proposal; before it, it is entered as such."""
    decided, stated = world.state.last("decide"), _stated_on(world)
    if decided is None:
        return Ground(
            code="not_decided",
            message="本案没有作出处罚决定。",
            remedy="尚未决定的，办理“陈述申辩”“要求听证”",
            unknown=world.replay,
        )
    if stated is None or stated <= decided.at.date():
        return HOLDS
    return Ground(
        code="stated_after_decision",
        message=f"{stated}提出的意见在处罚决定（{decided.at.date()}）以后，不是决定以前的陈述申辩、听证申请。",
        remedy="作为材料收入案卷；当事人不服决定的，依法申请复议、提起诉讼",
    )


@guard("heard_before_the_decision", "期限内提出的陈述申辩、听证申请在决定以前已经听取", law="penalty/unheard")
def heard_before_the_decision(world: World) -> Verdict:
    """What was stated within its term and not heard stands against the decision that was made."""
    kind, stated = str(world.proposed.get("unheard_kind") or ""), _stated_on(world)
    if kind not in _TERMS or stated is None:
        return HOLDS
    running = [term for term in _terms(world, kind) if _is_within(term, stated)]
    if not running:
        return HOLDS
    due = max(term.due_on for term in running if term.due_on is not None)
    title = "陈述申辩" if kind == "defence" else "听证申请"
    return Ground(
        code="decided_unheard",
        message=f"当事人于{stated}在期限内（至{due}）提出{title}，没有听取即作出了处罚决定。",
        remedy="撤销处罚决定，听取以后重新处理",
        unknown=any(term.waived for term in running),
    )


def _terms(world: World, kind: str) -> list[ClockReading]:
    """The counts of that right of the party, as they stood: those a notice told anew has replaced, too."""
    party = str(world.proposed.get("party") or "")
    return [term for term in readings(world, only=(_TERMS[kind],)) if term.about == party]


def _is_within(term: ClockReading, day: date) -> bool:
    return not term.void and term.due_on is not None and term.started_on <= day <= term.due_on


def _stated_on(world: World) -> date | None:
    said = str(world.proposed.get("unheard_on") or "")
    return date.fromisoformat(said[:10]) if said else None
