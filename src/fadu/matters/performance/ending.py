# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of how performance ends: enforced in full, or ended by a court that was asked (程序规定 77)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.matters.performance.confiscated import not_taken_in, on_hand
from fadu.matters.performance.dues import KINDS_PAID, owed, paid
from fadu.matters.performance.goods import unremitted
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.yes_no import answered_in, box

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

#: the ground by which a court, and not the bureau, ended the enforcement
COURT_ENDED = "court_ended"


@guard("enforced_in_full", "执行到位的金额不少于尚欠的金额", law="performance/ending")
def enforced_in_full(world: World) -> Verdict:
    """With what was paid before, what the court brought in covers what is owed; a part is recorded as a payment. Money in fen.

    Of 10,000 yuan 1 yuan is a payment through the court: the rest is still enforced, or the court ends its enforcement.
    """
    amount = world.value("enforced_amount")
    due, got = owed(world.state), paid(world.state)
    left = sum(max(getattr(due, kind) - getattr(got, kind), 0) for kind in KINDS_PAID)
    if left == 0 or (amount is not None and amount >= left):
        return HOLDS
    return Ground(
        code="enforced_in_part",
        message=f"尚欠{yuan(left)}元，执行到位{yuan(amount or 0)}元，没有执行完毕。",
        remedy="到位的部分以“登记缴款”（法院划拨）登记；余款不能执行的，由人民法院裁定终结执行后登记",
        unknown=world.replay and amount is None,
    )


@guard("things_dealt_with", "没收的物品都已入库、处理", law="performance/goods")
def things_dealt_with(world: World) -> Verdict:
    """What the decision lists came in, by the court or otherwise, and none of it is left in store; what it brought in may follow."""
    state = world.state
    lacking, kept = [], list(on_hand(state))
    if owed(state).goods:
        lacking = [thing.label for thing in not_taken_in(state)]
        lacking = lacking or ([] if state.lists.get("goods") else ["没收的非法财物"])
    if not lacking and not kept:
        return HOLDS
    said = [
        f"没有入库：{'、'.join(lacking)}" if lacking else "",
        f"没有处理：{'、'.join(kept)}" if kept else "",
    ]
    return Ground(
        code="things_left",
        message=f"没收的物品没有执行完毕，{'；'.join(each for each in said if each)}。",
        remedy="入库、处理以后办理；不能执行的，由人民法院裁定终结执行后登记",
        unknown=world.replay and not state.lists.get("goods"),
    )


@guard("ended_by_a_court", "以法院终结执行为由的，已申请法院强制执行", law="performance/ending")
def ended_by_a_court(world: World) -> Verdict:
    """A court ends what it was asked to enforce and has not refused since."""
    if world.value("ending_ground") != COURT_ENDED:
        return HOLDS
    asked = [entry.seq for key in ("apply_to_court", "ask_court_review") for entry in world.state.done(key)]
    refused = [entry.seq for entry in world.state.done("court_refuses")]
    if asked and max(asked) > max(refused, default=0):
        return HOLDS
    why = "人民法院没有受理或者没有准予执行" if asked else "没有申请人民法院强制执行"
    return Ground(
        code="no_court_asked",
        message=f"{why}，不能以其裁定终结执行为由办理。",
        remedy="按实际情形选择；已裁定终结执行的，先登记申请和准予执行"
        if asked
        else "按实际情形选择；已裁定终结执行的，先登记申请",
        unknown=world.replay,
    )


@guard("store_emptied", "已经入库的没收物品都已处理", law="performance/goods")
def store_emptied(world: World) -> Verdict:
    """The bureau does not end a performance with confiscated things in its store.

    What a court ended, or what could never be served, ends all the same; the things are dealt with after it.
    """
    kept = list(on_hand(world.state))
    served = world.state.last("confirm_service") is not None
    if not kept or not served or world.value("ending_ground") == COURT_ENDED:
        return HOLDS
    return Ground(
        code="goods_in_store",
        message=f"没收的物品已经入库、没有处理：{'、'.join(kept)}，不能终结履行。",
        remedy="先办理“处理没收物品”，所得上缴国库；再终结其余没有履行的部分",
    )


@guard("store_left_said", "法院终结执行时在库的没收物品已经写明", law="performance/goods")
def store_left_said(world: World) -> Verdict:
    """What a court leaves in store when it ends the enforcement is said, so that the penalty case waits for it; the rest is not kept."""
    kept, said = list(on_hand(world.state)), answered_in(world.procedure, world.proposed, "goods_left")
    by_us = "ending_ground" in world.proposed and world.proposed["ending_ground"] != COURT_ENDED
    if by_us or bool(kept) == (said == "yes"):
        return HOLDS
    asked = box(world.procedure, "goods_left")
    how = "没有填写" if said == "unknown" else "填的是“否”"
    return Ground(
        code="store_not_said",
        message=f"没收的物品还在库：{'、'.join(kept)}，{asked}{how}。"
        if kept
        else f"没有没收的物品在库，{asked}填的是“是”。",
        remedy=f"在{asked}填“是”，终结以后处理、上缴" if kept else f"{asked}改为不填，或者填“否”",
        unknown=world.replay and said == "unknown",
    )


@guard("store_was_left", "终结履行时写明没收的物品还在库", law="performance/goods")
def store_was_left(world: World) -> Verdict:
    """Only of a store that was left is it said, once, that it is empty."""
    said = any(world.state.done("clear_store"))
    left = answered_in(world.procedure, world.state.fields, "goods_left")
    if left == "yes" and not said:
        return HOLDS
    asked = box(world.procedure, "goods_left")
    how = "没有填写" if left == "unknown" else "填的是“否”"
    return Ground(
        code="nothing_left",
        message="在库物品处理完毕已经登记。" if said else f"终结履行时{asked}{how}。",
        remedy="不必登记",
        unknown=world.replay and not said,
    )


@guard("store_cleared", "在库的没收物品都已处理，所得已经上缴", law="performance/goods")
def store_cleared(world: World) -> Verdict:
    """Nothing that was taken in is left, and what it brought in is in the treasury."""
    kept, money = list(on_hand(world.state)), unremitted(world.state)
    if not kept and money <= 0:
        return HOLDS
    said = [f"没有处理：{'、'.join(kept)}" if kept else "", f"没有上缴：{yuan(money)}元" if money > 0 else ""]
    return Ground(
        code="store_not_cleared",
        message=f"在库的没收物品{'；'.join(each for each in said if each)}。",
        remedy="办理“处理没收物品”“处理所得上缴国库”以后登记",
    )
