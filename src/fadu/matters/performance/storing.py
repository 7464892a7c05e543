# SPDX-License-Identifier: MulanPSL-2.0
"""Taking in what was confiscated: what stands on the list of the decision, no more of it, into hands that did not take it."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from fadu.kernel.quantities import quantity_of
from fadu.matters.performance.changed import takes_nothing_any_more
from fadu.matters.performance.confiscated import asked_for, meant, taken_in, things
from fadu.matters.performance.dues import decided_for
from fadu.matters.performance.hands import persons
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from fadu.matters.performance.confiscated import Thing
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.state import State


@guard("goods_as_decided", "入库的是处罚决定没收的物品，不多于清单所列", law="performance/goods")
def goods_as_decided(world: World) -> Verdict:
    """What is taken in stands on the list of the decision, in its unit, and together never more than it says."""
    state, rows = world.state, world.proposed.get("goods") or ()
    if not decided_for(state).goods or takes_nothing_any_more(state):
        return Ground(
            code="nothing_confiscated",
            message="处罚决定没有没收本当事人的物品。",
            remedy="核对处罚决定和复议、诉讼结果；没有没收或者不再没收的不入库",
            unknown=world.replay,
        )
    if not state.fields.get("goods_list"):
        return HOLDS  # decided before lists were handed over, or brought in from elsewhere
    return next(chain(_unlisted(state, rows), _more_than_listed(state, rows)), HOLDS)


def _unlisted(state: State, rows: Sequence[Mapping[str, Any]]) -> Iterator[Ground]:
    named = "、".join(thing.label for thing in things(state))
    for row in rows:
        item, fitting = row.get("item") or "", meant(state, row.get("item"))
        if len(fitting) != 1:
            yield _ground(
                "not_confiscated",
                f"“{item}”不能对应没收物品清单中的一项。清单所列：{named}。",
                "按清单的名称、规格型号填写；清单以外的物品没有没收，不入库",
            )
        elif quantity_of(row.get("quantity")) is None:
            yield _ground("no_quantity", f"“{item}”没有用数字写明数量。", "填写数字，单位另填")
        elif _other_unit(row, fitting[0]):
            yield _ground(
                "other_unit",
                f"“{item}”清单以“{fitting[0].unit}”计，登记的是“{row['unit_of_item']}”。",
                "按清单的单位填写",
            )


def _other_unit(row: Mapping[str, Any], thing: Thing) -> bool:
    said = (row.get("unit_of_item") or "").strip()
    return bool(said and thing.unit and said != thing.unit)


def _more_than_listed(state: State, rows: Sequence[Mapping[str, Any]]) -> Iterator[Ground]:
    before, more = taken_in(state), asked_for(state, rows)
    for thing in things(state):
        there = before.get(thing.label, Decimal(0))
        if thing.quantity is None or thing.label not in more or there + more[thing.label] <= thing.quantity:
            continue
        yield _ground(
            "more_than_confiscated",
            f"“{thing.label}”没收{thing.quantity}{thing.unit}，已经入库{there}{thing.unit}，再登记{more[thing.label]}{thing.unit}就多于没收的数量。",
            "核对是否重复登记，改正数量",
        )


@guard("kept_by_others", "没收的物品由办案人员以外的人保管", law="performance/kept_apart")
def kept_by_others(world: World) -> Verdict:
    """Whoever enforces does not keep what was confiscated: who enters it is not its keeper."""
    acting = (one.name for one in (world.actor, *world.together) if one is not None)
    ours = frozenset[str]().union(*(persons(name) for name in acting))
    for row in world.proposed.get("goods") or ():
        for keeper in sorted(persons(row.get("keeper")) & ours):
            return _ground(
                "kept_by_officers", f"{keeper}是本案的办案人员，不能保管本案没收的物品。", "移交保管人员保管"
            )
    return HOLDS


def _ground(code: str, message: str, remedy: str) -> Ground:
    return Ground(code=code, message=message, remedy=remedy)
