# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of the tip-off procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel.chinese_numerals import in_characters
from fadu.kernel.giving_away import as_compared, gives_away, home_in
from fadu.matters.tip_off.facts import DECISIONS, special_duty
from fadu.procedure.clocks import readings
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

SEALED = ("informant_name", "informant_phone", "informant_id", "informant_address")
#: where somebody lives names him by the flat: a house, a street may be where the facts are
LIVES = "informant_address"
OPEN_TEXTS = ("respondent", "allegation", "sender")


_NAMED_AND_NOT = (
    "填写了举报人的姓名或者联系方式，“实名举报”却不是“是”：以后不会告知举报人。"
    "举报人留了姓名的，改为实名；要求匿名的，不填写其姓名和联系方式。"
)


@guard("real_name_names_somebody", "实名举报登记了姓名和联系方式", version=2)
def real_name_names_somebody(world: World, **_: Any) -> Verdict:
    """A tip-off under one's name has the name and a way to reach its author."""
    if world.replay:
        return HOLDS
    if world.value("real_name") is not True:
        is_named = any(world.proposed.get(key) for key in SEALED)
        return Holds(warning=_NAMED_AND_NOT) if is_named and not world.value("real_name") else HOLDS
    if world.value("informant_name") and (world.value("informant_phone") or world.value("informant_address")):
        return HOLDS
    return Ground(
        code="no_informant",
        message="实名举报没有登记举报人姓名和联系方式，以后无法告知。",
        remedy="登记姓名和电话或住址（加密保存）；不愿留名的，登记为匿名",
    )


@guard("informant_known", "知道举报人是谁、怎样联系")
def informant_known(world: World, **_: Any) -> Verdict:
    """Only who gave a name can be told anything."""
    if world.value("real_name"):
        return HOLDS
    unknown = world.replay and world.value("real_name") is None
    return Ground(
        code="anonymous", message="匿名举报，没有可以告知的人。", remedy="无须告知，径行办结", unknown=unknown
    )


@guard("informant_stays_sealed", "公开的文字不写举报人的身份信息", version=7)
def informant_stays_sealed(world: World, **_: Any) -> Verdict:
    """Who informs is named in the sealed fields alone: what is open is read by many and goes out of the house."""
    said = {key: world.proposed.get(key) or "" for key in (*SEALED, *OPEN_TEXTS)}
    names = [piece for key in SEALED if key != LIVES for piece in gives_away(said[key])]
    names += home_in(said[LIVES])
    titles = [
        world.procedure.fields[key].title
        for key in OPEN_TEXTS
        if any(name in text for text in as_compared(said[key]) for name in names)
    ]
    if not titles:
        return HOLDS
    return Ground(
        code="informant_named",
        message=f"“{'、'.join(titles)}”中写有举报人的身份信息，会随线索外传。",
        remedy="身份信息只填在密封的各栏，其余各栏改称“举报人”",
    )


@guard("no_open_dispute", "没有未决的管辖争议")
def no_open_dispute(world: World, **_: Any) -> Verdict:
    """Who is competent is not in dispute just now."""
    raised, settled = world.state.last("raise_dispute"), world.state.last("settle_dispute")
    if raised is None or (settled is not None and settled.seq > raised.seq):
        return HOLDS
    return Ground(
        code="dispute_open",
        message="管辖争议尚未解决。",
        remedy="先登记争议的结果；协商不成的，报共同的上一级机关指定",
    )


@guard("handing_over_weighed", "法律规定应当移交的，是否移交已经核对")
def handing_over_weighed(world: World, **_: Any) -> Verdict:
    """Who is told to go elsewhere is asked about where the statute of the field has the bureau hand the tip-off over itself.

    食品安全法 115 speaks of what is no duty of the department at all; what another bureau of the same department deals
    with stays with the general rule, so that people decide which it is.
    """
    listed = world.law.options("tip_off/handed_over", world.at.date())
    duty = next((option for option in listed if option.key == world.value("special_kind")), None)
    if duty is None:
        return HOLDS
    articles = "、".join(in_characters(str(world.law.cite(cite) or cite)) for cite in duty.cites)
    return Holds(
        warning=f"{duty.title}（{articles}）；只是由其他市场监督管理部门处理的，方告知举报人直接提出，请核对。"
    )


