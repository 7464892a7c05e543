# SPDX-License-Identifier: MulanPSL-2.0
"""Guards by the licence item: who decides about it, what is not counted for it, what its late renewals come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.matters.licence.ending import is_decided
from fadu.matters.licence.renewals import CATALOGUE, renewal_of
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.subjects import said_of

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

#: steps that only special law leaves out of the term -> how it calls them
_SPECIAL_STEPS = {
    "technical": ("技术审查", "技术评审", "鉴定评审", "考评", "型式评价"),
    "site": ("现场检查",),
    "rectification": ("企业整改",),
}
_REFUSED = {"refused": "依法不再受理", "anew": "依法按新申请办理"}


@guard("item_decided_here", "由本机关决定的事项", law="licence/competence")
def item_decided_here(world: World, **_: Any) -> Verdict:
    """What the law gives to a city or a province is decided here only by a recorded delegation (行政许可法 24)."""
    level = said_of(world, CATALOGUE, "decided_by")
    if level in (None, "county") or said_of(world, CATALOGUE, "decided_here"):
        return HOLDS
    words = world.law.catalogues[CATALOGUE].attributes["decided_by"].words[str(level)]
    return Ground(
        code="decided_elsewhere",
        message=f"“{world.value('item')}”由{words}机关决定，没有登记委托或者下放由本机关办理的文件。",
        remedy="不予受理并告知向有权机关申请；已经委托或者下放的，由系统管理员在“地方参数”中登记所依据的文件",
        unknown=world.replay,
    )


@guard("renewal_accepted", "延续申请可以受理", law="licence/renewal_application")
def renewal_accepted(world: World, **_: Any) -> Verdict:
    """An expired licence is not renewed; a late renewal is not accepted where special law says so (行政许可法 50, 70)."""
    renewal = renewal_of(world) if world.value("application_kind") == "renewal" else None
    if renewal is None:
        return HOLDS
    if renewal.is_expired:
        return Ground(
            code="licence_expired",
            message=f"原许可有效期已于{renewal.expires}届满，{renewal.received}才申请延续。",
            cites=renewal.limit.cites,
            remedy="不予受理并说明应当重新申请",
        )
    if renewal.is_late and renewal.lateness in _REFUSED:
        return Ground(
            code="renewal_late",
            message=f"延续申请最迟应在{renewal.last}提出，{renewal.received}才提出，{_REFUSED[renewal.lateness]}。",
            cites=renewal.limit.cites,
            remedy="不予受理并说明理由",
        )
    return HOLDS


@guard(
    "not_accepted_for_cause", "不予受理的情形确有其事", law="licence/acceptance", opposite="renewal_accepted"
)
def not_accepted_for_cause(world: World, **_: Any) -> Verdict:
    """A late renewal or an expired licence is a ground of refusal only where it is one."""
    named, renewal = world.value("not_accepted_ground"), renewal_of(world)
    is_renewal = world.value("application_kind") == "renewal"
    late = renewal is not None and renewal.is_late and renewal.lateness in _REFUSED
    holds = {
        "late_renewal": is_renewal and late,
        "expired": is_renewal and renewal is not None and renewal.is_expired,
    }
    if holds.get(str(named), True):
        return HOLDS
    return Ground(
        code="no_such_cause",
        message="本申请不是依法不再受理的逾期延续申请，也没有超过原许可的有效期。"
        if named == "late_renewal"
        else "提出申请时原许可的有效期没有届满。",
        remedy="应当受理的，予以受理；另有理由的，改选所依据的情形",
        unknown=world.replay and renewal is None,
    )


@guard("step_not_counted", "依法不计入期限的环节", law="licence/excluded_time", version=2)
def step_not_counted(world: World, **_: Any) -> Verdict:
    """What the Licensing Law does not name is left out of the term only where the item's own rules say so.

    After the decision there is a term only once something was found for which the licence may be revoked.
    """
    if is_decided(world) and not world.state.done("find_revocable"):
        return Ground(
            code="nothing_found",
            message="本件已经办结，没有登记可撤销的情形，没有期限可以扣除。",
            remedy="先登记发现的可撤销情形",
        )
    step = str(world.value("step_kind") or "")
    said = said_of(world, CATALOGUE, "also_not_counted")
    also = set(said) if isinstance(said, tuple) else set()
    if step not in _SPECIAL_STEPS or also.intersection(_SPECIAL_STEPS[step]):
        return HOLDS
    return Ground(
        code="step_counts",
        message=f"“{world.value('item')}”的办理依据没有规定此环节的时间不计入期限。",
        remedy="不作为特殊环节，在许可期限内办理",
    )
