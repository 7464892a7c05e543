# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of things that are confiscated no more: they go back, and nothing else is done with them (国家赔偿法 36)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fadu.matters.performance.changed import LIST, changed_amounts, goods_restated
from fadu.matters.performance.confiscated import asked_for, on_hand
from fadu.matters.performance.dues import decided_for
from fadu.matters.performance.fallen import fall_of
from fadu.matters.performance.going_back import RETURNED, not_given_back
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("goods_go_back", "物品已不再没收", law=("performance/fallen", "performance/repayment"))
def goods_go_back(world: World) -> Verdict:
    """A thing goes back once the decision fell, or as much of it as a change of the decision no longer takes."""
    if fall_of(world.state) is not None:
        return HOLDS
    if not goods_restated(world.state):
        return _ground(
            "decision_in_force",
            "处罚决定仍然有效：没有登记撤销、确认无效或者变更没收物品的复议、诉讼结果，处罚案件也没有撤销决定。",
            "登记复议、诉讼结果，或者由处罚案件撤销决定",
        )
    back = not_given_back(world.state)
    for item, quantity in asked_for(world.state, world.proposed.get("disposals") or ()).items():
        most = back.get(item, Decimal(0))
        if quantity > most:
            return _ground(
                "still_confiscated",
                f"“{item}”变更以后不再没收、尚未返还的是{most}，登记返还的是{quantity}。",
                "核对变更以后的没收物品清单，改正数量",
                *world.cites("performance/repayment"),
            )
    return HOLDS


@guard("still_confiscated", "处理的物品仍属没收的物品", law="performance/repayment")
def still_confiscated(world: World) -> Verdict:
    """What a change of the decision no longer takes is not auctioned, destroyed or handed on: as much stays in store as goes back."""
    left, back = on_hand(world.state), not_given_back(world.state)
    for item, quantity in asked_for(world.state, world.proposed.get("disposals") or ()).items():
        kept = back.get(item, Decimal(0))
        if kept and quantity > left.get(item, Decimal(0)) - kept:
            return _ground(
                "confiscated_no_more",
                f"处罚决定变更以后不再没收“{item}”{kept}，应当返还，不得另行处理。",
                "办理“返还没收的物品”",
            )
    return HOLDS


@guard("change_of_goods_listed", "变更没收物品价值的，写明变更后的清单", law="performance/duty")
def change_of_goods_listed(world: World) -> Verdict:
    """Where things were listed, another value of them says which things it stands for; none, where nothing is taken any more."""
    state, value = world.state, world.proposed.get("confiscated_goods")
    if world.value("challenge_result") != "changed" or not value or value == _value_so_far(world):
        return HOLDS
    if LIST in world.proposed or not state.fields.get(LIST):
        return HOLDS
    return Ground(
        code="changed_goods_not_listed",
        message="没收非法财物的价值变更，未写明变更后没收哪些物品。",
        remedy="填写变更后的没收物品清单；清单不变的，照原清单填写",
        unknown=world.replay,
    )


@guard("only_returned", "不再没收的物品只能返还", law="performance/repayment")
def only_returned(world: World) -> Verdict:
    """What is still on hand goes back as it is once nothing confiscates it any more."""
    ways = {row.get("goods_disposal") for row in world.proposed.get("disposals") or ()}
    if ways <= {RETURNED}:
        return HOLDS
    return _ground("to_be_returned", "物品已不再没收，应当返还，不得另行处理。", "处理方式选择“返还”")


def _value_so_far(world: World) -> int:
    value: int = changed_amounts(world.state).get("confiscated_goods", decided_for(world.state).goods)
    return value


def _ground(code: str, message: str, remedy: str, *cites: str) -> Ground:
    return Ground(code=code, message=message, cites=cites, remedy=remedy)
