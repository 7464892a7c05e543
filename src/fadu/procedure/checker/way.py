# SPDX-License-Identifier: MulanPSL-2.0
"""The straight way: in each stage that is not final, whatever the answers to its conditions, there is one ordinary act or one wait.

The turn is the first step of the way that is still to come. So the way never runs out while the case stays in its stage where
its last step is unconditional and leads out of it; and somebody can be found for each step where its role is held by a post or assigned by one.
A case of its own that deals with the proposal is waited for in every stage in which it can be opened: else the way goes past it.
Each term of the bureau is kept by an act that a turn names, so that whoever must act sees its last day and no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker.report import Line
from fadu.procedure.compiled import stages_of
from fadu.procedure.model import BUREAU_RIGHT, BY_LAW
from fadu.procedure.outlines import title_of
from fadu.procedure.own_terms import kept_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.model import Action, Procedure, Stage, WayStep


def lines(procedure: Procedure) -> Iterator[Line]:
    """One line for each stage that is not final, and one for those who are to be found; what is only replayed waits for nobody."""
    if procedure.replay_only:
        return
    lost = next(_lost(procedure), "")
    yield Line(
        code="way:roles",
        title="轮到谁，都能按岗位、指派或者身份找到人",
        ok=not lost,
        witness=lost
        or "办理、签署、送达、指派的角色都有岗位，或者由有岗位的人指派；等待的是当事人或者其他机关",
    )
    if procedure.beside:
        problem = next(_beside(procedure), "")
        said = "，".join(words(procedure, step) for step in procedure.beside)
        yield Line(
            code="way:beside", title="并行应办的，都有阶段可以办理", ok=not problem, witness=problem or said
        )
    unnamed = next(_unnamed(procedure), "")
    yield Line(
        code="way:terms",
        title="本机关的每一期限，守住它的动作都在通常办理（way）或者并行应办（beside）之中，或者是送达、公示",
        ok=not unnamed,
        witness=unnamed or "每一期限都有人在自己的待办中看到其最后一日",
    )
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
    after = "、".join(procedure.actions[name].title for name in step.after)
    called_for = f"（在“{after}”之后）" if after else ""
    within = f"（在“{procedure.clocks[step.within].title}”以内）" if step.within else ""
    terms = "、".join(procedure.clocks[key].title for key in step.missed)
    missed = f"（“{terms}”届满没有履行的）" if terms else ""
    return f"{step.called or procedure.actions[step.action].title}{called_for}{within}{missed}{under}"


def _beside(procedure: Procedure) -> Iterator[str]:
    for step in procedure.beside:
        action = procedure.actions.get(step.action)
        if action is None:
            yield f"没有名为“{step.action}”的动作。"
        elif action.by == BY_LAW:
            yield f"“{action.title}”依法自动发生，无人办理。"
        elif not stages_of(procedure, action) & procedure.stages.keys():
            yield f"“{action.title}”不在任何阶段办理。"
        for key in step.missed:
            if procedure.clocks[key].whose in ("bureau", BUREAU_RIGHT):
                yield f"“{procedure.clocks[key].title}”是本机关的期限：写在哪一期限内办（within）。"


def _unnamed(procedure: Procedure) -> Iterator[str]:
    """Terms of the bureau whose keeping nobody is told of: the first of what stops them is an act that no turn names."""
    steps = (*(step for stage in procedure.stages.values() for step in stage.way), *procedure.beside)
    named = {step.action for step in steps}
    for clock in procedure.clocks.values():
        kept = kept_by(clock)
        if clock.whose != "bureau" or clock.target or kept is None or kept.kind != "act":
            continue
        action = procedure.actions.get(kept.name)
        if action is not None and action.by != BY_LAW and kept.name not in named:
            yield (
                f"“{clock.title}”由“{action.title}”守住（stops 的第一项），而没有一项待办写明它："
                f"在 beside 中写 {{do: {kept.name}, within: {clock.key}}}，或者把通常守住它的动作写在 stops 的第一项。"
            )


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
    yield from _passed_over(procedure, stage)
    last = stage.way[-1]
    if last.when or last.after or not last.action or not _leads_out(procedure.actions[last.action], stage):
        yield "最后一步不是在任何情形下都使案件离开本阶段的动作：办完前面各步以后，没有下一步。"


def _passed_over(procedure: Procedure, stage: Stage) -> Iterator[str]:
    """Cases that an act opens in the stage to deal with the proposal, and that no step waits for."""
    waited = {step.child for step in stage.way}
    for action in procedure.actions.values():
        needs = {str(use.args.get("condition", "")) for use in action.guards if use.name == "is"}
        always = [s for s in stage.way if s.action == action.key and not s.after and needs.issuperset(s.when)]
        if always or stage.key not in stages_of(procedure, action):
            continue  # the step that does it, whenever it may be done, waits for what it opened
        for opening in action.opens:
            if opening.deals_with and opening.matter not in waited:
                yield (
                    f"“{action.title}”在本阶段启动“{title_of(opening.matter)}”，就拟处理意见办理，而没有一步等它办结："
                    f"在 way 中写 {{child: {opening.matter}}}。"
                )


def _of_step(procedure: Procedure, stage: Stage, step: WayStep) -> Iterator[str]:
    if not step.action:
        return
    action = procedure.actions[step.action]
    if stage.key not in stages_of(procedure, action):
        yield f"“{action.title}”不在本阶段办理。"
    if action.by == BY_LAW:
        yield f"“{action.title}”依法自动发生，无人办理：写等待（wait）。"


def _lost(procedure: Procedure) -> Iterator[str]:
    """Whose turn it might be and who could not be found: in acts, signatures, ends of pauses, papers to be served, and waits."""
    roles = procedure.roles
    acting = dict.fromkeys(key for action in procedure.actions.values() for key in action.actors)
    for role in (roles[key] for key in acting if key in roles):
        if not role.capacity and not role.post:
            yield f"“{role.title}”没有岗位，也不是当事人的身份。"
        assigner = roles.get(role.assigned_by)
        if assigner is not None and (assigner.assigned_by or not assigner.post):
            yield f"“{role.title}”由“{assigner.title}”指派，而“{assigner.title}”自己没有岗位，或者也要先由人指派。"
    if any(action.issues for action in procedure.actions.values()) and not any(
        r.post for r in roles.values()
    ):
        yield "出具文书，而没有任何有岗位的角色可以送达。"
    for stage in procedure.stages.values():
        for step in stage.way:
            awaited = roles.get(step.waits_for)
            if awaited is not None and not awaited.capacity:
                yield f"“{stage.title}”等待“{awaited.title}”，那是本机关的岗位：写应办的动作（do）。"


def _leads_out(action: Action, stage: Stage) -> bool:
    return bool(action.to) and action.to != stage.key
