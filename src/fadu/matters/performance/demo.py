# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau lives the performance by one party: served, paid at the bank, goods disposed of, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel import clock

if TYPE_CHECKING:
    from fadu.cases.acts.services import Case
    from fadu.scene.stage import Life, Scene


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
        goods = {"goods_disposal": "destroyed", "goods_disposed": "没收的物品已监督销毁。"}
        scene.act(case, "dispose_goods", handler, goods)
    scene.act(case, "settle", handler)
