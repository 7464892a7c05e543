# SPDX-License-Identifier: MulanPSL-2.0
"""A change of the proposal that changes nothing: it may be registered, for an act is what was done, but it is asked whether it is meant.

It takes up no opinion (``opinions``) and asks no other review, so whoever sends it by mistake believes to have answered what still waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import opinions
from fadu.procedure.proposal import current, is_same, proposes, versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action


def doubts(world: World, action: Action) -> Iterator[str]:
    """What is to be said of an act that is to change the proposal and leaves each of its words and everything else it sets as it was."""
    rule, made = world.procedure.proposal, versions(world.procedure, world.state)
    if rule is None or action.key not in rule.changed_by or not proposes(world.procedure, action) or not made:
        return
    now, before = current(world), made[-1]
    if now is None or (now.digest, now.prose) != (before.digest, before.prose):
        return
    beside = [key for key in (*action.sets, *action.may_set) if key not in rule.parts]
    if all(is_same(world.state.fields.get(key), world.proposed.get(key)) for key in beside):
        yield (
            f"与现在的拟处理意见（第{before.number}稿）逐项相同，没有改变{_waiting(world)}。"
            f"先改正要改变的各项；没有要改变的，不必办理“{action.title}”。"
        )


def _waiting(world: World) -> str:
    """What such a change does not do, where that waits to be done."""
    if not opinions.open_in(world):
        return "，也不因此重新审核"
    return "：审核意见仍然没有处理，也不因此重新审核"
