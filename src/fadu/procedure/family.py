# SPDX-License-Identifier: MulanPSL-2.0
"""The family of a case: the guards that ask how its child cases ended, and what related cases told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.offering import guard
from fadu.procedure.outlines import is_affirmed, outcome_title, title_of

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World


@guard("child", "子程序办结")
def child(
    world: World, *, matter: str, outcome: tuple[str, ...] = (), topic: str = "", since: tuple[str, ...] = ()
) -> Verdict:
    """The last child case of the matter has ended with one of the outcomes; with ``since``, after the latest of those.

    The last: an opinion of disagreement is not made good by an older one that agreed.
    """
    after = world.state.latest(since)
    children = [
        c for c in world.state.children_of(matter, topic) if c.opened_seq > after or c.ended_seq > after
    ]
    wanted = (outcome,) if isinstance(outcome, str) else tuple(outcome)
    if children and children[-1].outcome and (not wanted or children[-1].outcome in wanted):
        return HOLDS
    name = _opened_as(world, matter, topic)
    if not children:
        return Ground(
            code="no_child", message=f"尚未启动“{name}”。", remedy="先启动该程序", unknown=world.replay
        )
    open_ = [c.case for c in children if not c.outcome]
    if open_:
        return Ground(
            code="child_open", message=f"“{name}”（{'、'.join(open_)}）尚未办结。", remedy="待其办结"
        )
    ended = outcome_title(matter, children[-1].outcome)
    allowed = "、".join(f"“{outcome_title(matter, each)}”" for each in wanted)
    return Ground(
        code="child_outcome",
        message=f"“{name}”的结果是“{ended}”；须是{allowed}，才可办理本动作。",
        remedy="按其结果处理后重新启动",
    )


def _opened_as(world: World, matter: str, topic: str) -> str:
    """What a child case is called here: one on a topic by the act that opens it, others by their kind."""
    opening = [
        a.title for a in world.procedure.actions.values() for o in a.opens if topic and o.topic == topic
    ]
    return opening[0] if opening else title_of(matter)


@guard("told", "关联案件已告知")
def told(world: World, *, matter: str, outcome: tuple[str, ...] = (), since: tuple[str, ...] = ()) -> Verdict:
    """A case of the family told this one so; with ``since``, after the latest of those."""
    if world.state.tellings(matter, outcome, after=world.state.latest(since)):
        return HOLDS
    return Ground(
        code="not_told",
        message=f"“{title_of(matter)}”尚未告知本案有关结果。",
        remedy="先在该案登记",
        unknown=world.replay,
    )


@guard("resolved", "议题通过")
def resolved(world: World, *, topic: str, since: tuple[str, ...] = ()) -> Verdict:
    """The last child on the topic ended with an outcome that affirms; with ``since``, opened after the latest of those."""
    after = world.state.latest(since)
    items = [c for c in world.state.children_on(topic) if c.opened_seq > after]
    if items and is_affirmed(items[-1]):
        return HOLDS
    if items and not items[-1].outcome:
        return Ground(code="not_resolved", message="集体讨论尚未作出决议。", remedy="待集体讨论作出决议")
    return Ground(
        code="not_discussed", message="尚未经集体讨论通过。", remedy="提请集体讨论", unknown=world.replay
    )
