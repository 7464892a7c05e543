# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of what comes in: who collects, on which day, how much."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from fadu.matters.performance.days import day
from fadu.matters.performance.dues import KINDS_PAID, owed, paid
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard
from fadu.procedure.yes_no import answered_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from fadu.procedure.decision import Verdict, World

#: whether the decision was made on the spot -> why its fine is not collected on the spot
_WHY_NOT = {
    "yes": "当场作出的处罚决定，只有较小数额的罚款可以当场收缴",
    "no": "本案的处罚决定不是当场作出的，不问数额多少",
    "unknown": "本案没有写明处罚决定依简易程序当场作出，依普通程序作出的不问数额多少",
}


@guard(
    "bank_collects",
    "罚缴分离，当场收缴限于法定情形",
    law=("performance/collection", "penalty/payment", "performance/receipt"),
    version=2,
)
def bank_collects(world: World) -> Verdict:
    """Who fines does not collect (行政处罚法 67), but for two cases.

    A small fine imposed on the spot, small as it was imposed and not as it is paid (68 speaks of decisions of 51 alone); and where
    it is far and the party asks, whatever the procedure was (69).
    """
    most = world.law.threshold("penalty/on_spot_collection", world.at.date()).value
    for row in world.proposed.get("payments") or ():
        if not all(row.get(key) for key in ("paid_on", "amount", "payment_kind")):
            return _ground(
                "payment_incomplete",
                "登记缴款应写明日期、金额和款项。",
                "补充填写",
                *world.cites("penalty/payment"),
            )
        if row.get("collected_by") == "court" and not world.state.latest(("apply_to_court",)):
            return Ground(
                code="no_court_asked",
                message="没有申请人民法院强制执行，不能登记为法院划拨。",
                cites=world.cites("penalty/payment"),
                remedy="改正收缴方式；已经申请强制执行的，先登记申请",
                unknown=world.replay,
            )
        if row.get("collected_by") != "on_the_spot":
            continue
        imposed = max(owed(world.state).fine, row["amount"])
        at_once = answered_in(world.procedure, world.state.fields, "decided_on_the_spot")
        small = at_once == "yes" and row["payment_kind"] == "fine" and imposed <= most
        if not small and not (row.get("remote_reason") or "").strip():
            return _ground(
                "collected_on_the_spot",
                f"除法律规定可以当场收缴的以外，作出决定的机关及其执法人员不得自行收缴罚款；{_WHY_NOT[at_once]}。",
                "由代收机构或者电子支付系统收缴；边远、水上、交通不便地区当事人提出当场缴纳的，写明情况",
            )
        if not row.get("receipt"):
            return _ground(
                "no_receipt",
                "当场收缴罚款应当出具财政部门统一制发的专用票据。",
                "填写票据号",
                *world.cites("performance/receipt"),
            )
    return HOLDS


@guard("payments_plausible", "缴款日期和数额可信", law="performance/collected", version=2)
def payments_plausible(world: World) -> Verdict:
    """Nothing came in before the decision was made or under the receipt of another payment, and no more than is owed."""
    rows = world.proposed.get("payments") or ()
    if any(row.get("payment_kind") == "proceeds" for row in rows):
        return _ground(
            "no_payment_of_the_party",
            "没收物品的处理所得不是当事人的缴款。",
            "办理“处理所得上缴国库”",
        )
    against = chain(_too_early(world, rows), _receipts_used(world, rows), _too_much(world, rows))
    return next(against, _without_receipt(rows))


def _without_receipt(rows: Sequence[Mapping[str, Any]]) -> Holds:
    """Money has its receipt; whoever enters it before the number is there is asked."""
    lacking = [
        str(place) for place, row in enumerate(rows, start=1) if not str(row.get("receipt") or "").strip()
    ]
    if not lacking:
        return HOLDS
    return Holds(warning=f"“缴款”第{'、'.join(lacking)}行没有写票据号：缴款凭证还没有收到的，收到以后补登。")


def _too_early(world: World, rows: Sequence[Mapping[str, Any]]) -> Iterator[Ground]:
    begun = world.state.last("begin")
    decided = begun.at.date() if begun else None
    for row in rows:
        on = day(row.get("paid_on"))
        if on is not None and decided is not None and on < decided:
            yield _ground(
                "paid_before_decided",
                f"缴款日期{on}早于作出处罚决定、开始履行的{decided}。",
                "改正缴款日期",
            )


def _receipts_used(world: World, rows: Sequence[Mapping[str, Any]]) -> Iterator[Ground]:
    """One receipt may cover several sums of one day; under one number nothing is entered on two days, nor a sum twice."""
    known = [*world.state.lists.get("payments", ()), *rows]
    for place, row in enumerate(known):
        if place < len(known) - len(rows) or not row.get("receipt"):
            continue
        same = [one for one in known[:place] if one.get("receipt") == row["receipt"]]
        if any(
            one.get("paid_on") != row.get("paid_on") or one.get("payment_kind") == row.get("payment_kind")
            for one in same
        ):
            yield _ground(
                "receipt_used", f"票据{row['receipt']}已经登记过缴款。", "核对是否重复登记，改正票据号"
            )


def _too_much(world: World, rows: Sequence[Mapping[str, Any]]) -> Iterator[Ground]:
    due, got = owed(world.state), paid(world.state)
    for kind, title in KINDS_PAID.items():
        more = [row for row in rows if row.get("payment_kind") == kind]
        total = getattr(got, kind) + sum(row.get("amount") or 0 for row in more)
        explained = any((row.get("overpaid") or "").strip() for row in more)
        if more and total > getattr(due, kind) and not explained:
            yield _ground(
                "paid_too_much",
                f"登记后{title}累计{total // 100}元，超过应缴的{getattr(due, kind) // 100}元。",
                "金额有误的，改正；确已多缴的，写明多缴的情况和退还安排",
            )


def _ground(code: str, message: str, remedy: str, *cites: str) -> Ground:
    return Ground(code=code, message=message, cites=cites, remedy=remedy)
