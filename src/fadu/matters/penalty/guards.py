# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of the penalty procedure. A value not given is not theirs to miss: the required fields do that."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.matters.penalty import announcing as announcing
from fadu.matters.penalty import answered as answered
from fadu.matters.penalty import applying as applying
from fadu.matters.penalty import as_told as as_told
from fadu.matters.penalty import bases as bases
from fadu.matters.penalty import children as children
from fadu.matters.penalty import competence as competence
from fadu.matters.penalty import confiscating as confiscating
from fadu.matters.penalty import contradicted as contradicted
from fadu.matters.penalty import correcting as correcting
from fadu.matters.penalty import crime as crime
from fadu.matters.penalty import disputed as disputed
from fadu.matters.penalty import fallen as fallen
from fadu.matters.penalty import fallen_ends as fallen_ends
from fadu.matters.penalty import gains as gains
from fadu.matters.penalty import grades as grades
from fadu.matters.penalty import heard as heard
from fadu.matters.penalty import informing as informing
from fadu.matters.penalty import kinds as kinds
from fadu.matters.penalty import limitation as limitation
from fadu.matters.penalty import own_ranges as own_ranges
from fadu.matters.penalty import preserving as preserving
from fadu.matters.penalty import publishing as publishing
from fadu.matters.penalty import ranges as ranges
from fadu.matters.penalty import refunds as refunds
from fadu.matters.penalty import rights as rights
from fadu.matters.penalty import seizing as seizing
from fadu.matters.penalty import seizure_outcomes as seizure_outcomes
from fadu.matters.penalty import splitting as splitting
from fadu.matters.penalty import unheard as unheard
from fadu.matters.penalty import withdrawing as withdrawing
from fadu.matters.penalty.facts import hearing_right
from fadu.matters.penalty.fallen_ends import end_has_fallen
from fadu.matters.penalty.sanctions import (
    AMOUNTS,
    accused,
    planned,
    shares,
)
from fadu.matters.penalty.whose_place import change_for_those_in_place
from fadu.procedure.dealing import dealings
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.outlines import is_affirmed
from fadu.procedure.proposal import current
from fadu.procedure.proposal_change import worst
from fadu.procedure.yes_no import answered_in, box

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.state import ChildView


@guard("filing_conditions_met", "立案四个条件同时具备", law="penalty/filing_conditions")
def filing_conditions_met(world: World) -> Verdict:
    """All four conditions of filing are confirmed (程序规定 19)."""
    given = world.value("filing_conditions")
    if given is None:
        return HOLDS
    field = world.procedure.fields["filing_conditions"]
    missing = [choice.title for choice in field.choices if choice.key not in given]
    if not missing:
        return HOLDS
    return Ground(
        code="filing_conditions",
        message=f"立案须四个条件同时具备，尚缺：{'；'.join(missing)}。",
        remedy="补充核查；不具备条件的，不予立案",
    )


@guard("recusal_decided_at_right_level", "回避由有权决定的人决定", law="penalty/recusal")
def recusal_decided_at_right_level(world: World) -> Verdict:
    """The chief's recusal is decided collectively, a deputy's by the chief, others' by a head (程序规定 4).

    The level is that of the posts the person holds; what is stated counts where more is not known.
    """
    person = str(world.value("recused_person") or "")
    level = _level(world, person) or world.value("recusal_level")
    items = world.state.children_of("committee_item", "recusal")
    held = world.actor.holdings if world.actor else ()
    posts = {holding.post for holding in held if holding.covers(world.procedure.key, world.department)}
    if level == "chief" and not any(_by_heads(item) for item in items):
        return _recusal("主要负责人的回避由市场监督管理部门负责人集体讨论决定。", "提请集体讨论")
    if level == "deputy" and "bureau_head" not in posts:
        return _recusal("其他负责人的回避由主要负责人决定。", "请主要负责人决定")
    return HOLDS


def _level(world: World, person: str) -> str:
    """The level of a person by the posts held today; empty where they are not known or hold none of a head."""
    posts = {holding.post for holding in world.holdings.get(person, ()) if holding.by == "regular"}
    return "chief" if "bureau_head" in posts else "deputy" if "deputy_head" in posts else ""


