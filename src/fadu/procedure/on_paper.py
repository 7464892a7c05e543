# SPDX-License-Identifier: MulanPSL-2.0
"""An act that somebody did on paper while in post and cannot enter any more: entered late by another, who says who did it (补录).

Whoever did it is the actor, and held the post on the day the act bears. Whoever enters it holds that post now, or the one that
assigns to it, and is named with the act as the one through whom it came, with the paper by which it stands. That paper lies in
the file, taken in by a third person: nobody makes an act of somebody who is gone by himself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import who
from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import Actor, World
    from fadu.procedure.model import Action, Role
    from fadu.procedure.state import Pending


def is_entered(world: World) -> bool:
    """Whether the act asked for is one that another enters for whoever did it."""
    return world.actor is not None and bool(world.actor.entered_by)


def grounds(world: World, action: Action, pending: Pending | None) -> Iterator[Ground]:
    """What speaks against entering it so; whether whoever did it might do it on that day is asked as of anybody (``who``)."""
    if world.replay or world.actor is None or not is_entered(world):
        return
    recorded, recorder, cites = world.as_recorded(), world.recorder, action.cites
    if recorded is None or recorder is None:
        message = "写明由他人在以前办理的，应当填写当时的办理时间；现在办理的由办理人自己办理。"
        yield Ground(
            code="not_entered_late", message=message, cites=cites, remedy="填写当时的办理时间，或者自己办理"
        )
        return
    key = who.next_role(action, pending)
    role = world.procedure.roles.get(key)
    if role is None or role.capacity:
        message = f"“{action.title}”不是由在任人员办理的，不写明由谁在任时办理。"
        yield Ground(code="entered_for_nobody", message=message, cites=cites, remedy="照常登记")
        return
    by_now = max((world.at, *(entry.at for entry in world.state.entries)))
    recorded = recorded.with_(at=by_now)  # whoever took the place of another was assigned after the act
    yield from _doer(world, recorded, role, action)
    yield from _recorder(recorded, recorder, role, action, pending)
    yield from _paper(world, recorder, action)


def of_built_in(world: World) -> Iterator[Ground]:
    """Against an act every procedure knows: it keeps the file of today, and whoever does it says so himself."""
    if is_entered(world) and not world.replay:
        message = "这一动作由现在在任的人员自己登记，不由他人代为补录。"
        yield Ground(code="entered_for_nobody", message=message, remedy="由现在在任的人员登记")


def warnings(world: World) -> tuple[str, ...]:
    """What is said of such an act, when it is done and ever after."""
    if world.actor is None or world.recorder is None or not is_entered(world):
        return ()
    return (
        f"由{world.actor.name}于{world.at:%Y-%m-%d}办理，{world.recorder.name}凭案卷中的《{world.actor.mandate}》补录。",
    )


def _doer(world: World, recorded: World, role: Role, action: Action) -> Iterator[Ground]:
    """Whoever did it enters it himself, as long as he may."""
    still = world.still
    if still is not None and who.lacks(recorded, role, still, action.key) is None:
        message = f"{still.name}现在仍任“{role.title}”，所办的由其本人登记。"
        yield Ground(
            code="still_in_post", message=message, cites=action.cites, remedy="由其本人按当时办理的时间补录"
        )


def _recorder(
    recorded: World, actor: Actor, role: Role, action: Action, pending: Pending | None
) -> Iterator[Ground]:
    """Whoever enters it holds the same post now, or the one that assigns to it, and keeps out of nothing in the case."""
    lack = who.lacks(recorded, role, actor, action.key)
    if lack is None:
        yield from who.apart(recorded, role.key, actor.person)
    else:
        above = recorded.procedure.roles.get(role.assigned_by)
        if above is None or who.lacks(recorded, above, actor, action.key) is not None:
            message = f"补录须由现任“{role.title}”或者指派其办案的负责人登记：{lack.message}"
            remedy = "请现任该岗位的人员补录"
            yield Ground(
                code="recorder_not_in_post", message=message, cites=lack.cites or action.cites, remedy=remedy
            )
    if pending is not None and actor.person in {one.person for one in pending.signatures}:
        message = "您已在本次签批中签署，不得再补录他人对您意见的签署。"
        yield Ground(code="self_approval", message=message, cites=action.cites, remedy="由他人补录")
    if actor.person in recorded.conflicts:
        message = f"您应当回避：{recorded.conflicts[actor.person]}。"
        yield Ground(code="conflict", message=message, cites=role.cites or action.cites, remedy="由他人补录")


def _paper(world: World, recorder: Actor, action: Action) -> Iterator[Ground]:
    """The paper that shows the act lies in the file, and somebody else than whoever enters the act took it in."""
    title = world.actor.mandate if world.actor else ""
    taken_in = world.state.filed(title)
    if not taken_in:
        message = f"案卷中没有《{title}》。" if title else "没有写明当时签署的原件。"
        yield Ground(
            code="no_paper_of_it",
            message=message + "由他人补录的，凭案卷中当时签署的原件（扫描件）。",
            cites=action.cites,
            remedy="先把原件的扫描件收入材料，再写明它的名称",
        )
    elif all(any(one.person == recorder.person for one in each.by) for each in taken_in):
        yield Ground(
            code="own_paper",
            message=f"《{title}》由补录人自己收入案卷；补录他人的办理行为，原件由另一人收入。",
            cites=action.cites,
            remedy="由另一人核对原件并收入材料",
        )
