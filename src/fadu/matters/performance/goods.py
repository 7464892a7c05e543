# SPDX-License-Identifier: MulanPSL-2.0
"""Confiscated things: taken in one by one, disposed of as the law lets them be, the proceeds remitted. Money in fen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.state import State

#: ways to dispose of things that bring in money
_FOR_MONEY = frozenset({"auctioned", "sold"})
#: ways that need a ground: the rule is a public auction (行政处罚法 74)
_BY_SPECIAL_RULE = {"destroyed": "销毁", "sold": "变卖", "handed_in": "上缴、移交"}
RETURNED = "returned"


def on_hand(state: State) -> Counter[str]:
    """What was taken in and not yet disposed of: how many of each thing."""
    left = _counted(state.lists.get("goods", ()))
    left.subtract(_counted(state.lists.get("disposals", ())))
    return +left


def proceeds(state: State) -> int:
    """What the things disposed of brought in."""
    rows = state.lists.get("disposals", ())
    return sum(row.get("proceeds") or 0 for row in rows if row.get("goods_disposal") in _FOR_MONEY)


def unremitted(state: State) -> int:
    """What of that is not in the treasury yet."""
    return proceeds(state) - sum(row.get("amount") or 0 for row in state.lists.get("remittances", ()))


def dealt_with(state: State) -> bool:
    """Whether things were taken in, and everything taken in is disposed of and paid over."""
    return bool(state.lists.get("goods")) and not on_hand(state) and unremitted(state) <= 0


def _counted(rows: Iterable[Mapping[str, Any]]) -> Counter[str]:
    things: Counter[str] = Counter()
    for row in rows:
        things[str(row.get("item") or "")] += row.get("quantity") or 0
    return things


@guard("goods_on_hand", "处理的物品在库", law="performance/goods")
def goods_on_hand(world: World) -> Verdict:
    """Only what was taken in is disposed of, and once."""
    rows, left = world.proposed.get("disposals") or (), on_hand(world.state)
    for item, quantity in _counted(rows).items():
        if quantity > left[item]:
            return Ground(
                code="not_on_hand",
                message=f"“{item}”在库{left[item]}，登记处理的是{quantity}。",
                remedy="先登记入库，或者核对物品名称和数量",
                unknown=world.replay and not world.state.lists.get("goods"),
            )
    return HOLDS


@guard("disposal_lawful", "除依法销毁的以外，公开拍卖或者按照国家有关规定处理", law="performance/goods")
def disposal_lawful(world: World) -> Verdict:
    """A public auction is the rule; what is done otherwise names its ground, and a sale what it brought in."""
    for row in world.proposed.get("disposals") or ():
        way, item = row.get("goods_disposal"), row.get("item") or ""
        if way == RETURNED:
            return _ground("not_fallen", f"“{item}”没有返还的依据：处罚决定仍然有效。", "选择其他处理方式")
        if way in _BY_SPECIAL_RULE and not (row.get("disposal_ground") or "").strip():
            return _ground(
                "disposal_without_ground",
                f"“{item}”拟{_BY_SPECIAL_RULE[way]}，没有写明依法应当销毁或者按照国家有关规定处理的依据。",
                "写明依据，或者公开拍卖",
            )
        if way in _FOR_MONEY and not row.get("proceeds"):
            return _ground("without_proceeds", f"“{item}”已经拍卖、变卖，没有写明所得。", "填写所得金额")
        if not way or not row.get("disposed_on") or not row.get("disposed_at"):
            return _ground("disposal_incomplete", f"“{item}”没有写明处理的方式、日期、地点。", "补充填写")
    return HOLDS


@guard("only_returned", "失去效力的处罚决定没收的物品只能返还", law="performance/repayment")
def only_returned(world: World) -> Verdict:
    """What is still on hand goes back as it is once the decision has fallen."""
    ways = {row.get("goods_disposal") for row in world.proposed.get("disposals") or ()}
    if ways <= {RETURNED}:
        return HOLDS
    return _ground(
        "to_be_returned", "处罚决定已失去效力，没收的物品应当返还，不得另行处理。", "处理方式选择“返还”"
    )


@guard("proceeds_remitted_once", "上缴的是尚未上缴的处理所得", law="performance/goods")
def proceeds_remitted_once(world: World) -> Verdict:
    """No more goes to the treasury than the things brought in."""
    total = sum(row.get("amount") or 0 for row in world.proposed.get("remittances") or ())
    left = unremitted(world.state)
    if total <= left:
        return HOLDS
    return _ground(
        "remitted_too_much",
        f"尚未上缴的处理所得为{max(left, 0) // 100}元，登记上缴的是{total // 100}元。",
        "核对拍卖、变卖所得和上缴凭证",
    )


def _ground(code: str, message: str, remedy: str) -> Ground:
    return Ground(code=code, message=message, remedy=remedy)
