# SPDX-License-Identifier: MulanPSL-2.0
"""Who of the parties is there: nothing is done in the name of the dead or sent to them, and only where nobody is left does a case end for that.

All of it goes by what is recorded of a succession (:mod:`fadu.procedure.succession`): a party that died or ended is marked
until another takes its place or it is restored.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.offering import guard
from fadu.procedure.recipients import recipients

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.model import Action
    from fadu.procedure.state import PartyView, State


#: the ground of whatever reaches, names or takes from somebody who is gone
PARTY_ENDED = "party_ended"


@guard("nobody_left", "以当事人死亡、终止为由的，都已登记死亡、终止而无人承受")
def nobody_left(
    world: World, *, field: str, chosen: tuple[str, ...], role: tuple[str, ...] = ("party",)
) -> Verdict:
    """Where the ground in a field says that nobody is left, every party of the role is recorded as dead or ended.

    While one of them lives, or another has taken its place, the act does not end what concerns all. Of several roles it is
    enough that nobody is left on one side.
    """
    if world.value(field) not in ((chosen,) if isinstance(chosen, str) else chosen):
        return HOLDS
    roles = (role,) if isinstance(role, str) else role
    each = [parties for key in roles if (parties := _of(world, key))]
    if any(all(party.ended_on is not None for party in parties) for parties in each):
        return HOLDS
    who = still_here(world.state, [party for parties in each for party in parties]) or "没有登记当事人"
    return Ground(
        code="somebody_left",
        message=f"{who}，不能以当事人死亡或者终止为由办理。",
        remedy="确已死亡或者终止而无人承受的，先登记；只有部分当事人的，将其移出后对其余当事人继续办理",
        unknown=world.replay,
    )


def still_here(state: State, views: Iterable[PartyView]) -> str:
    """Of those who have not died or ended: who is recorded as living, and who came into the place of somebody gone."""
    there = [view for view in views if view.ended_on is None]
    heirs = [view.name for view in there if len(state.standing_for(view.key)) > 1]
    living = [view.name for view in there if view.name not in heirs]
    said = (
        f"{'、'.join(living)}没有登记死亡或者终止" if living else "",
        f"{'、'.join(heirs)}已经承受原当事人的权利义务" if heirs else "",
    )
    return "，".join(filter(None, said))


@guard("still_there", "各方都有没有死亡、终止或者已有人承受的当事人", version=2)
def still_there(world: World, *, role: tuple[str, ...]) -> Verdict:
    """Of each role somebody is left: no will is stated for the dead, nothing taken from them.

    Of several on one side those left go on, and the act says that it is not about whoever is gone.
    """
    roles = (role,) if isinstance(role, str) else role
    sides = [_of(world, each) for each in roles]
    gone = [party for side in sides for party in side if party.ended_on is not None]
    for side in sides:
        if side and all(party.ended_on is not None for party in side):
            return _ground(side[0])
    if not gone:
        return HOLDS
    names = "、".join(party.name for party in gone)
    return Holds(warning=f"{names}已经死亡或者终止，尚无人承受其权利义务；本次办理只对其余当事人发生效力。")


def nobody_left_of(world: World, missing: Iterable[str]) -> Ground | None:
    """Where all whom something never reached have died or ended, with nobody in the place, that is why; None otherwise."""
    views = [view for key in missing for view in world.state.parties if view.key == key]
    if not views or not all(view.ended_on for view in views):
        return None
    return replace(_ground(views[0], "，不能再向其送达、告知"), unknown=world.replay)


def nobody_reached(world: World, action: Action) -> Iterator[Ground]:
    """Against an act whose paper would go to somebody who has died or ended, with nobody in the place."""
    ended = _ended(world)
    for key in sorted(_reached(world, action) & ended.keys()) if ended else ():
        ground = _ground(ended[key], f"，不能向其作出“{action.title}”")
        yield replace(ground, cites=ground.cites or action.cites, about=key)


def nobody_speaking(world: World, action: Action, *, is_open: bool = False) -> Iterator[Ground]:
    """Against an act that would be that of somebody who has died or ended, with nobody in the place.

    What somebody said, asked for or gave up before that day is recorded of them still, where the act states its day;
    ``is_open``: it may state one yet.
    """
    ended = _ended(world)
    if not ended:
        return
    named = str(world.proposed.get("party") or "")
    for key in sorted(_speaking(world, action, named) & ended.keys() - _reached(world, action)):
        view = ended[key]
        if view.ended_on is None or any(day < view.ended_on for day in _days_stated(world, action)):
            continue
        ground = _ground(view, f"，不能由其“{action.title}”", remedy=_SPOKEN_BEFORE)
        yield replace(ground, cites=ground.cites or action.cites, about=key, unknown=is_open)


_NOBODY = (
    "有承受人的，登记承受；没有的，另有当事人的将其移出，只此一人的依法终止；注销登记可能被撤销的，先中止"
)
_SPOKEN_BEFORE = "有承受人的，登记承受后由承受人办理；此前已经提出的，如实填写提出之日"


def _ground(view: PartyView, hence: str = "", *, remedy: str = _NOBODY) -> Ground:
    """That somebody has died or ended with nobody in the place, and what therefore cannot be done."""
    return Ground(
        code=PARTY_ENDED,
        message=f"{view.name}已于{view.ended_on}死亡或者终止，尚无人承受其权利义务{hence}。",
        cites=tuple(view.ended_by),
        remedy=remedy,
    )


def _ended(world: World) -> dict[str, PartyView]:
    """Who had died or ended by the day of the act."""
    day = world.at.date()
    return {party.key: party for party in world.state.parties if party.ended_on and party.ended_on <= day}


def _reached(world: World, action: Action) -> set[str]:
    named = str(world.proposed.get("party") or "")
    return {
        key
        for issue in action.issues
        if issue.served_to
        for key in recipients(issue, world.procedure, world.state.parties, named)
    }


def _speaking(world: World, action: Action, party: str) -> frozenset[str]:
    """In whose name a party's own act is done: whoever it names, else those of the role where none of them is left."""
    role = world.procedure.roles.get(action.by)
    if role is None or not role.capacities:
        return frozenset()
    if party:
        return frozenset({party})
    views = [view for view in world.state.parties if view.capacity in role.capacities]
    return frozenset(v.key for v in views) if all(v.ended_on is not None for v in views) else frozenset()


def _days_stated(world: World, action: Action) -> Iterator[date]:
    """The legal days that an act states of itself."""
    for field in action.dated.values():
        said = world.proposed.get(field)
        if said:
            yield date.fromisoformat(str(said)[:10])


def _of(world: World, role: str) -> list[PartyView]:
    capacities = world.procedure.roles[role].capacities
    return [party for party in world.state.parties if party.capacity in capacities]
