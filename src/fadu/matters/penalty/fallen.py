# SPDX-License-Identifier: MulanPSL-2.0
"""A decision that fell: annulled, changed or declared unlawful by others, withdrawn by the bureau; and deciding anew.

What others found comes from the performance cases, where it is recorded; nothing of it is typed here again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.penalty.fallen_ends import (
    end_has_fallen,
    end_ordered_anew,
    standing_end,
    still_in_force,
)
from fadu.matters.penalty.whose_place import change_for_those_in_place
from fadu.procedure.dealing import of_those_here
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.handing_over import version_handed_over
from fadu.procedure.proposal import current, in_force, versions
from fadu.procedure.proposal_change import worst

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.proposal import Version
    from fadu.procedure.state import State, Telling

#: what is told of a decision that has no effect any more; that it is merely unlawful leaves it in force
FALLEN = frozenset({"annulled", "remade", "invalid"})
#: what is told of a decision that may not stay published as it was (处罚公示规定 11)
UNSOUND = FALLEN | {"changed", "unlawful"}
#: what is told of a decision that is in force as it was made
RESTORED = frozenset({"upheld"})
#: every result that says what has become of the decision; that a remedy was withdrawn says nothing of it
_RESULTS = UNSOUND | RESTORED
#: the acts by which the bureau withdraws its own decision
_WITHDRAWALS = ("withdraw_unperformed", "withdraw_decision")
#: the act by which it withdraws its decision towards one of several parties
WITHDRAWS_FOR_ONE = "withdraw_for_party"
#: the acts of older editions by which the result of a remedy is recorded in the case itself
_RULINGS = ("record_ruling",)
#: the act that separates a party whose decision fell
SEPARATES = "split_fallen"
#: the clock of deciding anew: what stops it is what deciding anew may come to
_REMAKING = "remaking_ordered"
#: the ground on which the same decision may be made again (行政复议法 64)
_PROCEDURE = "procedure"


def begun_anew(state: State, *, before: int | None = None) -> int:
    """The act by which the case was last taken up anew, or last before another act; 0 where it never was. What was done before it
    belongs to the decision that fell.
    """
    begun = [entry.seq for entry in state.done("begin_anew")] or [t.seq for t in taken_over(state)]
    return max((seq for seq in begun if before is None or seq < before), default=0)


def taken_over(state: State) -> tuple[Telling, ...]:
    """What was told of the decision that fell to the case from which the party came, where it was separated for that."""
    return tuple(t for t in state.tellings("performance", FALLEN) if t.handed_over)


def _told(state: State, says: frozenset[str], *, after: int = 0) -> tuple[Telling, ...]:
    """What performance cases told later than an act, unless the same case told another result since.

    Annulled on 06-30, upheld by the retrial on 08-31: the decision is in force again (行政诉讼法 92).
    """
    replaced = {t.case: t.seq for t in state.tellings("performance", _RESULTS - says)}
    return tuple(
        t for t in state.tellings("performance", says, after=after) if t.seq > replaced.get(t.case, 0)
    )


def _decided(state: State) -> Entry | None:
    return state.last("decide")


def _since(state: State) -> int:
    decided = _decided(state)
    return decided.seq if decided else 0


def _withdrawn(state: State) -> Entry | None:
    """The withdrawal of the last decision by the bureau itself."""
    acts = [e for action in _WITHDRAWALS for e in state.done(action) if e.seq > _since(state)]
    return max(acts, key=lambda entry: entry.seq, default=None)


def _ruled(state: State) -> Mapping[str, Any]:
    """The last result of a remedy that older editions record in the case itself."""
    acts = [e for action in _RULINGS for e in state.done(action) if e.seq > _since(state)]
    return acts[-1].payload if acts else {}


def _fallen_in(state: State) -> frozenset[str]:
    """The performance cases of those towards whom the decision of today has fallen."""
    cases = {telling.case for telling in _told(state, FALLEN, after=_since(state))}
    return frozenset(cases | _withdrawn_in(state, after=_since(state)))


def _withdrawn_in(state: State, *, after: int) -> frozenset[str]:
    """The performance cases of those towards whom the bureau withdrew its decision, later than an act, while it stands for others."""
    acts = [e for e in state.done(WITHDRAWS_FOR_ONE) if e.seq > after]
    parties = {key for e in acts for key in state.standing_for(str(e.payload.get("party") or ""))}
    return frozenset(c.case for c in state.children_of("performance") if c.party in parties)


def _separated(state: State) -> frozenset[str]:
    """The performance cases of those who left with the decision against them that fell: they are dealt with in cases of their own."""
    gone = {str(e.payload.get("party")) for e in state.done(SEPARATES) if e.seq > _since(state)}
    return frozenset(c.case for c in state.children_of("performance") if c.party in gone)


def fallen_for(state: State, party: str) -> bool:
    """Whether the last decision has no effect any more towards a party, or whoever's place it took."""
    selves = {party, *state.standing_for(party)} if party else frozenset[str]()
    own = [c for c in state.children_of("performance") if c.party in selves]
    acts = [e for e in state.done(WITHDRAWS_FOR_ONE) if e.seq > _since(state)]
    if any(e.payload.get("party") in selves for e in acts):
        return True
    return has_fallen(state) or any(c.case in _fallen_in(state) for c in own)


