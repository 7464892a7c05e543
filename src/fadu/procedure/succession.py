# SPDX-License-Identifier: MulanPSL-2.0
"""Succession: a party that died, ended or changed, and who takes its place.

What passes on and what must be told afresh is said by the law's closed lists, one for each effect: another takes the place
(``successor``: a new party, to whom all is told afresh), the same subject goes on (``continuing``: what was told stands),
ended with nobody in its place (``ended``), restored (``restored``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fadu.law.limit import Option
    from fadu.procedure.decision import World
    from fadu.procedure.state import State

SUCCEED = "succeed"
SUCCESSOR, CONTINUING, ENDED, RESTORED = EFFECTS = ("successor", "continuing", "ended", "restored")


def options(world: World, effect: str) -> tuple[Option, ...]:
    """The grounds with an effect that the law knows on the day of the act; none where it has no such list."""
    try:
        return tuple(world.law.options(f"succession/{effect}", world.at.date()))
    except FaduError:
        return ()


def effect_of(world: World, ground: str) -> tuple[str, Option] | None:
    """What a ground brings about, and what the law says of it; None for one it does not know on the day of the act."""
    known = ((effect, option) for effect in EFFECTS for option in options(world, effect))
    return next((each for each in known if each[1].key == ground), None)


def recorded(world: World, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What is recorded of a succession: what was filled in, what it brings about, what passes on, and by which articles."""
    known = effect_of(world, str(payload.get("ground") or ""))
    if known is None:
        return dict(payload)
    effect, option = known
    return {**payload, "effect": effect, "passes_on": option.note, "cites": list(option.cites)}


def objections(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against a succession: who is meant, on what ground, since when, who takes the place."""
    known = effect_of(world, str(payload.get("ground") or ""))
    if known is None:
        every = [option for effect in EFFECTS for option in options(world, effect)]
        titles = [option.title for option in every]
        yield Ground(
            code="no_such_ground",
            message="没有这一承受、变更的情形，或者在办理之日尚无依据。",
            cites=tuple(dict.fromkeys(cite for option in every for cite in option.cites)),
            remedy=f"选择：{'；'.join(titles)}" if titles else "核对办理日期",
        )
        return
    effect, option = known
    yield from _party(world.state, str(payload.get("party") or ""), effect, option)
    yield from _day(world, payload, option)
    if effect == SUCCESSOR and not all(payload.get(key) for key in ("successor", "name", "kind")):
        yield Ground(
            code="no_successor",
            message=f"“{option.title}”应写明由谁承受。",
            cites=option.cites,
            remedy="填写承受人；无人承受的，选择死亡或者终止而无人承受的情形",
        )
    if effect == SUCCESSOR and payload.get("successor") == payload.get("party"):
        yield Ground(
            code="own_successor",
            message="承受人不能是原当事人自己。",
            cites=option.cites,
            remedy="改正承受人；主体没有改变的，选择主体不变的情形",
        )


def _party(state: State, key: str, effect: str, option: Option) -> Iterator[Ground]:
    view = next((party for party in state.parties if party.key == key), None)
    divided = (
        effect == SUCCESSOR
        and option.key == "division"
        and any(s.predecessor == key for s in state.successions)
    )
    if view is None and not divided:
        yield Ground(
            code="not_a_party",
            message="所选的人不是本案当事人。",
            cites=option.cites,
            remedy="选择本案当事人",
        )
    elif view is not None and effect == RESTORED and view.ended_on is None:
        yield Ground(
            code="not_ended",
            message=f"没有登记{view.name}已经终止，谈不上恢复。",
            cites=option.cites,
            remedy="先登记其终止，或者选择其他情形",
        )
    elif view is not None and effect == ENDED and view.ended_on is not None:
        yield Ground(
            code="ended_already",
            message=f"{view.name}已登记于{view.ended_on}死亡或者终止。",
            cites=option.cites,
            remedy="不再重复登记",
        )


def _day(world: World, payload: Mapping[str, Any], option: Option) -> Iterator[Ground]:
    try:
        day = date.fromisoformat(str(payload.get("happened_on") or ""))
    except ValueError:
        yield Ground(code="invalid", message="发生之日应为日期，如 2022-03-01。", remedy="改正日期")
        return
    if day > world.at.date():
        yield Ground(
            code="day_ahead",
            message=f"“发生之日”为{day}，晚于办理之日{world.at.date()}。",
            cites=option.cites,
            remedy="改正“发生之日”，或者到该日再登记",
        )
<<<<<<< HEAD
=======


def nobody_left_of(world: World, missing: Iterable[str]) -> Ground | None:
    """Where all whom something never reached have died or ended, with nobody in the place, that is why; None otherwise."""
    views = [view for key in missing for view in world.state.parties if view.key == key]
    if world.replay or not views or not all(view.ended_on for view in views):
        return None
    names = "、".join(dict.fromkeys(f"{view.name}已于{view.ended_on}死亡或者终止" for view in views))
    return Ground(
        code="party_ended",
        message=f"{names}，尚无人承受其权利义务，不能再向其送达、告知。",
        cites=tuple(views[0].ended_by),
        remedy=_WAYS_ON,
    )


#: what is lawful where somebody has died or ended and nobody stands in the place yet
_WAYS_ON = (
    "有承受人的，登记承受；没有的，另有当事人的将其移出，只此一人的依法终止；注销登记可能被撤销的，先中止"
)


def nobody_reached(world: World, action: Action) -> Iterator[Ground]:
    """Against an act whose paper would go to somebody who has died or ended, with nobody in the place."""
    ended = _ended(world)
    for key in sorted(_reached(world, action) & ended.keys()) if ended else ():
        view = ended[key]
        yield Ground(
            code="party_ended",
            message=f"{view.name}已于{view.ended_on}死亡或者终止，尚无人承受其权利义务，不能向其作出“{action.title}”。",
            cites=tuple(view.ended_by) or action.cites,
            remedy=_WAYS_ON,
            about=key,
        )


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
        yield Ground(
            code="party_ended",
            message=f"{view.name}已于{view.ended_on}死亡或者终止，尚无人承受其权利义务，不能由其“{action.title}”。",
            cites=tuple(view.ended_by) or action.cites,
            remedy="有承受人的，登记承受后由承受人办理；此前已经提出的，如实填写提出之日",
            about=key,
            unknown=is_open,
        )


def _ended(world: World) -> dict[str, PartyView]:
    """Who has died or ended; nobody in a history, where what was done was done."""
    return {} if world.replay else {party.key: party for party in world.state.parties if party.ended_on}


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
>>>>>>> e551e5dc (Say of the dead that they died, of a suit that reconsideration comes first, and why a kind is not of a basis)
