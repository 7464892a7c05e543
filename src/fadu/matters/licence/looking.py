# SPDX-License-Identifier: MulanPSL-2.0
"""Looking on the spot before a licence is granted: where the rules of the item ask for it, and where they leave it to the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.matters.licence.renewals import CATALOGUE
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard
from fadu.procedure.subjects import entry_saying

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

#: the acts that record a look, or a review by experts in its place
_LOOKS = ("inspect_site", "start_step")


@guard("site_check_made", "依法应当核查的已经核查", law="licence/conditions")
def site_check_made(world: World, **_: Any) -> Verdict:
    """What must be looked at is; where it depends on the case (行政许可法 34), or inspectors were sent, nobody having looked is said.

    An item that may also be granted on a promise is not held to it, since the record does not say which way was taken; nor is
    one whose rule nobody could verify.
    """
    if any(world.state.done(act) for act in _LOOKS):
        return HOLDS
    entry = entry_saying(world, CATALOGUE, "site_check")
    says = str(entry.says["site_check"]) if entry else ""
    item = world.value("item")
    if entry and says == "must" and "commitment" not in entry.says and not entry.unverified:
        return Ground(
            code="nobody_looked",
            message=f"“{item}”依法应当核查，本案没有核查的记录。",
            cites=entry.cites,
            remedy="指派核查人员，办理“实质核查”",
            unknown=world.replay,
        )
    if says == "must":
        return Holds(
            warning=f"“{item}”的办理依据规定应当核查，本案没有核查的记录；依承诺免于核查的，请确认。"
        )
    if says == "when_needed":
        return Holds(
            warning=f"“{item}”需要对申请材料的实质内容核实的，应当核查；本案没有核查的记录，请确认不需核查。"
        )
    if not says and world.state.assigned.get("inspector"):
        return Holds(warning="本案指派了核查人员而没有核查的记录，请确认不需核查。")
    return HOLDS
