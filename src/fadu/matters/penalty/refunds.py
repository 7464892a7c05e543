# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of an order to refund what was charged too much (程序规定 59). Money in fen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.money import yuan
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


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
