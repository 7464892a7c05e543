# SPDX-License-Identifier: MulanPSL-2.0
"""Several applicants: what one of them withdraws, or asks to end, ends it for the others only with them (许可程序暂行规定 15, 30).

Where one of two asks to end and the other does not, he leaves the case (变更当事人) and the application goes on; he may also take
his request back before it was acted on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.yes_no import answered_in, box

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import PartyView, State

_LEAVES = "只有一人退出的，登记其退出，其余继续"


def _applicants(world: World) -> list[PartyView]:
    """Who applies today and is there."""
    capacity = world.procedure.roles["applicant"].capacity
    return [view for view in world.state.parties if view.capacity == capacity and view.ended_on is None]


def _requests(state: State) -> dict[str, Entry]:
    """Who asked to end the application and has not taken it back -> the request."""
    acts = sorted((*state.done("ask_termination"), *state.done("take_back_termination")), key=lambda e: e.seq)
    standing: dict[str, Entry] = {}
    for act in acts:
        party = str(act.payload.get("party") or "")
        if act.action == "ask_termination":
            standing[party] = act
        else:
            for key in {party, *state.standing_for(party)}:
                standing.pop(key, None)
    return standing


def _request_of(state: State, party: str) -> Entry | None:
    """The standing request of a party, or of whoever's place it took."""
    requests = _requests(state)
    return next((requests[key] for key in state.standing_for(party) if key in requests), None)


@guard("others_withdraw_too", "其他申请人同意撤回", law="licence/withdrawal")
def others_withdraw_too(world: World, **_: Any) -> Verdict:
    """An application of several is withdrawn by all: who withdraws says that the others agree."""
    party = str(world.proposed.get("party") or "")
    others = [view.name for view in _applicants(world) if view.key != party]
    agreed = answered_in(world.procedure, world.proposed, "others_agree")
    if not others or agreed == "yes":
        return HOLDS
    asked = box(world.procedure, "others_agree")
    said = "没有填写" if agreed == "unknown" else "填的是“否”"
    first = f"都同意的，在{asked}填“是”；没有的，" if agreed == "unknown" else ""
    return Ground(
        code="others_disagree",
        message=f"本件还有其他申请人{'、'.join(others)}，撤回申请应当经其同意；{asked}{said}。",
        remedy=f"{first}征得其他申请人同意；{_LEAVES}",
        unknown=world.replay,
    )


@guard("every_applicant_asks", "各申请人都申请终止", law="licence/termination_asked")
def every_applicant_asks(world: World, **_: Any) -> Verdict:
    """Ended at the applicants' request, an application was asked to be ended by each who is there, or by one for all."""
    if world.value("termination_ground") != "withdrawn":
        return HOLDS
    here = _applicants(world)
    asked = {view.key: _request_of(world.state, view.key) for view in here}
    of_all = (entry.payload for entry in asked.values() if entry)
    if any(answered_in(world.procedure, said, "others_agree") == "yes" for said in of_all):
        return HOLDS
    missing = [view.name for view in here if asked[view.key] is None]
    if not missing:
        return HOLDS
    return Ground(
        code="not_asked_to_end",
        message=f"{'、'.join(missing)}没有申请终止，或者已经撤回申请终止。",
        remedy=f"由其申请终止；{_LEAVES}",
        unknown=world.replay,
    )


@guard("nobody_asks_to_end", "没有申请人申请终止", law="licence/termination_asked")
def nobody_asks_to_end(world: World, **_: Any) -> Verdict:
    """While an applicant of today asks to end the application, it is not decided (许可程序暂行规定 30)."""
    asking = [view for view in _applicants(world) if _request_of(world.state, view.key)]
    if not asking:
        return HOLDS
    return Ground(
        code="asked_to_end",
        message=f"{'、'.join(view.name for view in asking)}已申请终止，不再作出准予、不予许可的决定。",
        remedy=f"终止实施许可；其撤回申请终止的，先登记；{_LEAVES}",
    )


@guard("asks_to_end", "已申请终止", law="licence/termination_asked")
def asks_to_end(world: World, **_: Any) -> Verdict:
    """Only who asked to end takes it back."""
    party = str(world.proposed.get("party") or "")
    if not party or _request_of(world.state, party):
        return HOLDS
    return Ground(
        code="not_asked_to_end",
        message="其没有申请终止，或者已经撤回，没有可以撤回的。",
        remedy="不必办理",
        unknown=world.replay,
    )