def _recusal(message: str, remedy: str) -> Ground:
    return Ground(code="recusal_level", message=message, remedy=remedy)


@guard("not_passed_to_us", "不是其他市场监督管理部门移送来的", law="penalty/transfer_once", version=2)
def not_passed_to_us(world: World) -> Verdict:
    """What another market-supervision bureau passed to us is not passed on: the common superior designates (程序规定 14).

    To whom it was designated it is handed over.
    """
    if world.value("source") != "supervision" or disputed.is_designated_elsewhere(world):
        return HOLDS
    return Ground(
        code="passed_to_us",
        message="本案由其他市场监督管理部门移送；对管辖权有异议的，不得再自行移送。",
        remedy="报请共同的上一级市场监督管理部门指定管辖；已指定其他机关的，登记争议的结果后移送",
    )


#: the act that led to closing -> what the case came to
_RESULTS = {
    "finish_performance": "penalised",
    "decide_no_penalty": "no_penalty",
    "dismiss": "dismissed",
    "transfer_case": "transferred",
    "police_accept": "police",
    "discontinue": "discontinued",
    "withdraw_unperformed": "withdrawn",
    "end_for_fall": "withdrawn",
}


@guard("result_fits", "处理结果与案件经过相符", law="penalty/closing", version=2)
def result_fits(world: World) -> Verdict:
    """A case is closed as what it came to, by the act that led to its closing (程序规定 77); an end that fell is no result."""
    ends = [e for e in world.state.entries if e.action in _RESULTS and e.seq not in world.state.void]
    stated = world.value("result")
    meant = "withdrawn" if end_has_fallen(world.state) else _RESULTS[ends[-1].action] if ends else stated
    if stated is None or stated == meant:
        return HOLDS
    titles = {choice.key: choice.title for choice in world.procedure.fields["result"].choices}
    return Ground(
        code="result_differs",
        message=f"本案经“{world.procedure.actions[ends[-1].action].title}”办结，处理结果应为“{titles[meant]}”，填写的是“{titles.get(stated, stated)}”。",
        remedy="改正处理结果",
    )


@guard("archived_after_its_end", "归档不早于结案")
def archived_after_its_end(world: World) -> Verdict:
    """The file is put together once the case is closed (程序规定 78): the day on its cover is none before that."""
    filed, closed = world.value("archived_on"), world.state.last("close")
    if not filed or closed is None or date.fromisoformat(str(filed)[:10]) >= closed.at.date():
        return HOLDS
    return Ground(
        code="archived_too_early",
        message=f"归档日期{filed}早于结案之日{closed.at.date()}：结案以后才立卷归档，封面上同时印有这两个日子。",
        remedy="改正“归档日期”，填写实际归档之日",
    )


@guard("waived_in_writing", "放弃以书面表示", law="penalty/waiver")
def waived_in_writing(world: World) -> Verdict:
    """A party gives up the defence or the hearing in writing; a word spoken ends no term."""
    if world.value("waived_in_writing") is not False:
        return HOLDS
    return Ground(
        code="waiver_not_written",
        message="当事人放弃陈述申辩或者听证，应有书面表示；没有书面表示的，期限继续计算。",
        remedy="取得当事人签名或者盖章的书面材料，或者等期限届满",
    )


@guard("amounts_belong_to_kinds", "罚款、没收各与其处罚种类相符", law="penalty/kinds", of_proposal=True)
def amounts_belong_to_kinds(world: World) -> Verdict:
    """Fine, confiscated gains and confiscated goods stand each apart, with their kind of penalty."""
    sanction = planned(world)
    titles = world.procedure.fields
    wrong = [
        titles[amount].title
        for amount, kind in AMOUNTS.items()
        if (getattr(sanction, amount) > 0) != (kind in sanction.kinds)
    ]
    if not wrong:
        return HOLDS
    return Ground(
        code="amounts_and_kinds",
        message=f"处罚种类与金额不一致：{'、'.join(wrong)}。罚款、没收违法所得、没收非法财物应当分别写明种类和数额。",
        remedy="补写金额，或者改正处罚种类",
        unknown=world.replay
        and not any(getattr(sanction, a) > 0 and k not in sanction.kinds for a, k in AMOUNTS.items()),
    )


