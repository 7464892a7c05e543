# SPDX-License-Identifier: MulanPSL-2.0
"""Somebody who is entered as a party though he is one already: under another name, or on the other side.

A party of a case has one name in it, which changes by a succession with its ground and paper, and stands on one side: who complains of
somebody is not complained of in the same case. Other authorities that help or take over are no side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from fadu.procedure.model import Procedure
    from fadu.procedure.state import PartyView

#: the grounds, and the rules under which what stands in a record already is found
ALREADY, BOTH_SIDES = "party_already", "both_sides"


def objections(
    procedure: Procedure, parties: Sequence[PartyView], payload: Mapping[str, Any]
) -> Iterator[Ground]:
    """Against entering somebody into a case with these parties."""
    key, capacity = str(payload.get("party")), str(payload.get("capacity") or "")
    known = next((view for view in parties if view.key == key and view.capacity == capacity), None)
    if known is not None:
        yield Ground(
            code=ALREADY,
            message=f"{known.name}已经是本案的“{capacity}”。",
            remedy="姓名或者名称有变更的，办理“当事人承受、变更”",
        )
    bodies = {role.capacity for role in procedure.roles.values() if role.other_body}
    held = [view for view in parties if view.key == key and view.capacity not in {capacity, *bodies}]
    if held and capacity not in bodies:
        yield Ground(
            code=BOTH_SIDES,
            message=f"{held[0].name}已经是本案的“{held[0].capacity}”，不能又是“{capacity}”。",
            remedy="核对所选的主体；先前登记有误的，先办理“变更当事人”",
        )


def at_opening(procedure: Procedure, parties: Sequence[PartyView]) -> Iterator[Ground]:
    """Against the parties a case is to be opened with, each beside those named before."""
    for place, view in enumerate(parties):
        yield from objections(procedure, parties[:place], {"party": view.key, "capacity": view.capacity})


def told(procedure: Procedure, parties: Sequence[PartyView], payload: Mapping[str, Any]) -> Iterator[Ground]:
    """What contradicts itself where a record tells it already; the same told once more says nothing new."""
    names = {view.name for view in parties if view.key == payload.get("party")}
    for ground in objections(procedure, parties, payload):
        if ground.code == BOTH_SIDES or payload.get("name") not in names:
            yield ground
