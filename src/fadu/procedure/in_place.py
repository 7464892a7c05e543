# SPDX-License-Identifier: MulanPSL-2.0
"""Where the acts of every procedure have their place: what is not offered in a case as it stands is not accepted in it either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.compiled import rules_of
from fadu.procedure.decision import Ground
from fadu.procedure.entry import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fadu.procedure.decision import World


def grounds(world: World, action: str) -> Iterator[Ground]:
    """Why a built-in act has no place in the case as it stands, whatever is filled in; none in a history."""
    has_its_place = _PLACES.get(action)
    if world.replay or has_its_place is None or has_its_place(world):
        return
    stage = world.procedure.stages.get(world.state.stage)
    how = "已经办结" if stage is not None and stage.final else "还没有开始"
    yield Ground(
        code="not_running", message=f"本案{how}，不能“{BUILT_IN[action]}”。", remedy="在案件办理中办理"
    )


def is_open(world: World) -> bool:
    """Whether the case has begun and has not ended."""
    stage = world.procedure.stages.get(world.state.stage)
    return stage is not None and not stage.final


def has_parties(world: World) -> bool:
    """Whether somebody is in the case who may die, end or change: after its end, too, while something is still owed in it."""
    return bool(world.state.parties)


def names_parties(world: World) -> bool:
    """Whether the case has begun and somebody is in it whose name may be mistyped: after its end, too, for its papers name him still."""
    return bool(world.state.parties and world.state.entries)


def is_staffed(world: World) -> bool:
    """Whether somebody is assigned in the case still: it is open, or an act after its end falls to who is assigned.

    Whoever filed the dossier may have left by then; another must be able to take their place.
    """
    return is_open(world) or any(_is_for_the_assigned(world, key) for key in _roles_to_act(world))


def _roles_to_act(world: World) -> Iterator[str]:
    """The roles to which the acts of an ended case fall."""
    stage = world.procedure.stages.get(world.state.stage)
    if stage is None:
        return
    for rule in rules_of(world.procedure).values():
        if stage.key in rule.stages:
            yield from (rule.action.by, *rule.action.signs)


def _is_for_the_assigned(world: World, key: str) -> bool:
    role = world.procedure.roles.get(key)
    return role is not None and bool(role.assigned_by)


#: built-in act -> whether the case is such that it has its place; the others have it always
_PLACES: dict[str, Callable[[World], bool]] = {
    "assign": is_staffed,
    "release": is_staffed,
    "add_party": is_open,
    "remove_party": is_open,
    "succeed": has_parties,
    "correct_party": names_parties,
}