@guard("hearing_right_told", "达到听证标准的已告知听证权", law="penalty/hearing_right")
def hearing_right_told(world: World) -> Verdict:
    """Where there is a right to a hearing, the notice says so (行政处罚法 63)."""
    right = hearing_right(world) if world.proposed else "no"
    answer = answered_in(world.procedure, world.proposed, "hearing_told")
    if right == "no" or answer == "yes":
        return HOLDS
    asked = box(world.procedure, "hearing_told")
    said = "没有填写" if answer == "unknown" else "填的是“否”"
    why = (
        "拟作出的处罚达到听证标准，告知书应当告知当事人有要求听证的权利"
        if right == "yes"
        else "拟作出的处罚是否达到听证标准，现有记录不能确定"
    )
    remedy = (
        f"在{asked}填“是”，告知书写明听证权"
        if right == "yes"
        else f"写明当事人和对其处罚的数额；不能确定的，在{asked}填“是”"
    )
    return Ground(
        code="hearing_right_not_told",
        message=f"{why}；{asked}{said}。",
        remedy=remedy,
        unknown=right == "unknown" or (world.replay and answer == "unknown"),
    )


@guard("shares_add_up", "各当事人的处罚合起来就是全部处罚", law="penalty/decision_content")
def shares_add_up(world: World) -> Verdict:
    """Where several parties are punished, what falls on each makes up the whole: amounts and kinds (行政处罚法 59)."""
    rows = world.value("party_penalties") or ()
    sanction, version = planned(world), current(world)
    if not rows:
        several = len(accused(world.state)) > 1 and sanction.kinds
        return _shares("本案有数个当事人，须写明对每个当事人的处罚。") if several else HOLDS
    here = {view.key for view in accused(world.state)}
    if here and any(str(row.get("party") or "") not in {"", *here} for row in rows):
        return _shares("处罚的份额写在不是（已不是）本案当事人的人身上。")
    named = [str(row.get("party") or "") for row in rows]
    if len(set(named)) < len(named):
        return _shares("同一当事人的处罚写了不止一行；每一当事人只写一行。")
    wrong = [name for name in AMOUNTS if sum(row.get(name) or 0 for row in rows) != getattr(sanction, name)]
    if wrong:
        titles = "、".join(world.procedure.fields[name].title for name in wrong)
        return _shares(f"各当事人的{titles}之和与总额不符。")
    measures = (version.measures if version else None) or {}
    kinds = {measure.kind for falling in measures.values() for measure in falling}
    return HOLDS if kinds == sanction.kinds else _shares("各当事人的处罚种类合起来与全部处罚种类不符。")


@guard("everybody_answered", "对每个当事人都作出了处理", law="penalty/decision")
def everybody_answered(world: World) -> Verdict:
    """Whoever the case is about is punished by the decision, or is in another case by then: nobody is left without a word (行政处罚法 57)."""
    punished = {key for key, share in shares(world).items() if share.is_imposed}
    left_out = [
        view.name for view in accused(world.state) if view.ended_on is None and view.key not in punished
    ]
    if not punished or not left_out:
        return HOLDS
    return Ground(
        code="nothing_decided_for_party",
        message=f"决定没有写明对{'、'.join(left_out)}的处罚，也没有另行作出不予处罚的决定。",
        remedy="写明对其处罚；依法不予处罚、违法事实不能成立的，先分案，在分出的案件中作出决定",
    )


def _shares(message: str) -> Ground:
    return Ground(code="shares", message=message, remedy="逐一写明对各当事人的处罚种类和数额")