@guard("reward_weighed", "举报人没有移送后尚无处理结果的敲诈勒索嫌疑")
def reward_weighed(world: World, **_: Any) -> Verdict:
    """Whoever rewards an informant who was referred for fraud or extortion, and of whom nothing was heard since, is told."""
    referred, answered = world.state.last("report_fraud"), world.state.last("fraud_answered")
    if referred is None or (answered is not None and answered.seq > referred.seq):
        return HOLDS
    return Holds(
        warning=f"{referred.at.date()}已就举报人涉嫌骗取赔偿、敲诈勒索移送，尚无处理结果，请核对奖励的条件。"
    )


@guard("ours_to_deal_with", "管辖争议没有定为由其他机关处理")
def ours_to_deal_with(world: World, **_: Any) -> Verdict:
    """A dispute about competence that was settled did not end with another body: what is another's is not filed by us."""
    settled = world.state.last("settle_dispute")
    if settled is None or settled.payload.get("dispute_result") in {"ours", None}:
        return HOLDS
    return Ground(
        code="competence",
        message="管辖争议已定由其他机关处理，或者已报请上级指定。",
        remedy="移送有管辖权的机关；后来定由本局处理的，登记争议的结果",
    )


@guard(
    "ours_is_not_left",
    "已定由本局处理的，不以不属本部门管辖为由不予立案",
    law="tip_off/dispute",
    opposite="ours_to_deal_with",
)
def ours_is_not_left(world: World, **_: Any) -> Verdict:
    """What a dispute settled as ours is not left unfiled for want of competence."""
    settled = world.state.last("settle_dispute")
    if world.value("not_filed_ground") != "not_ours" or settled is None:
        return HOLDS
    if settled.payload.get("dispute_result") != "ours":
        return HOLDS
    return Ground(
        code="competence_ours",
        message=f"{settled.at.date()}管辖争议已定由本局处理，不能以不属本部门管辖为由不予立案。",
        remedy="立案，或者改选其他情形",
    )


@guard("supplement_failed", "逾期未补正或者补正后仍不符合")
def supplement_failed(world: World, **_: Any) -> Verdict:
    """What was asked for did not come in time, or what came does not say what is meant."""
    asked, supplied = world.state.last("ask_supplement"), world.state.last("receive_supplement")
    if asked is None or (supplied is not None and supplied.seq > asked.seq):
        return HOLDS
    terms = readings(world, only=("supplement",))
    last = max((r.due_on for r in terms if r.due_on and not r.void), default=None)
    if last is not None and world.at.date() > last:
        return HOLDS
    return Ground(
        code="supplement_running",
        message=f"补正期限至{last}，尚未届满。",
        remedy="期限届满后，或者收到补正材料后再决定",
    )


@guard("decided", "已作出处理决定")
def decided(world: World, **_: Any) -> Verdict:
    """There is a result to tell: it was decided whether to file, or a conclusion was reached."""
    if any(world.state.done(action) for action in DECISIONS):
        return HOLDS
    return Ground(
        code="undecided",
        message="本件没有作出是否立案的决定或者核查结论，没有处理结果可以告知。",
        remedy="先作出是否立案的决定；公平竞争举报，先作出核查结论",
        unknown=world.replay,
    )


@guard("names_the_case", "写明立案的案号")
def names_the_case(world: World, **_: Any) -> Verdict:
    """Whoever enters of which case the decision to file speaks names its number."""
    if world.proposed.get("linked"):
        return HOLDS
    return Ground(
        code="no_case_named",
        message="没有写明立案的案号。",
        remedy="在“关联案件”中填写处罚案件的案号",
        unknown=world.replay,
    )


@guard("owed_by_no_special_law", "没有法律、法规另行规定应当告知举报人")
def owed_by_no_special_law(world: World, **_: Any) -> Verdict:
    """The statute of the tip's own field has nobody told: it goes before the general rule, and outlives it."""
    duty = special_duty(world)
    if duty is None:
        return HOLDS
    return Ground(
        code="owed_by_special_law",
        message=f"本件属于“{duty.title}”，法律、法规另有规定，不因一般规定不要求告知而免除。",
        cites=duty.cites,
        remedy="告知举报人后办结；举报类别登记有误的，先改正",
    )


@guard("forwarded_to_us", "由其他机关转来")
def forwarded_to_us(world: World, **_: Any) -> Verdict:
    """Another body sent the tip-off, and so is to be told what came of it."""
    if world.value("channel") in {"forwarded", "petition"} or world.value("sender"):
        return HOLDS
    return Ground(
        code="not_forwarded",
        message="本件不是其他机关转来的，没有应当报告的机关。",
        remedy="如系转来，先改正登记的渠道和转来机关",
    )