def punished(state: State, party: str) -> bool:
    """Whether the decision of today was made against a party, or whoever's place it took; where no case performs it, all are taken to be."""
    performing = [c for c in state.children_of("performance") if c.opened_seq > _since(state)]
    return not performing or any(c.party in state.standing_for(party) for c in performing)


def left_behind(state: State) -> bool:
    """Whether the case was taken up anew after its last decision: that decision fell, whatever the case came to since."""
    return 0 < _since(state) < begun_anew(state)


def fell_on(state: State) -> date | None:
    """The first day on which the decision of today fell towards somebody; None where it stands for all."""
    days = [telling.on for telling in _told(state, FALLEN, after=_since(state))]
    withdrawn = _withdrawn(state)
    acts = [e for e in state.done(WITHDRAWS_FOR_ONE) if e.seq > _since(state)]
    return min([*days, *(e.at.date() for e in (*acts, withdrawn) if e)], default=None)


def known_fallen_on(state: State) -> date | None:
    """The day on which the case first came to know that the decision of today fell towards somebody."""
    seqs = {telling.seq for telling in _told(state, FALLEN, after=_since(state))}
    days = [entry.at.date() for entry in state.entries if entry.seq in seqs]
    acts = [e for e in (*state.done(WITHDRAWS_FOR_ONE), _withdrawn(state)) if e and e.seq > _since(state)]
    return min([*days, *(e.at.date() for e in acts)], default=None)


def unsound_by_acts(state: State) -> dict[int, str]:
    """The acts by which the bureau took its decision back, or older editions recorded a ruling -> whom they concern, empty for everybody."""
    acts = [e for action in (*_WITHDRAWALS, WITHDRAWS_FOR_ONE) for e in state.done(action)]
    rulings = [e for action in _RULINGS for e in state.done(action)]
    acts += [e for e in rulings if e.payload.get("challenge_result") in UNSOUND]
    return {e.seq: str(e.payload.get("party") or "") if e.action == WITHDRAWS_FOR_ONE else "" for e in acts}


def _performing(state: State) -> frozenset[str]:
    """The performance cases of the decision of today."""
    return frozenset(c.case for c in state.children_of("performance") if c.opened_seq > _since(state))


def has_fallen(state: State) -> bool:
    """Whether the last decision has no effect any more towards everybody."""
    if _decided(state) is None or begun_anew(state) > _since(state):
        return False
    if _withdrawn(state) is not None or _ruled(state).get("challenge_result") in FALLEN:
        return True
    performing = _performing(state)
    return bool(performing) and performing <= _fallen_in(state)


