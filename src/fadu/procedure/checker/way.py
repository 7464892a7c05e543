# SPDX-License-Identifier: MulanPSL-2.0
"""The straight way: in each stage that is not final, whatever the answers to its conditions, there is one ordinary act or one wait.

The turn is the first step of the way that is still to come. So the way never runs out while the case stays in its stage where
its last step is unconditional and leads out of it; and somebody can be found for each step where its role is held by a post or assigned by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker.report import Line
from fadu.procedure.compiled import stages_of
from fadu.procedure.model import BY_LAW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.model import Action, Procedure, Stage, WayStep


def lines(procedure: Procedure) -> Iterator[Line]:
    """One line for each stage that is not final; what is only replayed waits for nobody."""
    if procedure.replay_only:
        return
    for stage in procedure.stages.values():
        if not stage.final:
            problem = next(_problems(procedure, stage), "")
            yield Line(
                code=f"way:{stage.key}",
                title=f"阶段“{stage.title}”写明通常怎样办理，总有一个动作或者一项等待",
                ok=not problem,
                witness=problem or f"通常：{'，'.join(words(procedure, step) for step in stage.way)}",
                source=stage.source,
            )


def words(procedure: Procedure, step: WayStep) -> str:
    """A step as people read it."""
    met = "、".join(procedure.conditions[key].title for key in step.when)
    under = f"（{met}时）" if met else ""
    if step.waits_for:
        role = procedure.roles.get(step.waits_for)
        return f"等待{role.title if role else step.waits_for}，至“{procedure.clocks[step.until].title}”届满{under}"
    if step.child:
        return f"等待子程序办结{under}"
    return f"{procedure.actions[step.action].title}{under}"


def _problems(procedure: Procedure, stage: Stage) -> Iterator[str]:
    if not stage.way:
        yield "没有写通常怎样办理（way）。"
        return
    unknown = [step.action for step in stage.way if step.action and step.action not in procedure.actions]
    if unknown:
        yield f"没有名为“{unknown[0]}”的动作。"
        return
    for step in stage.way:
        yield from _of_step(procedure, stage, step)
    last = stage.way[-1]
    if last.when or not last.action or not _leads_out(procedure.actions[last.action], stage):
        yield "最后一步不是在任何情形下都使案件离开本阶段的动作：办完前面各步以后，没有下一步。"


def _of_step(procedure: Procedure, stage: Stage, step: WayStep) -> Iterator[str]:
    if not step.action:
        return
    action = procedure.actions[step.action]
    if stage.key not in stages_of(procedure, action):
        yield f"“{action.title}”不在本阶段办理。"
    if action.by == BY_LAW:
        yield f"“{action.title}”依法自动发生，无人办理：写等待（wait）。"
    for role in (procedure.roles[key] for key in action.actors if key in procedure.roles):
        assigning = procedure.roles[role.assigned_by].post if role.assigned_by else role.post
        if not role.capacity and not assigning:
            yield f"“{action.title}”由“{role.title}”办理，这一角色没有岗位，也没有人指派。"


def _leads_out(action: Action, stage: Stage) -> bool:
    return bool(action.to) and action.to != stage.key
