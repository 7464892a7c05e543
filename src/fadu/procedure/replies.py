# SPDX-License-Identifier: MulanPSL-2.0
"""No notice or reply goes out before its review slip closes: which slip reviewed which notice, and the guard of it.

A slip is a child on the topic ``reply``, of whatever kind reviews; the act that asked for it says in ``reply_kind``
which notice it is about. A slip serves one notice: what is told again is reviewed again. That notices are reviewed is a rule of the
bureau, not of the law: the threshold ``<kind of case>/reply_review`` says of each notice whether it is, by day, and a local
parameter of the bureau replaces it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.offering import guard
from fadu.procedure.outlines import is_affirmed

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.state import ChildView, State

#: the topic of a review slip, and the field in which the act that asks for one names the notice
TOPIC, NAMED_IN = "reply", "reply_kind"


def kind_of(state: State, slip: ChildView) -> str:
    """Which notice a slip reviews; empty where the record does not say, and then it may be any."""
    asked = [e for e in state.entries if e.seq < slip.opened_seq and e.payload.get(NAMED_IN)]
    live = [e for e in asked if e.seq not in state.void]
    return str(live[-1].payload[NAMED_IN]) if live else ""


def slips_for(state: State, kind: str, *, after: int = 0) -> list[ChildView]:
    """The slips of a notice, asked for after an act."""
    return [s for s in state.children_on(TOPIC) if s.opened_seq > after and kind_of(state, s) in ("", kind)]


def is_exempt(world: World, kind: str) -> bool:
    """Whether notices of that kind need no slip on that day; one nobody has laid down is reviewed."""
    rule, day = f"{world.procedure.key}/reply_review", world.at.date()
    try:
        return world.law.threshold(rule, day, local=world.local_of(day), notice=kind).value == 0
    except FaduError:
        return False


def was_reviewed(state: State, kind: str, seq: int) -> bool:
    """Whether the notice told by the act of that place had its slip closed before."""
    return any(is_affirmed(s) and s.ended_seq < seq for s in slips_for(state, kind))


@guard("reply_reviewed", "这一告知已经审查", law="legal_review/replies")
def reply_reviewed(world: World, *, kind: str, act: str = "", day_field: str = "told_on") -> Verdict:
    """The slip of this notice has closed before it goes out, unless its kind is exempt on that day.

    ``act`` tells it (default: the act of that name); ``day_field`` is the field of the day on which it was told.
    """
    if is_exempt(world, kind):
        return HOLDS
    used = max((e.seq for e in world.state.entries if e.action == (act or kind)), default=0)
    slips = slips_for(world.state, kind, after=used)
    passed = [s for s in slips if is_affirmed(s)]
    if not passed:
        is_open = any(not s.outcome for s in slips)
        return Ground(
            code="reply_not_reviewed",
            message="这一告知正在审查，尚未办结。"
            if is_open
            else "对这一告知的审查没有同意。"
            if slips
            else "这一告知尚未送答复审查。",
            remedy="待审查办结"
            if is_open
            else "按审查意见改正后再次送答复审查"
            if slips
            else "先就这一告知送答复审查",
            unknown=world.replay,
        )
    day = world.proposed.get(day_field)
    closed = min(s.ended_at.date() for s in passed if s.ended_at)
    if isinstance(day, str) and date.fromisoformat(day) < closed:
        return Ground(
            code="told_before_review",
            message=f"告知日期{day}早于审查办结之日{closed}。",
            remedy="改正告知日期；确已先行告知的，另行说明",
        )
    return HOLDS