def _annulled_for(state: State, decided: Entry) -> str | None:
    """Why others annulled a decision, as they say, empty where they do not; None where nobody but the bureau itself took it back."""
    later = [e.seq for e in state.done("decide") if e.seq > decided.seq]
    until = min(later, default=10**9)
    rulings = [e for action in _RULINGS for e in state.done(action)]
    said: list[tuple[int, str]] = [
        (e.seq, str(e.payload.get("annulled_for") or ""))
        for e in rulings
        if e.payload.get("challenge_result") in FALLEN
    ]
    said += [(t.seq, str(t.fields.get("annulled_for") or "")) for t in state.tellings("performance", FALLEN)]
    reasons = [why for seq, why in sorted(said) if decided.seq < seq < until]
    return next((why for why in reversed(reasons) if why), "") if reasons else None


def was_ordered_anew(state: State, *, after: int) -> bool:
    """Whether whoever annulled the decision ordered to decide anew, later than an act."""
    ruled = [e for action in _RULINGS for e in state.done(action) if e.seq > after]
    ordered = any(e.payload.get("challenge_result") == "remade" for e in ruled)
    elsewhere = _separated(state)
    remade = _told(state, frozenset({"remade"}), after=after)
    return ordered or any(telling.case not in elsewhere for telling in remade)


@guard("fallen_for_everybody", "决定对各当事人都已失去效力", law="penalty/decided_anew", version=2)
def fallen_for_everybody(world: World) -> Verdict:
    """A case is taken up anew once its decision was annulled or withdrawn towards everybody: a penalty, or an end without one."""
    state = world.state
    if has_fallen(state) or end_has_fallen(state):
        return HOLDS
    if standing_end(state):
        return still_in_force(world)
    if _decided(state) is None:
        return Ground(
            code="nothing_decided",
            message="本案没有作出处罚、不予处罚或者违法事实不成立的决定，没有失去效力而须重新处理的决定。",
            remedy="发现新的违法线索的，另行登记、核查",
        )
    standing = sorted(_performing(state) - _fallen_in(state))
    if standing and _fallen_in(state) - _separated(state):
        return Ground(
            code="stands_for_some",
            message=f"处罚决定对部分当事人仍然有效（{'、'.join(standing)}），本案不能整体重新处理。",
            remedy="对决定已失去效力的当事人，办理“对决定失去效力的当事人分案重新处理”",
        )
    return Ground(
        code="decision_in_force",
        message="处罚决定仍然有效：履行程序没有登记撤销、确认无效的结果，本机关也没有撤销。",
        remedy="在履行程序中登记复议、诉讼结果；本机关发现有错误的，先撤销处罚决定",
        unknown=world.replay,
    )


def _ended_anew(world: World) -> bool:
    """Whether the case, taken up anew after its last penalty, has come to an end of whatever kind that meets the term of deciding anew."""
    begun, remaking = begun_anew(world.state), world.procedure.clocks.get(_REMAKING)
    if remaking is None or begun < _since(world.state):
        return False
    return any(e.seq > begun > 0 for stop in remaking.stops for e in world.state.done(stop.name))


@guard("not_ordered_anew", "没有责令重新作出决定", law="penalty/decided_anew", version=2)
def not_ordered_anew(world: World) -> Verdict:
    """Whoever was ordered to decide anew does not end the case instead (行政复议法 64, 行政诉讼法 70); to what it came anew is free."""
    fulfilled = _ended_anew(world) or not was_ordered_anew(world.state, after=_since(world.state))
    if fulfilled and not end_ordered_anew(world.state):
        return HOLDS
    return Ground(
        code="ordered_anew",
        message="决定被撤销并责令重新作出，不能以不再处罚办结，也不能不予立案。",
        remedy="办理“重新调查处理”，分出的案件立案，依法重新作出决定",
    )


@guard("decision_still_stands", "处罚决定仍然有效", law="penalty/correction_of_own", version=2)
def decision_still_stands(world: World) -> Verdict:
    """What has fallen is neither withdrawn once more nor corrected, and not after the case was taken up anew for it."""
    if not has_fallen(world.state) and not left_behind(world.state):
        return HOLDS
    return Ground(
        code="fallen_already",
        message="处罚决定已经失去效力，不再撤销，也不更正。",
        remedy="需要重新处理的，办理“重新调查处理”",
    )


