# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of performance: who collects, what is still owed, the additional fine, when a court may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.performance import restitution as restitution
from fadu.matters.performance.dues import CHANGEABLE, KINDS_PAID, day, owed, paid
from fadu.matters.performance.overdue import last_day_to_pay, surcharge, unpaid_gains_on, unpaid_on
from fadu.matters.performance.remedies import remedies_end
from fadu.procedure.clocks import readings
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

#: the term in which a court may be asked to enforce
APPLICATION = "penalty/enforcement_application"


@guard(
    "bank_collects",
    "罚缴分离，当场收缴限于法定情形",
    law=("performance/collection", "penalty/payment", "performance/receipt"),
)
def bank_collects(world: World) -> Verdict:
    """Who fines does not collect; only a small fine on the spot, small as it was imposed and not as it is paid (行政处罚法 67, 68)."""
    most = world.law.threshold("penalty/on_spot_collection", world.at.date()).value
    for row in world.proposed.get("payments") or ():
        if not all(row.get(key) for key in ("paid_on", "amount", "payment_kind")):
            return _ground(
                "payment_incomplete",
                "登记缴款应写明日期、金额和款项。",
                "补充填写",
                *world.cites("penalty/payment"),
            )
        if row.get("collected_by") != "on_the_spot":
            continue
        imposed = max(owed(world.state).fine, row["amount"])
        small = row["payment_kind"] == "fine" and imposed <= most
        if not small and not row.get("remote_reason"):
            return _ground(
                "collected_on_the_spot",
                "除法律规定可以当场收缴的以外，作出决定的机关及其执法人员不得自行收缴罚款。",
                "由代收机构或者电子支付系统收缴；边远地区当事人提出当场缴纳的，写明情况",
            )
        if not row.get("receipt"):
            return _ground(
                "no_receipt",
                "当场收缴罚款应当出具财政部门统一制发的专用票据。",
                "填写票据号",
                *world.cites("performance/receipt"),
            )
    return HOLDS


@guard("all_paid", "罚没款和加处罚款缴清，没收物品已处理", law="performance/duty")
def all_paid(world: World) -> Verdict:
    """Fine, gains and additional fine are in, the confiscated goods are dealt with."""
    due, got = owed(world.state), paid(world.state)
    open_items = {
        "罚款": due.fine > got.fine,
        "没收违法所得": due.gains > got.gains,
        "加处罚款": due.additional > got.additional,
        "没收非法财物": due.goods > 0 and not world.state.done("dispose_goods"),
    }
    missing = [title for title, is_open in open_items.items() if is_open]
    if not missing:
        return HOLDS
    return _ground("not_paid", f"尚未履行：{'、'.join(missing)}。", "登记缴款或者物品处理后再办结")


@guard("instalments_fit", "各期之和等于应缴数额，末期不晚于准许之日", law="performance/deferral")
def instalments_fit(world: World) -> Verdict:
    """Instalments make up what is still owed of the fine, the only sum that is deferred, and end by the day granted."""
    rows = world.value("instalments") or ()
    if world.value("deferral_kind") != "instalments":
        return HOLDS
    outstanding = owed(world.state).fine - paid(world.state).fine
    until = day(world.value("until"))
    total = sum(row.get("amount") or 0 for row in rows)
    late = [row for row in rows if until is not None and (day(row.get("due_on")) or until) > until]
    if total == outstanding and not late:
        return HOLDS
    return _ground(
        "instalments",
        f"各期金额之和应当等于未缴的罚款{outstanding // 100}元，各期日期不得晚于期限届满之日；没收违法所得不在暂缓、分期之列。",
        "改正各期金额和日期",
    )


@guard("additional_fine_lawful", "加处罚款符合比例和上限", law="performance/additional_fine")
def additional_fine_lawful(world: World) -> Verdict:
    """The additional fine keeps to its daily rate and its cap; days of remedies are not counted (行政处罚法 72, 73)."""
    asked, last = world.value("additional_fine"), last_day_to_pay(world)
    first, end = day(world.value("additional_from")), day(world.value("additional_to"))
    if asked is None or first is None or end is None or last is None:
        return HOLDS
    on = world.at.date()
    most = surcharge(
        world,
        first,
        min(end, on),
        percent_a_day=world.law.threshold("penalty/additional_fine", on).value,
        cap_percent=world.law.threshold("penalty/additional_fine_cap", on).value,
    )
    if asked <= most:
        return HOLDS
    return _ground(
        "additional_fine",
        f"{first}至{min(end, on)}加处罚款至多{most // 100}元；每日按当日未缴罚款的法定比例计算，不得超出罚款数额，复议、诉讼期间不计。",
        "按法定比例和天数重新计算",
    )


