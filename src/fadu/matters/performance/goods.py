# SPDX-License-Identifier: MulanPSL-2.0
"""Confiscated things once they are in store: disposed of as the law lets them be, the proceeds remitted. Money in fen."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from fadu.matters.performance.confiscated import (
    FOR_MONEY,
    asked_for,
    called,
    not_taken_in,
    on_hand,
    proceeds,
)
from fadu.matters.performance.days import day
from fadu.matters.performance.going_back import RETURNED, not_given_back, proceeds_that_go_back
from fadu.matters.performance.hands import persons
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.state import State

#: ways that need a ground: the rule is a public auction (行政处罚法 74)
_BY_SPECIAL_RULE = {"destroyed": "销毁", "sold": "变卖", "handed_in": "上缴、移交"}
#: a rule by its title, or by its article: "as the law says" names none
_RULE = re.compile(r"《[^《》]{2,}》|[\u4e00-\u9fff]{2,}第[一二三四五六七八九十百零\d]+条")


def unremitted(state: State) -> int:
    """What the things disposed of brought in and is not in the treasury yet, but for what goes back to the party."""
    for_the_treasury = proceeds(state) - proceeds_that_go_back(state)
    return for_the_treasury - sum(row.get("amount") or 0 for row in state.lists.get("remittances", ()))


def dealt_with(state: State) -> bool:
    """Whether what the decision lists was taken in, and everything taken in that does not go back is disposed of and paid over."""
    back = not_given_back(state)
    return (
        bool(state.lists.get("goods"))
        and not any(not_taken_in(state))
        and all(quantity <= back.get(item, 0) for item, quantity in on_hand(state).items())
        and unremitted(state) <= 0
    )


@guard("kept_apart", "处理由经办人、保管人以外的人监督", law="performance/kept_apart")
def kept_apart(world: World) -> Verdict:
    """Whoever kept a thing, or disposes of it, does not supervise its disposal: keeping, disposing and enforcing lie in different hands."""
    state, supervisors = world.state, persons(world.value("goods_supervisor"))
    acting = (one.name for one in (world.actor, *world.together) if one is not None)
    disposers = frozenset[str]().union(*(persons(name) for name in acting))
    gone = asked_for(state, world.proposed.get("disposals") or ())
    kept = (row for row in state.lists.get("goods", ()) if called(state, row.get("item")) in gone)
    keepers = frozenset[str]().union(*(persons(row.get("keeper")) for row in kept))
    for name in sorted(supervisors & keepers):
        return _ground(
            "keeper_supervises", f"{name}是物品的保管人，不能监督自己保管的物品的处理。", "由其他人监督"
        )
    for name in sorted(supervisors & disposers):
        return _ground("disposer_supervises", f"{name}经办物品的处理，不能监督自己。", "由其他人监督")
    return HOLDS


@guard("goods_on_hand", "处理的物品在库", law="performance/goods", version=2)
def goods_on_hand(world: World) -> Verdict:
    """Only what was taken in is disposed of, and once."""
    state, rows = world.state, world.proposed.get("disposals") or ()
    left = on_hand(state)
    for item, quantity in asked_for(state, rows).items():
        there = left.get(item, Decimal(0))
        if quantity > there:
            return Ground(
                code="not_on_hand",
                message=f"“{item}”在库{there}，登记处理的是{quantity}。",
                remedy="先登记入库，或者核对物品名称和数量",
                unknown=world.replay and not state.lists.get("goods"),
            )
    return next(_too_early(world, rows), HOLDS)


def _too_early(world: World, rows: Sequence[Mapping[str, Any]]) -> Iterator[Ground]:
    """Nothing is disposed of before it was taken in, nor as confiscated before it was (程序规定 41 is another matter)."""
    begun = world.state.last("begin")
    for row in rows:
        on, item = day(row.get("disposed_on")), called(world.state, row.get("item"))
        if on is None:
            continue
        if begun is not None and on < begun.at.date():
            yield _ground(
                "disposed_before_decided",
                f"“{item}”的处理之日{on}早于作出处罚决定、开始履行的{begun.at.date()}。",
                "改正处理之日；没收以前依法先行处置的，不在此登记",
            )
        elif asked_for(world.state, (row,))[item] > on_hand(world.state, by=on).get(item, Decimal(0)):
            yield _ground(
                "disposed_before_taken",
                f"“{item}”到{on}没有这么多已经入库，不能在当日处理。",
                "改正入库之日或者处理之日",
            )


@guard(
    "disposal_lawful",
    "除依法销毁的以外，公开拍卖或者按照国家有关规定处理",
    law="performance/goods",
    version=2,
)
def disposal_lawful(world: World) -> Verdict:
    """A public auction is the rule; what is done otherwise names its ground, and a sale what it brought in."""
    for row in world.proposed.get("disposals") or ():
        way, item = row.get("goods_disposal"), row.get("item") or ""
        if way == RETURNED:
            return _ground(
                "not_fallen",
                f"“{item}”没有返还的依据：处罚决定仍然有效。",
                "选择其他处理方式；复议、诉讼变更以后不再没收的，办理“返还没收的物品”",
            )
        if way in _BY_SPECIAL_RULE and not _RULE.search(row.get("disposal_ground") or ""):
            return _ground(
                "disposal_without_ground",
                f"“{item}”拟{_BY_SPECIAL_RULE[way]}，没有写明依法应当销毁或者按照国家有关规定处理的依据。",
                "写明法律、法规、规章或者国家有关规定的名称和条号，或者公开拍卖",
            )
        if way in FOR_MONEY and not row.get("proceeds"):
            return _ground("without_proceeds", f"“{item}”已经拍卖、变卖，没有写明所得。", "填写所得金额")
        if not way or not row.get("disposed_on") or not row.get("disposed_at"):
            return _ground("disposal_incomplete", f"“{item}”没有写明处理的方式、日期、地点。", "补充填写")
    return HOLDS


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
