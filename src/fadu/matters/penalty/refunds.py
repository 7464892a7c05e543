# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of an order to refund what was charged too much (程序规定 59), and of what is left of the gains. Money in fen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.matters.penalty.bases import planned_charges
from fadu.matters.penalty.gains import gains_of
from fadu.matters.penalty.sanctions import shares
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.state import State


@guard("refunded_as_ordered", "退还的不多于责令退还的价款", law="penalty/refund")
def refunded_as_ordered(world: World) -> Verdict:
    """What came back under an order is not more than it ordered, unless it is said how that came about."""
    order, back = world.state.last("order_refund"), world.proposed.get("refunded_amount")
    ordered = order.payload.get("refund_amount") if order else None
    if back is None or ordered is None or back <= ordered or (world.value("refund_note") or "").strip():
        return HOLDS
    return Ground(
        code="refunded_too_much",
        message=f"责令退还{yuan(ordered)}元，登记已退还{yuan(back)}元。",
        remedy="改正金额；确已多退的，写明情况",
    )


@guard("refunds_left_out", "已经退还的价款不再没收", law="penalty/gains_refunded")
def refunds_left_out(world: World, *, counting: str = "refunded") -> Verdict:
    """What was refunded is not confiscated; ``counting: ordered``: neither is what is ordered to be, until that is over (行政处罚法 28)."""
    returned = _refunded(world.state)
    outstanding = _outstanding(world.state) if counting == "ordered" else 0
    taken = sum(share.confiscated_gains for share in shares(world).values())
    charged = planned_charges(world)
    if not returned + outstanding or not taken or not charged:
        return HOLDS
    each = [
        gains_of(charge for charge in charged if charge.party == party)
        for party in dict.fromkeys(charge.party for charge in charged)
    ]
    gained = sum(sum_ or 0 for sum_ in each)
    if taken + returned + outstanding <= gained:
        return HOLDS
    if None in each:
        message, code = (
            "已责令退还价款，处罚依据中没有写明各当事人的违法所得，不能判断没收的是否已经退还。",
            "gains_not_stated",
        )
    else:
        said = f"已退还{yuan(returned)}元" if returned else ""
        still = f"责令退还{yuan(outstanding)}元，没有登记期满的结果" if outstanding else ""
        message = f"认定违法所得{yuan(gained)}元，{'，'.join(filter(None, (said, still)))}，又没收{yuan(taken)}元。违法所得除依法应当退赔的外予以没收。"
        code = "refund_confiscated"
    return Ground(
        code=code,
        message=message,
        remedy="没收的数额扣除应当退还的；责令退还期满没有退还的，先登记期满和已退还金额，再没收其余",
        unknown=world.replay and None in each,
    )


def _refunded(state: State) -> int:
    return sum(entry.payload.get("refunded_amount") or 0 for entry in state.done("finish_refund"))


def _outstanding(state: State) -> int:
    """What the latest order asks for, while it is not on record what came of it."""
    ordered = state.last("order_refund")
    if ordered is None or any(entry.seq > ordered.seq for entry in state.done("finish_refund")):
        return 0
    return ordered.payload.get("refund_amount") or 0
