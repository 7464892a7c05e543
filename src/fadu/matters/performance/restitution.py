# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of what follows when a decision fell: nothing more is collected, what was collected goes back, then performance ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.matters.performance.changed import changed_amounts
from fadu.matters.performance.confiscated import on_hand
from fadu.matters.performance.dues import KINDS_PAID, KINDS_REPAID, to_repay
from fadu.matters.performance.fallen import fall_of
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("decision_stands", "处罚决定没有被撤销", law="performance/duty")
def decision_stands(world: World) -> Verdict:
    """Nothing is owed under a decision that was annulled, declared void or withdrawn."""
    if fall_of(world.state) is None:
        return HOLDS
    return _ground(
        "annulled",
        "处罚决定已被撤销或者确认无效，没有应当履行的义务。",
        "退还已收缴的款物，办理“处罚决定失去效力，终结履行”",
    )


@guard("decision_has_fallen", "处罚决定已被撤销、确认无效或者撤回", law="performance/fallen")
def decision_has_fallen(world: World) -> Verdict:
    """Performance ends for want of a decision only once it has fallen."""
    if fall_of(world.state) is not None:
        return HOLDS
    return _ground(
        "decision_in_force",
        "处罚决定仍然有效：没有登记撤销、确认无效的复议、诉讼结果，处罚案件也没有撤销决定。",
        "登记复议、诉讼结果，或者由处罚案件撤销决定",
    )


@guard(
    "repays_what_was_collected",
    "退还的是多收的款项，写明退还的是哪一款项",
    law="performance/repayment",
    version=2,
)
def repays_what_was_collected(world: World) -> Verdict:
    """No more is given back than was received above what is owed, and it is said of what: else nobody could count it."""
    rows = world.proposed.get("repayments") or ()
    left = to_repay(world.state)
    if not any(getattr(left, kind) for kind in KINDS_REPAID):
        return _ground("nothing_to_repay", "没有应当退还的款项。", "核对缴款记录；没有多收的不办理")
    if any(row.get("payment_kind") not in KINDS_REPAID for row in rows):
        return _ground(
            "repaid_of_nothing",
            "有退还没有写明“款项”：退还的是罚款、违法所得还是其他，不写明的无法从应退还的数额中扣除。",
            "每一笔退还都选择“款项”",
        )
    for kind, title in KINDS_REPAID.items():
        back = sum(row.get("amount") or 0 for row in rows if row.get("payment_kind") == kind)
        if back > getattr(left, kind):
            return _ground(
                "repaid_too_much",
                f"{title}应退还{getattr(left, kind) // 100}元，登记的退还为{back // 100}元。",
                "改正退还的金额",
            )
    return HOLDS


@guard("interest_said", "退还罚款、没收的款项一并支付同期存款利息", law="performance/interest")
def interest_said(world: World) -> Verdict:
    """Money taken by a decision that fell, or was lowered, goes back with the interest a bank gave for the time (国家赔偿法 36).

    At which rate and from which day no text says that binds the bureau: whoever pays it back says how much it was, or that there
    was none. What was merely paid twice is another matter.
    """
    state = world.state
    if fall_of(state) is None and not changed_amounts(state):
        return HOLDS
    rows = [row for row in world.proposed.get("repayments") or () if row.get("payment_kind") in KINDS_PAID]
    unsaid = sum(row.get("amount") or 0 for row in rows if row.get("interest") is None)
    if not unsaid:
        return HOLDS
    return Ground(
        code="interest_unsaid",
        message=f"退还的罚款、没收款{yuan(unsaid)}元没有登记同期存款利息。",
        remedy="一并支付银行同期存款利息并登记；没有利息的，写0",
        unknown=True,
    )


@guard("everything_repaid", "已收缴的款项、物品都已退还", law="performance/repayment", version=2)
def everything_repaid(world: World) -> Verdict:
    """Nothing that was collected under a decision that fell is still held, neither money nor things."""
    left = to_repay(world.state)
    missing = [
        f"{title}{getattr(left, kind) // 100}元"
        for kind, title in KINDS_REPAID.items()
        if getattr(left, kind)
    ]
    missing += [f"没收的{item}" for item in on_hand(world.state)]
    if not missing:
        return HOLDS
    return _ground("not_repaid", f"尚未退还：{'、'.join(missing)}。", "退还后办结")


@guard("nothing_held", "没有应当退还、返还而尚未退还的款物", law="performance/repayment", standing=True)
def nothing_held(world: World) -> Verdict:
    """What is held without a ground is found as the case stands, also after its end: then nobody has to do with it any more.

    The law names no day by which it goes back: it is listed as possible until it did.
    """
    state = world.state
    if state.fields.get("fine") is None and state.fields.get("confiscated_gains") is None:
        return HOLDS  # nobody knows what was owed
    left = to_repay(state)
    held = [
        f"{title}{yuan(getattr(left, kind))}元" for kind, title in KINDS_REPAID.items() if getattr(left, kind)
    ]
    if fall_of(state) is not None:
        held += [f"没收的{item}" for item in on_hand(state)]
    if not held or "restitution" in world.proposed:
        return HOLDS
    return Ground(
        code="held_without_ground",
        message=f"没有依据继续持有而尚未退还：{'、'.join(held)}。",
        remedy="办理“退还已收缴的款项”“返还没收的物品”",
        unknown=True,
    )


@guard("decision_restored", "处罚决定恢复效力", law="performance/fallen")
def decision_restored(world: World) -> Verdict:
    """A later judgment upheld what an earlier result had taken away: the last result counts."""
    if fall_of(world.state) is None:
        return HOLDS
    return _ground(
        "decision_fallen",
        "处罚决定失去效力，没有登记恢复其效力的裁判。",
        "再审维持处罚决定的，先登记复议、诉讼结果",
    )


def _ground(code: str, message: str, remedy: str) -> Ground:
    return Ground(code=code, message=message, remedy=remedy)
