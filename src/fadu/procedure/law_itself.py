# SPDX-License-Identifier: MulanPSL-2.0
"""What the law itself brings about: an act that follows by itself from a term that is over, a paper served, a case that ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import elsewhere
from fadu.procedure.clocks import readings
from fadu.procedure.decision import Ground
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.model import BY_LAW
from fadu.procedure.outlines import title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fadu.procedure.decision import Actor, World
    from fadu.procedure.model import Action, Trigger

#: the person by whom the law acts
LAW = "law"


def grounds(world: World, action: Action, actor: Actor) -> Iterator[Ground]:
    """Against who acts where the law or a person should: what the law brings about nobody does, and it does nothing else, nor too early."""
    if actor.person != LAW:
        message = f"“{action.title}”依法律规定自动发生，不由人办理。"
        yield Ground(code="by_law", message=message, cites=action.cites, remedy="不需办理，届时由系统记录")
        return
    if action.by != BY_LAW:
        yield Ground(
            code="not_by_law",
            message=f"“{action.title}”应由人办理。",
            cites=action.cites,
            remedy="由有权的人员办理",
        )
        return
    if action.on is not None and not _HAPPENED[action.on.kind](world, action.on):
        message = f"{_awaited(world, action.on)}。"
        yield Ground(code="not_over", message=message, cites=action.cites, remedy="不需办理，届时自动记录")


def _is_over(world: World, trigger: Trigger) -> bool:
    instances = readings(world, only=(trigger.name,))
    return any(r.state(world.at.date()) in {"expired", "overdue"} for r in instances)


def _has_ended(world: World, trigger: Trigger) -> bool:
    children = world.state.children_of(trigger.name)
    return any(c.outcome and (not trigger.outcomes or c.outcome in trigger.outcomes) for c in children)


def _is_served(world: World, trigger: Trigger) -> bool:
    today = world.at.date()
    if trigger.name in world.procedure.rests_on:
        return any(one.effective_on <= today for one in elsewhere.services(world.state, trigger.name))
    document = world.state.document(trigger.name)
    return document is not None and any(s.effective_on <= world.at.date() for s in document.services)


#: whether what brings an act about has happened, by kind of trigger
_HAPPENED: dict[str, Callable[[World, Trigger], bool]] = {
    "over": _is_over,
    "child": _has_ended,
    "child_opened": lambda world, trigger: bool(world.state.children_of(trigger.name)),
    "served": _is_served,
    "act": lambda world, trigger: bool(world.state.done(trigger.name)),
    "published": lambda world, trigger: any(rule == trigger.name for rule, _, _ in world.state.published),
    "field": lambda world, trigger: world.state.fields.get(trigger.name) is not None,
}


def _awaited(world: World, trigger: Trigger) -> str:
    """That what brings an act about has not come: of a term, that it is not over; of an act, that it was not done."""
    procedure, name = world.procedure, trigger.name
    if trigger.kind == "over":
        return f"“{procedure.clocks[name].title}”尚未届满"
    if trigger.kind in {"child", "child_opened"}:
        return f"“{title_of(name)}”尚未{'办结' if trigger.kind == 'child' else '开始'}"
    if trigger.kind == "field" and name in procedure.fields:
        return f"“{procedure.fields[name].title}”尚未填写"
    if trigger.kind == "published":
        return "尚未公示"
    resting = procedure.rests_on.get(name)
    issuing = (a.title for a in procedure.actions.values() if any(i.template == name for i in a.issues))
    if trigger.kind == "served":
        return f"“{resting.title}”尚未送达" if resting else f"“{next(issuing, '')}”的文书尚未送达"
    done = procedure.actions.get(name)
    return f"“{done.title if done else BUILT_IN.get(name, '')}”尚未办理"