@guard("not_heavier_for_being_heard", "没有因陈述申辩或者听证而加重", law="penalty/defence_heard", version=2)
def not_heavier_for_being_heard(world: World) -> Verdict:
    """Defence and hearing never make the penalty heavier; only newly found facts may (行政处罚法 45).

    Whoever took somebody's place is compared with whom it stands for: the same fine is not heavier for a merger.
    """
    given = dealings(world.procedure, world.state, "told")
    heard = world.state.done("plead") or world.state.done("request_hearing")
    first, now = (given[0].version if given else None), current(world)
    if first is None or now is None or not heard or (world.value("new_facts") or "").strip():
        return HOLDS
    change = change_for_those_in_place(world, first, now)
    if worst(change.measures.values()) not in {"heavier", "other"}:
        return HOLDS
    return Ground(
        code="heavier_for_being_heard",
        message="当事人陈述申辩或者要求听证后，拟处罚重于首次告知的处罚。不得因当事人陈述、申辩或者要求听证而给予更重的处罚。",
        remedy="不加重处罚；确有新发现的事实或者证据的，写明后重新告知",
        unknown=world.replay and change.unstated,
    )


@guard(
    "discussed_by_heads",
    "由机关负责人集体讨论",
    law=("penalty/collective_discussion", "penalty/handling_collective"),
    version=2,
)
def discussed_by_heads(world: World, *, topic: str = "collective_discussion") -> Verdict:
    """The body was that of the law: the heads of the bureau, not the party group instead (行政处罚法 57)."""
    items = [item for item in world.state.children_of("committee_item", topic) if is_affirmed(item)]
    if items and _by_heads(items[-1], once_changed=topic == "collective_discussion"):
        return HOLDS
    return Ground(
        code="not_discussed_by_heads",
        message="依法由市场监督管理部门负责人集体讨论决定；党组会议等讨论不能代替。",
        cites=world.cites(
            "penalty/handling_collective" if topic == "extension" else "penalty/collective_discussion"
        ),
        remedy="提请负责人集体讨论",
    )


def _by_heads(item: ChildView, *, once_changed: bool = False) -> bool:
    """Whether the heads of the bureau adopted the item; ``once_changed``: or did once the proposal it is about is changed."""
    adopted = is_affirmed(item) if once_changed else item.outcome == "adopted"
    return adopted and item.fields.get("body") == "bureau_heads"


@guard("day_fixed_by_resolution", "决议同时确定延长的期限，并按其延长", law="penalty/handling_collective")
def day_fixed_by_resolution(world: World) -> Verdict:
    """A resolution to extend further fixes the day at the same time, and the extension keeps to it (程序规定 64)."""
    items = [i for i in world.state.children_of("committee_item", "extension") if i.outcome == "adopted"]
    asked = _day(world.value("until"))
    if not items or asked is None:
        return HOLDS
    fixed = _day(items[-1].fields.get("until"))
    if fixed == asked:
        return HOLDS
    said = f"决议确定延长至{fixed}，拟延长至{asked}" if fixed else "决议没有同时确定延长的合理期限"
    return Ground(
        code="day_not_fixed",
        message=f"集体讨论决定继续延期的，应当同时确定延长的合理期限；{said}。",
        remedy="按决议确定的期限延长" if fixed else "重新提请集体讨论，在决议中写明延长至何日",
    )


@guard("audited", "调查终结后经案件审核或者法制审核", law="penalty/audit", version=2)
def audited(world: World) -> Verdict:
    """After the investigation a body that did not handle the case has examined or reviewed it (程序规定 49).

    A legal review that agrees once something is changed is followed by one that agrees.
    """
    state = world.state
    concluded = max((entry.seq for entry in state.done("conclude")), default=0)
    reviewed = any(
        child.opened_seq > concluded and child.outcome == "agreed"
        for child in state.children_of("legal_review")
    )
    if reviewed or any(entry.seq > concluded for entry in state.done("examine")):
        return HOLDS
    return Ground(
        code="not_audited",
        message="调查终结后尚未案件审核，也没有法制审核同意的意见。",
        remedy="送案件审核；属于法制审核情形的，送法制审核",
        unknown=world.replay,
    )


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