@guard("something_overdue", "有逾期未缴的罚没款", law="performance/dunning")
def something_overdue(world: World) -> Verdict:
    """Only what was not paid in its time is dunned for: not before the term ends, nor during a deferral."""
    today = world.at.date()
    if unpaid_on(world, today) or unpaid_gains_on(world, today) or not owed(world.state).fine:
        return HOLDS
    last = last_day_to_pay(world)
    said = f"缴纳期限至{last}，没有逾期未缴的款项" if last and last >= today else "没有逾期未缴的款项"
    return _ground("nothing_overdue", f"{said}，不能催告。", "期满仍不缴纳的再催告")


@guard("payments_plausible", "缴款数额可信", law="performance/collected")
def payments_plausible(world: World) -> Verdict:
    """No more came in than is owed, unless the record says what becomes of the rest."""
    rows = world.proposed.get("payments") or ()
    due, got = owed(world.state), paid(world.state)
    for kind, title in KINDS_PAID.items():
        more = [row for row in rows if row.get("payment_kind") == kind]
        total = getattr(got, kind) + sum(row.get("amount") or 0 for row in more)
        if (
            total > getattr(due, kind)
            and not any((row.get("overpaid") or "").strip() for row in more)
            and more
        ):
            return _ground(
                "paid_too_much",
                f"登记后{title}累计{total // 100}元，超过应缴的{getattr(due, kind) // 100}元。",
                "金额有误的，改正；确已多缴的，写明多缴的情况和退还安排",
            )
    return HOLDS


@guard("remedies_really_ended", "复议、诉讼期限均已届满且没有未结的救济", law=APPLICATION)
def remedies_really_ended(world: World) -> Verdict:
    """The terms of reconsideration and of suit have run out, and none is pending; then, that the right day was filled in."""
    served = day(world.state.fields.get("served_on"))
    if served is None:
        return HOLDS
    if any(spell.key == "challenge" and spell.end is None for spell in world.state.spells):
        return _ground("challenge_pending", "行政复议或者行政诉讼尚未终结。", "登记结果后再办理")
    last, cites = remedies_end(world, served)
    if world.at.date() <= last and cites:
        return _ground(
            "remedies_open",
            f"当事人的起诉期限至{last}届满，尚不能认定复议、诉讼期限届满。",
            "待期限届满后办理",
            *world.cites(APPLICATION),
            *cites,
        )
    ended = day(world.value("remedies_ended_on"))
    if ended is None or ended == last:
        return HOLDS
    return _ground(
        "other_day",
        f"复议、诉讼期限于{last}届满，填写的是{ended}；申请强制执行的{_length(world)}自届满之日起算。",
        f"改为{last}",
        *world.cites(APPLICATION),
        *cites,
    )


def _length(world: World) -> str:
    """How long a court may be asked, in words."""
    return world.law.limit(APPLICATION, world.at.date()).length


@guard("change_stated", "写明变更后的数额", law="performance/duty")
def change_stated(world: World) -> Verdict:
    """A decision that was changed says what it comes to now."""
    if world.value("challenge_result") != "changed" or any(key in world.proposed for key in CHANGEABLE):
        return HOLDS
    return _ground(
        "change_not_stated",
        "处罚决定被变更，未写明变更后的罚款、没收数额。",
        "填写变更后的数额；未变更的项目不填",
    )


@guard("rate_told", "已告知加处罚款的标准", law="performance/rate_told")
def rate_told(world: World) -> Verdict:
    """The party was told the rate of the additional fine, in the decision or in the letter of dunning (行政强制法 45)."""
    letter = world.state.document("dunning_letter")
    if world.value("additional_fine_told") is True or (letter is not None and letter.services):
        return HOLDS
    return _ground(
        "rate_not_told",
        "加处罚款的标准尚未告知当事人：处罚决定书没有写明，催告书也没有送达。",
        "先送达写明加处罚款标准的催告书",
    )


@guard("reason_if_late", "逾期申请的，写明正当理由", law="performance/late_application")
def reason_if_late(world: World) -> Verdict:
    """After its term the court takes the case up only for a good reason, which the application states."""
    terms = readings(world, only=("enforcement", "enforcement_after_deferral"))
    days = [reading.due_on for reading in terms if not reading.void and reading.due_on is not None]
    if not days or world.at.date() <= max(days) or (world.value("late_reason") or "").strip():
        return HOLDS
    return _ground(
        "late_without_reason",
        f"申请法院强制执行的期限已于{max(days)}届满；没有正当理由的，人民法院不予受理。",
        "写明逾期申请的正当理由；没有的，依法追究责任并终结履行",
    )


@guard("not_before_deferral_ends", "暂缓、分期期限已满", law="performance/enforcement_after_deferral")
def not_before_deferral_ends(world: World) -> Verdict:
    """Where payment was deferred, the court is asked only after the deferral (行政处罚法 72)."""
    until = day(world.state.fields.get("until"))
    if until is None or world.at.date() > until:
        return HOLDS
    return _ground("deferred", f"已批准暂缓、分期缴纳至{until}，期限未满。", "期满仍不履行的再申请")


def _ground(code: str, message: str, remedy: str, *cites: str) -> Ground:
    return Ground(code=code, message=message, cites=cites, remedy=remedy)
