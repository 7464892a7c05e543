# SPDX-License-Identifier: MulanPSL-2.0
"""What can still be done where an act does not belong to the stage of the case: wait for its stage, lead the case back to it, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.compiled import Rule, rules_of
from fadu.procedure.model import BY_LAW, START
from fadu.procedure.once import once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.model import Procedure


def remedy(world: World, rule: Rule) -> str:
    """What is true to say of an act out of its stage.

    Its stage lies ahead: it is done then. The case has been led past it: by which acts of this stage it may come there again, if the case
    allows them; where there are none, that it is over. Registration is done once.
    """
    here, procedure = world.state.stage, world.procedure
    stages = {name for name in rule.stages if name in procedure.stages}
    if here not in procedure.stages:
        return "先登记本案"
    if not stages:
        return (
            "本案已经登记，不再重复登记；另有新的事项的，另行登记"
            if START in rule.stages
            else "本案不办理此事"
        )
    if stages & _ahead(procedure)[here]:
        return "按程序办理到该环节后再办"
    been = "该环节已过" if stages & _visited(world) else "本案现在不经过该环节"
    back = "、".join(f"“{title}”" for title in _back(world, stages))
    if back:
        return f"{been}；符合条件的，办理{back}而回到该环节以后再办"
    ended = procedure.stages[here].final
    return f"{been}，不能再办；{'本案已经办结，' if ended else ''}现在能办的，见案件页的“下一步”"


def _visited(world: World) -> set[str]:
    """The stages through which the case has come."""
    actions = world.procedure.actions
    return {actions[e.action].to for e in world.state.entries if e.action in actions} - {""}


def _back(world: World, stages: set[str]) -> Iterator[str]:
    """The acts of this stage that lead the case to where one of those stages lies ahead, or is reached."""
    ahead, here = _ahead(world.procedure), world.state.stage
    for rule in rules_of(world.procedure).values():
        to = rule.action.to
        if (
            here in rule.stages
            and to
            and to != here
            and rule.action.by != BY_LAW
            and stages & {to, *ahead[to]}
        ):
            yield rule.action.title


def _ahead(procedure: Procedure) -> Mapping[str, frozenset[str]]:
    """The stages that lie ahead of each: to which acts lead on, in the order in which the procedure lists them."""
    return once(procedure, _stages_ahead)


def _stages_ahead(procedure: Procedure) -> Mapping[str, frozenset[str]]:
    order = {name: place for place, name in enumerate(procedure.stages)}
    on: dict[str, set[str]] = {name: set() for name in procedure.stages}
    for rule in rules_of(procedure).values():
        for name in rule.stages & order.keys():
            if rule.action.to and not rule.action.returns and order[rule.action.to] > order[name]:
                on[name].add(rule.action.to)
    reached: dict[str, frozenset[str]] = {}
    for name in reversed(list(procedure.stages)):
        reached[name] = frozenset(on[name]).union(*(reached[each] for each in on[name]))
    return reached
