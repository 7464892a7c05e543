# SPDX-License-Identifier: MulanPSL-2.0
"""What a penalty case waits for in the cases it opened: hearings, performances, and what a court left in store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.state import State

#: the word by which a performance says that what was left in store is dealt with
_CLEARED = "store_cleared"


@guard("hearings_ended", "没有尚未终结的听证", law="penalty/hearing_first")
def hearings_ended(world: World, *, matter: str = "hearing") -> Verdict:
    """No hearing that a party asked for is still open."""
    return _none_open(world, matter, "hearing_open", "听证", "待听证终结后办理")


@guard("performances_ended", "各当事人的履行程序都已终结", law="penalty/closing")
def performances_ended(world: World) -> Verdict:
    """No performance of a decision is still open when the case is closed."""
    remedy = "办结各当事人的履行程序；处罚决定已撤销的，以撤销终结"
    return _none_open(world, "performance", "performance_open", "履行程序", remedy)


@guard("all_performed", "各当事人都已开始履行程序，并且都已终结", law="penalty/closing")
def all_performed(world: World) -> Verdict:
    """Every party's performance was begun and has come to an end."""
    waiting = _open(world.state, "performance")
    if world.state.children_of("performance") and not waiting:
        return HOLDS
    which = f"尚未终结：{'、'.join(waiting)}" if waiting else "尚未开始履行程序"
    return Ground(
        code="not_performed",
        message=f"各当事人的履行程序应当全部终结，{which}。",
        remedy="办结各当事人的履行程序",
    )


@guard("stores_cleared", "法院终结执行时在库的没收物品都已处理", law="penalty/closing")
def stores_cleared(world: World) -> Verdict:
    """What a court left in store when it ended the enforcement was disposed of or handed over before the case is closed."""
    cleared = {telling.case for telling in world.state.tellings("performance", (_CLEARED,))}
    waiting = [
        child.case
        for child in world.state.children_of("performance")
        if child.fields.get("goods_left") is True and child.outcome != "fallen" and child.case not in cleared
    ]
    if not waiting:
        return HOLDS
    return Ground(
        code="goods_in_store",
        message=f"履行程序终结时没收的物品还在库，没有登记处理完毕：{'、'.join(waiting)}。",
        remedy="在履行程序中处理、上缴，登记“在库没收物品处理完毕”",
    )


def _none_open(world: World, matter: str, code: str, title: str, remedy: str) -> Verdict:
    waiting = _open(world.state, matter)
    if not waiting:
        return HOLDS
    return Ground(code=code, message=f"{title}尚未终结：{'、'.join(waiting)}。", remedy=remedy)


def _open(state: State, matter: str) -> list[str]:
    """The cases of a kind that have not ended."""
    return [child.case for child in state.children_of(matter) if not child.outcome]
