# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of performance: what is still owed and overdue, when remedies have ended and a court may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.matters.performance import additional as additional
from fadu.matters.performance import agreements as agreements
from fadu.matters.performance import contests as contests
from fadu.matters.performance import deferrals as deferrals
from fadu.matters.performance import demanding as demanding
from fadu.matters.performance import demanding_again as demanding_again
from fadu.matters.performance import ending as ending
from fadu.matters.performance import goods as goods
from fadu.matters.performance import others as others
from fadu.matters.performance import receipts as receipts
from fadu.matters.performance import restitution as restitution
from fadu.matters.performance import returning as returning
from fadu.matters.performance import storing as storing
from fadu.matters.performance import unenforced as unenforced
from fadu.matters.performance.changed import AMOUNTS, LIST
from fadu.matters.performance.days import day
from fadu.matters.performance.dues import KINDS_PAID, owed, paid, to_repay
from fadu.matters.performance.going_back import not_given_back
from fadu.matters.performance.overdue import in_arrears, last_day_to_pay, unpaid_gains_on
from fadu.matters.performance.remedies import is_contested, remedies_end
from fadu.matters.performance.unenforced import APPLICATION
from fadu.procedure.clocks import readings
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard(
    "all_paid",
    "罚没款和加处罚款缴清，没收物品已处理，多收的已退还",
    law=("performance/duty", "performance/repayment"),
    version=2,
)
def all_paid(world: World) -> Verdict:
    """Fine, gains and additional fine are in, no more of them is held, the confiscated goods are dealt with."""
    due, got = owed(world.state), paid(world.state)
    open_items = {
        "罚款": due.fine > got.fine,
        "没收违法所得": due.gains > got.gains,
        "加处罚款": due.additional > got.additional,
        "没收非法财物": (due.goods > 0 or bool(world.state.lists.get("goods")))
        and not goods.dealt_with(world.state),
    }
    missing = [title for title, is_open in open_items.items() if is_open]
    left = to_repay(world.state)
    back = [*not_given_back(world.state)]
    back += [f"处理所得{yuan(money)}元" for money in (left.proceeds,) if money]
    over = [
        f"{title}{yuan(getattr(left, kind))}元" for kind, title in KINDS_PAID.items() if getattr(left, kind)
    ]
    if not missing and not back and not over:
        return HOLDS
    said = [f"尚未履行：{'、'.join(missing)}。" if missing else ""]
    said += [f"不再没收而尚未返还：{'、'.join(back)}。" if back else ""]
    said += [f"多收而尚未退还：{'、'.join(over)}。" if over else ""]
    return Ground(
        code="not_paid" if missing else "not_given_back" if back else "not_repaid",
        message="".join(said),
        cites=() if missing or back else world.cites("performance/repayment"),
        remedy="登记缴款，没收物品入库、处理、所得上缴，不再没收的返还、多收的退还以后再办结",
    )


@guard("something_overdue", "有逾期未履行的义务", law="performance/dunning", version=3)
def something_overdue(world: World) -> Verdict:
    """Only what was not performed in its time is demanded: money not before its term ends nor during a deferral, things, other duties."""
    today, due, got = world.at.date(), owed(world.state), paid(world.state)
    if in_arrears(world) or unpaid_gains_on(world, today) or not due.fine:
        return HOLDS
    surcharge_left = got.fine >= due.fine and due.additional > got.additional
    if surcharge_left or others.things_not_handed_over(world):
        return HOLDS
    if others.something_else_unperformed(world):
        return HOLDS
    last = last_day_to_pay(world)
    said = f"缴纳期限至{last}，没有逾期未缴的款项" if last and last >= today else "没有逾期未缴的款项"
    return _ground(
        "nothing_overdue",
        f"{said}，也没有逾期未交出的没收物品，不能催告。",
        "期满仍不履行的再催告；不履行责令停产停业等其他处罚的，写明没有履行的义务和查实的情况",
    )


@guard("remedies_really_ended", "复议、诉讼期限均已届满且没有未结的救济", law=APPLICATION, version=2)
def remedies_really_ended(world: World) -> Verdict:
    """The terms of reconsideration and of suit have run out, and none is pending; then, that the right day was filled in."""
    served = day(world.state.fields.get("served_on"))
    if served is None:
        return HOLDS
    if is_contested(world.state):
        return _ground("challenge_pending", "行政复议或者行政诉讼尚未终结。", "登记结果后再办理")
    end = remedies_end(world, served)
    if world.at.date() <= end.last_day and end.cites:
        return _ground(
            "remedies_open",
            f"当事人{end.title}{'' if end.title.endswith('期限') else '的期限'}至{end.last_day}届满，尚不能认定复议、诉讼期限届满。",
            "待期限届满后办理",
            *world.cites(APPLICATION),
            *end.cites,
        )
    ended = day(world.value("remedies_ended_on"))
    if ended is None or ended == end.last_day:
        return HOLDS
    return _ground(
        "other_day",
        f"复议、诉讼期限于{end.last_day}届满，填写的是{ended}；申请强制执行的{_length(world)}自届满之日起算。",
        f"改为{end.last_day}",
        *world.cites(APPLICATION),
        *end.cites,
    )


@guard("no_challenge_open", "没有未结的复议、诉讼", law=APPLICATION)
def no_challenge_open(world: World) -> Verdict:
    """A court is asked to enforce what nobody contests: also where a suit was let in after the terms had been found to have ended."""
    if not is_contested(world.state):
        return HOLDS
    return _ground(
        "challenge_pending",
        "行政复议或者行政诉讼尚未终结，不能申请人民法院强制执行。",
        "登记复议、诉讼的结果后，维持处罚决定而仍不履行的再申请",
        *world.cites(APPLICATION),
    )


def _length(world: World) -> str:
    """How long a court may be asked, in words."""
    return world.law.limit(APPLICATION, world.at.date()).length


@guard("change_stated", "写明变更后的数额", law="performance/duty")
def change_stated(world: World) -> Verdict:
    """A decision that was changed says what it comes to now."""
    if world.value("challenge_result") != "changed" or any(key in world.proposed for key in (*AMOUNTS, LIST)):
        return HOLDS
    return _ground(
        "change_not_stated",
        "处罚决定被变更，未写明变更后的罚款、没收数额。",
        "填写变更后的数额；未变更的项目不填",
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
