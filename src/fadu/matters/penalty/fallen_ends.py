# SPDX-License-Identifier: MulanPSL-2.0
"""An end without a penalty that fell: none imposed, the facts not made out, the lead not filed; and going on from it.

No case performs such an end, so what others found of it is recorded in the case itself (行政复议法 64, 行政诉讼法 70);
the bureau may find it wrong, too (行政处罚法 75).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.legal_day import day_of
from fadu.procedure.rulings import FALLEN, PROCEDURE, words

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: the act that leaves a lead unfiled
_UNFILED = "decline"
#: the acts that end a case without a penalty -> the fields that hold facts and reasons, in one edition or another
_ENDS = {
    "decide_no_penalty": ("facts", "no_penalty_ground"),
    "dismiss": ("facts",),
    _UNFILED: ("verification_result", "decline_ground", "decline_reason", "reason"),
}
#: the act by which the bureau takes such a decision back
_TAKES_BACK = "withdraw_end"
#: the acts by which the case is taken up anew; the last one takes the end back, too
_ANEW = ("begin_anew", "verify_anew", "withdraw_non_filing")
#: the act that records what others found of the end
_RULES = "record_result"


def standing_end(state: State) -> Entry | None:
    """The end without a penalty to which the case came last, unless it was decided otherwise or taken up anew since."""
    acts = [entry for action in _ENDS for entry in state.done(action)]
    end = max(acts, key=lambda entry: entry.seq, default=None)
    return end if end and end.seq > state.latest(("decide", *_ANEW)) else None


def end_has_fallen(state: State) -> bool:
    """Whether that end has no effect any more; of several rulings the last counts (行政诉讼法 92)."""
    end = standing_end(state)
    if end is None:
        return False
    ruled = _ruling(state, after=end.seq)
    taken_back = state.latest((_TAKES_BACK,)) > end.seq
    return taken_back or (ruled is not None and ruled.payload.get("challenge_result") in FALLEN)


def end_ordered_anew(state: State) -> bool:
    """Whether whoever annulled that end ordered to decide anew."""
    end = standing_end(state)
    return end is not None and _is_order(_ruling(state, after=end.seq))


def taken_up_unordered(state: State, on: date) -> bool | None:
    """Whether the case was last taken up anew by a day without an order; None where it was not for the fall of such an end."""
    anew = [e for action in _ANEW for e in state.done(action) if e.at.date() <= on]
    begun = max((e.seq for e in anew), default=0)
    ends = [e for action in ("decide", *_ENDS) for e in state.done(action) if e.seq < begun]
    left = max(ends, key=lambda entry: entry.seq, default=None)
    if left is None or left.action not in _ENDS:
        return None
    return not _is_order(_ruling(state, after=left.seq, before=begun))


def ordered_on(world: World, *, unfiled: bool | None = None) -> bool:
    """Whether an order to decide anew came on the day of the world, or lays it down as its last day; of leads not filed, of decisions, or of any."""
    day = world.at.date()
    return any(
        day.isoformat() == str(e.payload.get("remake_by") or "")[:10] or day_of(world.procedure, e) == day
        for e in world.state.done(_RULES)
        if _is_order(e) and unfiled in (None, _end_before(world.state, e) == _UNFILED)
    )


def _end_before(state: State, ruling: Entry) -> str:
    """The act that a ruling is about."""
    ends = [e for action in _ENDS for e in state.done(action) if e.seq < ruling.seq]
    return max(ends, key=lambda entry: entry.seq).action if ends else ""


def _ruling(state: State, *, after: int, before: int | None = None) -> Entry | None:
    """The last thing that others found of an end, later than one act and earlier than another."""
    rulings = [e for e in state.done(_RULES) if e.seq > after and (before is None or e.seq < before)]
    return rulings[-1] if rulings else None


def _is_order(ruling: Entry | None) -> bool:
    return ruling is not None and ruling.payload.get("challenge_result") == "remade"


@guard("ended_without_penalty", "本案以不予处罚、违法事实不成立或者不予立案办结", law="penalty/end_redone")
def ended_without_penalty(world: World) -> Verdict:
    """There is an end without a penalty that others may have ruled on."""
    return HOLDS if standing_end(world.state) else _nothing_ended()


@guard(
    "end_still_stands",
    "不予处罚、违法事实不成立、不予立案的决定仍然有效",
    law="penalty/correction_of_end",
)
def end_still_stands(world: World) -> Verdict:
    """What has fallen is neither taken back nor mended."""
    if standing_end(world.state) is None:
        return _nothing_ended()
    if not end_has_fallen(world.state):
        return HOLDS
    return Ground(
        code="fallen_already",
        message="该决定已经失去效力，不再撤销，也不更正。",
        remedy="需要重新处理的，办理“重新调查处理”；不予立案的，办理“重新核查”",
    )


@guard("end_fallen", "不予立案的决定已经失去效力", law="penalty/end_redone")
def end_fallen(world: World) -> Verdict:
    """A lead is looked into anew once the decision not to file it fell."""
    if end_has_fallen(world.state):
        return HOLDS
    return still_in_force(world) if standing_end(world.state) else _nothing_ended()


@guard("not_the_same_end_again", "不以同一事实和理由作出同样的决定", law="penalty/decided_anew")
def not_the_same_end_again(world: World, *, act: str) -> Verdict:
    """After an annulment by others the same facts and reasons do not carry the same end again, unless it fell for its procedure."""
    state = world.state
    anew = state.latest(_ANEW)
    left = [entry for entry in state.done(act) if entry.seq < anew]
    ruled = _ruling(state, after=left[-1].seq, before=anew) if left else None
    if ruled is None or ruled.payload.get("challenge_result") not in FALLEN:
        return HOLDS
    said = [(words(left[-1].payload.get(key)), words(world.value(key))) for key in _ENDS[act]]
    if not any(before for before, _ in said) or any(before != now for before, now in said):
        return HOLDS
    if ruled.payload.get("annulled_for") == PROCEDURE:
        return HOLDS
    return Ground(
        code="same_again",
        message="原决定被撤销后，不得以同一的事实和理由作出与原决定相同或者基本相同的决定。",
        remedy="补充查明事实、改变理由，或者依法立案、作出其他决定",
    )


def still_in_force(world: World) -> Ground:
    """That the end is to fall first."""
    return Ground(
        code="decision_in_force",
        message="该决定仍然有效：没有登记撤销、确认无效的复议、诉讼结果，本机关也没有撤销。",
        remedy="登记复议、诉讼结果；本机关发现有错误的，先撤销该决定",
        unknown=world.replay,
    )


def _nothing_ended() -> Ground:
    return Ground(
        code="no_such_end",
        message="本案最后没有作出不予处罚、违法事实不成立或者不予立案的决定，或者已经重新处理。",
        remedy="对处罚决定的复议、诉讼结果，在履行程序中登记；处罚决定有错误的，撤销、更正处罚决定",
    )
