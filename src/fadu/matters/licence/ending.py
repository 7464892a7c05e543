# SPDX-License-Identifier: MulanPSL-2.0
"""Guards on how an application or a licence ends: on a ground that the record bears out (行政许可法 69, 70; 许可程序暂行规定 30, 49)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.procedure import rulings
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.presence import still_here

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: the acts by which there comes to be a licence
GRANTING = ("grant", "grant_on_spot", "deemed_renewed")
#: the acts that take one away, before it is cancelled for that
TAKING = ("revoke", "recall")
#: the decisions that a result is about which names none; one that names a grant, a cancellation or an end is about that
CONTESTED = ("refuse_acceptance", "not_needed", "refuse", *TAKING)
#: the acts by which a decided application is reviewed anew
ANEW = ("begin_anew", "review_grant_anew")
#: the acts by which an application is accepted
ACCEPTING = ("accept", "accept_by_law", "grant_on_spot")
#: who can end so: the kind of a party
_ENDED = {"died": "person", "incapable": "person", "ended": "unit"}
#: of these, what is recorded of the party itself before (:mod:`fadu.procedure.succession`)
_GONE = ("died", "ended")


def taken(state: State) -> Entry | None:
    """The decision that revoked or recalled the licence; None where none did, or it was annulled: the licence stands again."""
    decided = rulings.last_of(state, TAKING)
    if decided is None or decided.seq < state.latest(("review_grant_anew",)):
        return None
    return None if rulings.has_fallen(state, decided, CONTESTED) else decided


def annulled(state: State) -> Entry | None:
    """The last decision that granted the licence, where others annulled it since; None while it stands."""
    granted = rulings.last_of(state, GRANTING)
    return granted if granted and rulings.has_fallen(state, granted, CONTESTED) else None


def cancelled(state: State) -> Entry | None:
    """The act that cancelled the licence; one that was annulled, or is for a revocation or recall that fell since, cancels nothing."""
    act = state.last("cancel")
    if (
        act is None
        or act.seq < state.latest(("review_grant_anew",))
        or rulings.has_fallen(state, act, CONTESTED)
    ):
        return None
    if act.payload.get("cancellation_ground") != "revoked":
        return act
    before = [e for key in TAKING for e in state.done(key) if e.seq < act.seq]
    cause = max(before, key=lambda entry: entry.seq, default=None)
    return act if cause is None or not rulings.has_fallen(state, cause, CONTESTED) else None


def is_decided(world: World) -> bool:
    """Whether the application is decided: the licence is to be handed out, or the case has ended."""
    granted = world.state.latest(GRANTING) > world.state.latest(ANEW)
    return granted or world.procedure.stages[world.state.stage].final


@guard("not_cancelled", "许可尚未注销", version=2)
def not_cancelled(world: World, **_: Any) -> Verdict:
    """What was cancelled is not cancelled, nor recalled, once more."""
    act = cancelled(world.state)
    if act is None:
        return HOLDS
    return Ground(
        code="done_already",
        message=f"许可已于{act.at.date()}注销，只能办理一次。",
        remedy="不再重复办理",
    )


@guard("grant_stands", "准予许可的决定没有失去效力", law="remedies/decided_anew")
def grant_stands(world: World, **_: Any) -> Verdict:
    """A licence whose grant others annulled is neither handed out nor taken away: there is none."""
    granted = annulled(world.state)
    if granted is None:
        return HOLDS
    return Ground(
        code="grant_fallen",
        message=f"{granted.at.date()}准予许可的决定已被撤销或者确认无效，没有仍然有效的许可。",
        remedy="重新审查决定；不再准予的，依法办理注销",
    )


@guard("licence_stands", "许可尚未撤销、撤回", version=3)
def licence_stands(world: World, **_: Any) -> Verdict:
    """What has been revoked or recalled is not taken away once more, unless that was annulled."""
    if taken(world.state) is None:
        return HOLDS
    return Ground(
        code="licence_taken",
        message="本件的许可已经撤销或者撤回。",
        remedy="依法办理注销",
    )


@guard("cancelled_for_cause", "注销的情形确有其事", version=4)
def cancelled_for_cause(world: World, **_: Any) -> Verdict:
    """A licence is cancelled as revoked or recalled once it was, as expired once it has, as struck off by a decision that is named."""
    named = str(world.value("cancellation_ground") or "")
    if not world.state.latest(GRANTING):
        return HOLDS  # that there is a licence is another guard's question
    if named == "revoked" and taken(world.state) is None and annulled(world.state) is None:
        return _no_cause(
            world,
            "没有仍然有效的撤销或者撤回许可的决定。",
            "先依法撤销、撤回；证件被吊销的，改选并写明吊销的决定",
        )
    if named == "struck" and not world.value("struck_by"):
        return _no_cause(world, "没有写明吊销许可证件的决定。", "写明作出吊销决定的机关和文号")
    if named == "expired":
        return _expired(world)
    return _with_the_applicant(world, named, heirs=True)


@guard("terminated_for_cause", "终止的情形确有其事", version=2)
def terminated_for_cause(world: World, **_: Any) -> Verdict:
    """An application ends with its applicant where a person has died or a unit has ended, on a day that is recorded."""
    return _with_the_applicant(world, str(world.value("termination_ground") or ""), heirs=False)


@guard("nobody_to_accept_for", "已经受理，或者申请人死亡、终止而无人承受")
def nobody_to_accept_for(world: World, **_: Any) -> Verdict:
    """Before it is accepted an application is ended only because its applicant is gone, with nobody in the place.

    Article 30 speaks of the time after acceptance; nothing goes to the dead, and nothing is accepted for them.
    """
    if world.state.latest(ACCEPTING):
        return HOLDS
    capacity = world.procedure.roles["applicant"].capacity
    there = [party for party in world.state.parties if party.capacity == capacity and party.ended_on is None]
    if world.value("termination_ground") in (*_ENDED, None) and not there:
        return HOLDS
    return Ground(
        code="not_accepted_yet",
        message="申请尚未受理，只有申请人死亡、终止而无人承受的，才能在受理以前终止。",
        remedy="先登记申请人死亡、终止；其他情形，受理以后办理",
        unknown=world.replay,
    )


def _expired(world: World) -> Verdict:
    ends = world.state.fields.get("valid_to") or world.value("ended_on")
    if not ends:
        return _no_cause(world, "没有登记许可有效期届满之日。", "填写届满之日")
    if date.fromisoformat(str(ends)) < world.at.date():
        return HOLDS
    return Ground(
        code="no_such_cause",
        message=f"许可的有效期至{ends}，办理之日{world.at.date()}没有届满。",
        remedy="届满以后办理；另有情形的，改选情形",
    )


def _with_the_applicant(world: World, named: str, *, heirs: bool) -> Verdict:
    objection = _of_its_kind(world, named)
    return _is_gone(world, heirs=heirs) if objection is HOLDS and named in _GONE else objection


def _of_its_kind(world: World, named: str) -> Verdict:
    kind = _ENDED.get(named)
    if kind is None:
        return HOLDS
    capacity = world.procedure.roles["applicant"].capacity
    applicants = [view for view in world.state.parties if view.capacity == capacity]
    if applicants and not any(view.kind == kind for view in applicants):
        who = "自然人" if kind == "person" else "法人或者其他组织"
        return Ground(code="no_such_cause", message=f"申请人不是{who}。", remedy="改选所依据的情形")
    if world.value("ended_on"):
        return HOLDS
    return _no_cause(
        world, "没有登记申请人死亡、丧失行为能力或者终止之日。", "填写死亡、丧失行为能力或者终止之日"
    )


def _is_gone(world: World, *, heirs: bool) -> Verdict:
    """Whether every applicant who is in the case is recorded as dead or ended: 张某 alive is not cancelled as dead.

    ``heirs``: whoever stands in the place of one that is gone does not hinder it; none keeps a licence that gave its holder
    a qualification (行政许可法 70). Whoever was taken out of the case is not asked about.
    """
    capacity = world.procedure.roles["applicant"].capacity
    left = [
        view
        for view in world.state.parties
        if view.capacity == capacity
        and view.ended_on is None
        and not (heirs and len(world.state.standing_for(view.key)) > 1)
    ]
    if not left:
        return HOLDS
    return Ground(
        code="somebody_left",
        message=f"{still_here(world.state, left)}，不能以死亡、终止为由办理。",
        remedy="确已死亡或者终止的，先登记；只有部分当事人的，将其移出后对其余当事人继续办理",
        unknown=world.replay,
    )


def _no_cause(world: World, message: str, remedy: str) -> Ground:
    return Ground(code="no_such_cause", message=message, remedy=remedy, unknown=world.replay)
