# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever investigated decides upon his own findings: by another post, or by a delegation of it.

The head examines what the investigation found (行政处罚法 57). Nobody signs twice in one act, but the second of two who
investigated has not signed in it, and may have been lent the head's post. Few bureaus have somebody else always: so it is
recorded, said with the act and listed for somebody to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action

#: the ground, and the rule under which it is found
OWN_FINDINGS = "decided_own_findings"
#: the step of a proposal that is its decision
_DECIDED = "decided"


def doubts(world: World, action: Action) -> Iterator[Ground]:
    """What is to be said of an act that decides on a proposal, where whoever signs last was of those who investigated."""
    rule, actor = world.procedure.proposal, world.actor
    if rule is None or actor is None or _DECIDED not in action.deals_with:
        return
    step, last = rule.steps[_DECIDED], action.signs[-1] if action.signs else action.by
    teams = [role for role in world.procedure.roles.values() if role.together > 1 and role.assigned_by]
    role = next((each for each in teams if (actor.person, each.key) in world.state.taken), None)
    if role is None or step.by != last:
        return
    name, deciding = actor.name or actor.person, world.procedure.roles[last].title
    yield Ground(
        code=OWN_FINDINGS,
        message=f"{name}在本案中任“{role.title}”，又以“{deciding}”作出决定：对调查结果的审查应当由没有参加调查的人作出。",
        cites=step.cites,
        remedy="由没有参加调查的负责人决定；已经作出的，核对授权和有无其他负责人可以决定",
        unknown=True,
    )
