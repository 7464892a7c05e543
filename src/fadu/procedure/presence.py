# SPDX-License-Identifier: MulanPSL-2.0
"""Who of the parties is there: the guards that ask whether everybody on a side has died or ended, or nobody has.

Both go by what is recorded of a succession (:mod:`fadu.procedure.succession`): a party that died or ended is marked until
another takes its place or it is restored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.offering import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.state import PartyView


@guard("nobody_left", "以当事人死亡、终止为由的，都已登记死亡、终止而无人承受")
def nobody_left(world: World, *, field: str, chosen: tuple[str, ...], role: str = "party") -> Verdict:
    """Where the ground in a field says that nobody is left, every party of the role is recorded as dead or ended.

    While one of them lives, or another has taken its place, the act does not end what concerns all.
    """
    if world.value(field) not in ((chosen,) if isinstance(chosen, str) else chosen):
        return HOLDS
    parties = _of(world, role)
    there = [party.name for party in parties if party.ended_on is None]
    if parties and not there:
        return HOLDS
    who = f"{'、'.join(there)}没有登记死亡或者终止，或者已有人承受" if there else "没有登记当事人"
    return Ground(
        code="somebody_left",
        message=f"{who}，不能以当事人死亡或者终止为由办理。",
        remedy="确已死亡或者终止而无人承受的，先登记；只有部分当事人的，将其移出后对其余当事人继续办理",
        unknown=world.replay,
    )


@guard("still_there", "没有已死亡或者终止而无人承受的当事人")
def still_there(world: World, *, role: tuple[str, ...]) -> Verdict:
    """Nobody of the roles is recorded as dead or ended with nobody in the place: no will is stated for them, nothing taken from them."""
    roles = (role,) if isinstance(role, str) else role
    gone = [party for each in roles for party in _of(world, each) if party.ended_on is not None]
    if not gone:
        return HOLDS
    view = gone[0]
    return Ground(
        code="party_ended",
        message=f"{view.name}已于{view.ended_on}死亡或者终止，尚无人承受其权利义务。",
        cites=tuple(view.ended_by),
        remedy="有承受人的，登记承受；没有的，依法终止；注销登记可能被撤销的，先中止",
    )


def _of(world: World, role: str) -> list[PartyView]:
    capacities = world.procedure.roles[role].capacities
    return [party for party in world.state.parties if party.capacity in capacities]
