# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of the tip-off procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

@guard("real_name_names_somebody", "实名举报登记了姓名和联系方式")
def real_name_names_somebody(world: World, **_: Any) -> Verdict:
    """A tip-off under one's name has the name and a way to reach its author."""
    if world.value("real_name") is not True or world.replay:
        return HOLDS
    if world.value("informant_name") and (world.value("informant_phone") or world.value("informant_address")):
        return HOLDS
    return Ground(
        code="no_informant",
        message="实名举报没有登记举报人姓名和联系方式，以后无法告知。",
        remedy="登记姓名和电话或住址（加密保存）；不愿留名的，登记为匿名",
    )
