# SPDX-License-Identifier: MulanPSL-2.0
"""What whoever goes on with a case compares: no rule weighs words against a proposal, so whoever does the act that rests on them
is asked, with both before his eyes: the resolution and what is decided, what a review wanted changed and what was changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.letters import within_quotes
from fadu.procedure import asked_changes, opinions, proposal_words, replies
from fadu.procedure.outlines import asks_for_change
from fadu.procedure.proposal import current, proposes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action


def doubts(world: World, action: Action) -> Iterator[str]:
    """What whoever does an act is to compare with what was said before, by whomever it rests on."""
    yield from _sent_as_it_was(world, action)
    yield from _wanted(world, action)
    yield from replies.doubts(world, action)
    yield from _resolved(world, action)


def _sent_as_it_was(world: World, action: Action) -> Iterator[str]:
    """Where something is sent again to whoever did not agree to it, that nothing has changed."""
    sent = {step for opening in action.opens for step in opening.deals_with}
    for said in opinions.standing(world.procedure, world.state) if sent else ():
        if said.step.key in sent and said.child and not said.again and opinions.is_as_it_was(world, said):
            yield f"“{said.step.title}”（{said.child.case}）的意见是“{said.title}”，此后拟处理意见没有改变：应当先照其意见处理；仍照原意见再次办理的，应当有新的材料或者理由。"


def _wanted(world: World, action: Action) -> Iterator[str]:
    """Where an act rests on a review that agreed once something is changed: what it asked for, and what is another since."""
    for said in opinions.standing(world.procedure, world.state):
        child = said.child
        if child is None or not asks_for_change(child):
            continue
        if opinions.is_rested_on(world.procedure, world.state, action, said):
            changes = proposal_words.changes(world, child.opened_seq)
            yield asked_changes.to_compare(said.step.title, said.title, child, changes)


def _resolved(world: World, action: Action) -> Iterator[str]:
    """Where an act rests on what was resolved: both, side by side, for the one who does it."""
    for said in opinions.agreeing(world.procedure, world.state):
        text = opinions.resolved(said)
        if (
            not text
            or said.child is None
            or not opinions.is_rested_on(world.procedure, world.state, action, said)
        ):
            continue
        if said.is_on_a_draft or opinions.is_as_it_was(world, said):
            yield f"“{said.step.title}”（{said.child.case}）决议：“{within_quotes(text)}”，{_now(world, action)}。请核对与决议一致。"


def _now(world: World, action: Action) -> str:
    version = current(world) if proposes(world.procedure, action) else None
    falling = proposal_words.measures(world, version) if version else ""
    return f"现在拟决定的是：{falling}" if falling else f"现在办理的是“{action.title}”"
