# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau lives the performance by one party: served, paid at the bank, goods disposed of, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel import clock

if TYPE_CHECKING:
    from fadu.cases.acts.services import Case
    from fadu.scene.stage import Life, Scene

#: the department that handles penalties
UNIT = "综合执法大队"


def live_child(scene: Scene, case: Case) -> Life:
    """What a party owes, and how it is met."""
    handler = scene.assigned(case, "handler")
    owed = case.performance
    yield scene.later(scene.rng.randint(1, 4))
    scene.act(case, "confirm_service", handler)
    yield scene.later(scene.rng.randint(3, 9))
    today = clock.today().isoformat()
    for kind, amount in (("fine", owed.fine), ("gains", owed.confiscated_gains)):
        if amount:
            paid = {"paid_on": today, "amount": amount, "payment_kind": kind, "collected_by": "bank"}
            receipt = f"{clock.now():%y%m%d}{scene.rng.randrange(10000):04d}"
            scene.act(case, "pay", handler, {"payments": [{**paid, "receipt": receipt}]})
    if owed.confiscated_goods:
        yield from _dispose(scene, case, handler)
    scene.act(case, "settle", handler)


def _dispose(scene: Scene, case: Case, handler: Any) -> Life:
    """What the decision lists is taken in, then destroyed under the eyes of somebody else than its keeper."""
    listed = case.acts.get(action="begin").payload["goods_list"]
    things = [{"item": f"{row['name']}{row['model']}", "quantity": row["quantity"]} for row in listed]
    kept = {
        "taken_on": clock.today().isoformat(),
        "kept_at": "罚没物品仓库",
        "keeper": "仓库保管员",
    }
    units = [row["unit"] for row in listed]
    goods = [{**thing, **kept, "unit_of_item": unit} for thing, unit in zip(things, units, strict=True)]
    scene.act(case, "take_in_goods", handler, {"goods": goods})
    yield scene.later(scene.rng.randint(1, 5))
    how = {
        "goods_disposal": "destroyed",
        "disposed_on": clock.today().isoformat(),
        "disposed_at": "无害化处理厂",
        "disposal_ground": "不得再流入市场，依照《罚没财物管理办法》销毁",
    }
    words = {
        "disposals": [{**thing, **how} for thing in things],
        "goods_supervisor": "法规科派员",
        "goods_footage": "处理过程录像一份，存罚没物品管理档案",
    }
    scene.signed(case, "dispose_goods", words, handler, scene.units[UNIT]["unit_head"][0])