@guard("not_the_same_again", "不以同一事实和理由作出基本相同的决定", law="penalty/decided_anew", version=2)
def not_the_same_again(world: World) -> Verdict:
    """After an annulment by others the same facts and reasons do not carry the same penalty again, or a heavier one.

    Whoever took a place is compared with whom it stands for. Unless it was annulled for its procedure (行政复议法 64, 行政诉讼法 71). What the bureau itself took back no article forbids it to say again.
    """
    (first, fell), now = _decided_before(world), current(world)
    if first is None or now is None:
        return HOLDS
    change = of_those_here(world, now, change_for_those_in_place(world, first, now))
    unsaid = None in (now.findings, now.basis)
    other_reasons = not unsaid and "other" in (change.findings, change.basis)
    lighter = worst(change.measures.values()) == "lighter"
    if other_reasons or lighter or fell in (None, _PROCEDURE):
        return HOLDS
    return Ground(
        code="same_again",
        message="原决定被撤销后，不得以同一的事实和理由作出与原决定相同或者基本相同的处罚。",
        remedy="补充事实、改变理由后重新告知，或者改变处罚",
    )


def _decided_before(world: World) -> tuple[Version | None, str | None]:
    """The decision that fell and is made anew, in this case or in the one from which the party came, and why it fell."""
    state = world.state
    earlier = [e for e in state.done("decide") if e.seq < begun_anew(state)]
    if earlier:
        return in_force(versions(world.procedure, state), earlier[-1].seq), _annulled_for(state, earlier[-1])
    for telling in reversed(taken_over(state)):
        version = version_handed_over(telling.handed_over, telling.party)
        return version, str(telling.fields.get("annulled_for") or "")
    return None, None


@guard("falls_settled", "失去效力的决定所涉的履行程序已退还、终结", law="penalty/repayment")
def falls_settled(world: World) -> Verdict:
    """A case is not closed while what was collected under a decision that fell is still held."""
    state = world.state
    fallen = {t.case for t in _told(state, FALLEN)} | _withdrawn_in(state, after=0)
    withdrawn = max((e.seq for action in _WITHDRAWALS for e in state.done(action)), default=0)
    waiting = [
        child.case
        for child in state.children_of("performance")
        if (child.case in fallen or child.opened_seq < withdrawn) and child.outcome != "fallen"
    ]
    if not waiting:
        return HOLDS
    return Ground(
        code="fall_unsettled",
        message=f"处罚决定已失去效力，履行程序尚未退还已收缴的款物并终结：{'、'.join(waiting)}。",
        remedy="在履行程序中退还后办理“处罚决定失去效力，终结履行”",
    )


@guard(
    "something_to_withdraw",
    "处罚信息已公示，而决定已变更、撤销或者确认违法",
    law="penalty/publication_withdrawal",
)
def something_to_withdraw(world: World) -> Verdict:
    """What is published is withdrawn when the decision was changed, annulled, or declared unlawful or void; once for each time."""
    state = world.state
    last = max((e.seq for e in state.done("withdraw_publication")), default=0)
    causes = [t.seq for t in _told(state, UNSOUND)]
    causes += unsound_by_acts(state)
    if not any(cause > last for cause in causes):
        return Ground(
            code="publication_stands",
            message="处罚决定没有被变更、撤销或者确认违法、无效，公示信息不撤回。",
            remedy="在履行程序中登记复议、诉讼结果，或者由本机关撤销处罚决定",
        )
    published = [e.seq for e in state.done("publish") if e.payload.get("rule") == "penalty_decision"]
    if any(seq > last for seq in published):
        return HOLDS
    return Ground(
        code="nothing_published",
        message="处罚信息没有公示，没有可以撤回的。",
        remedy="不再公示已失去效力的决定",
        unknown=world.replay,
    )
