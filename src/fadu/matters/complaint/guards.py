# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of the complaint procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.matters.complaint import ending as ending
from fadu.matters.complaint import fraud as fraud
from fadu.matters.complaint import joint as joint
from fadu.matters.complaint import ruled_out as ruled_out
from fadu.matters.complaint import telling as telling
from fadu.procedure.clocks import readings
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


def _open_dispute(world: World) -> bool:
    raised, settled = world.state.last("raise_dispute"), world.state.last("settle_dispute")
    return raised is not None and (settled is None or settled.seq < raised.seq)


@guard("no_open_dispute", "没有未决的管辖争议")
def no_open_dispute(world: World, **_: Any) -> Verdict:
    """Who is competent is not in dispute just now."""
    if not _open_dispute(world):
        return HOLDS
    return Ground(
        code="dispute_open",
        message="管辖争议尚未解决。",
        remedy="先登记争议的结果；协商不成的，报共同的上一级机关指定",
    )


@guard("may_receive", "分送有处理权限的下级机关或者同级机关的相关机构")
def may_receive(world: World, **_: Any) -> Verdict:
    """Who is sent a complaint is of a kind the law of the day lists: any other body is none of ours to choose."""
    kind = world.value("receiving_kind")
    listed = world.law.options("complaint/receivers", world.at.date())
    if kind is None or any(option.key == kind for option in listed):  # not said yet: the form asks for it
        return HOLDS
    return Ground(
        code="may_not_receive",
        message=f"投诉只能分送{'或者'.join(option.title for option in listed)}，不能分送其他机关。",
        cites=tuple(dict.fromkeys(cite for option in listed for cite in option.cites)),
        remedy="本局不具有处理权限的，以此为由不予受理，并告知投诉人；管辖有争议的，先协商或者报请指定",
    )


@guard("within_our_competence", "管辖争议已定由本局处理")
def within_our_competence(world: World, **_: Any) -> Verdict:
    """A dispute about competence, if there was one, ended with us."""
    settled = world.state.last("settle_dispute")
    if not _open_dispute(world) and (settled is None or settled.payload.get("dispute_result") == "ours"):
        return HOLDS
    return Ground(
        code="competence",
        message="管辖争议尚未解决。" if _open_dispute(world) else "管辖争议已定由其他机关处理。",
        remedy="先登记争议的结果；协商不成的，报共同的上一级机关指定"
        if _open_dispute(world)
        else "分送有权机关；后来定由本局处理的，登记争议的结果",
    )


@guard("ended_by_the_parties", "受理后因撤回或者和解而终止调解")
def ended_by_the_parties(world: World, **_: Any) -> Verdict:
    """After acceptance the complaint was withdrawn or settled: that ends mediation, and both sides are told."""
    state = world.state
    if state.done("accept") and (state.done("withdraw") or state.done("settle")):
        return HOLDS
    return Ground(
        code="not_ended_by_parties",
        message="本案不是受理后因撤回投诉或者自行和解而终止调解的。",
        remedy="没有受理的，不必告知终止调解；因其他情形终止的，已在终止调解后告知",
    )


@guard("both_consent", "双方同意调解")
def both_consent(world: World, **_: Any) -> Verdict:
    """Mediation needs the consent of both sides."""
    if world.value("both_consent") is not False:  # not said yet: the form asks for it
        return HOLDS
    return Ground(
        code="no_consent", message="双方没有都同意调解。", remedy="征得双方同意；一方明确拒绝的，终止调解"
    )


@guard("recusal_decided", "回避申请已有决定")
def recusal_decided(world: World, **_: Any) -> Verdict:
    """Mediation stands still from an application for recusal until it is decided."""
    asked, decided = world.state.last("request_recusal"), world.state.last("decide_recusal")
    if asked is None or (decided is not None and decided.seq > asked.seq):
        return HOLDS
    return Ground(
        code="recusal_open",
        message=f"{asked.at.date()}提出的回避申请尚未决定，调解中止。",
        remedy="先作出是否回避的决定",
    )


@guard("termination_ground_fits", "以期限届满为由的，期限确已届满")
def termination_ground_fits(world: World, **_: Any) -> Verdict:
    """The term for mediation has really passed, where that is the ground."""
    if world.value("termination_ground") != "expired":
        return HOLDS
    day = world.at.date()
    terms = [r for r in readings(world, only=("mediation",)) if not r.void]
    last = max((r.due_on for r in terms if r.due_on), default=None)
    stands = any(r.state(day) == "paused" for r in terms)
    if last is not None and day > last and not stands:
        return HOLDS
    return Ground(
        code="term_running",
        message="调解期限暂停计算（鉴定、检测），尚未届满，不能以期限届满为由终止。"
        if stands
        else f"调解期限至{last}，尚未届满，不能以期限届满为由终止。"
        if last
        else "调解期限不能计算，不能以期限届满为由终止。",
        remedy="继续调解，或者改正终止情形",
        unknown=last is None,
    )


@guard("forwarded_to_us", "由其他机关转来")
def forwarded_to_us(world: World, **_: Any) -> Verdict:
    """Another body sent the complaint, and so is to be told what came of it."""
    if world.value("channel") == "forwarded" or world.value("sender"):
        return HOLDS
    return Ground(
        code="not_forwarded",
        message="本件不是其他机关转来的，没有应当报告的机关。",
        remedy="如系转来，先改正登记的渠道和转来机关",
    )
