# SPDX-License-Identifier: MulanPSL-2.0
"""Turns after an opinion that is not agreement: the act by which it is taken up comes before the next step of the way.

Nobody is sent in a circle: who examined, reviewed or decided together and did not agree is not asked again before the proposal was
changed or what was lacking is there, and what they said stands in the turn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.procedure import engine, opinions, sent_back
from fadu.procedure.compiled import rules_of
from fadu.procedure.turns_base import Day, Turn, day_of, due
from fadu.procedure.turns_papers import handling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.procedure.opinions import Opinion

#: by which what was lacking is supplied
_SUPPLY = "attach"


def after_opinions(day: Day, coming: Iterable[Turn]) -> Iterator[Turn]:
    """The turns of the way, with what an opinion asks for before its acts; while a child is open, that is waited for."""
    steps, open_ = tuple(coming), opinions.open_in(day.world)
    asked = next(filter(None, (_taking_up(day, said) for said in reversed(open_))), None)
    if asked is None or any(turn.kind == "child" for turn in steps):
        yield from _came_back(day, steps)
        yield from (_again(day, turn) for turn in steps)
        return
    yield asked
    yield from (turn for turn in steps if turn.kind == "wait")


def _taking_up(day: Day, said: Opinion) -> Turn | None:
    """The act by which an opinion is taken up: the first that the case allows; None where there is none."""
    world, since = day.world, day_of(day.world, said.seq)
    if said.again:
        role = handling(world)
        return Turn(kind="act", what=_SUPPLY, role=role, since=since, about=said.about)
    rules, rule = rules_of(world.procedure), world.procedure.proposal
    for key in rule.changed_by if rule else ():
        if world.state.stage in rules[key].stages and engine.is_open(world, rules[key]):
            turn = due(day, world.procedure.actions[key], kind="act", since=since)
            return replace(turn, about=said.about)
    return None


def _came_back(day: Day, steps: Iterable[Turn]) -> Iterator[Turn]:
    """What came back before all had signed and may be signed anew, where the way of the stage would have something else first; what
    stands beside the way (an extension that the head did not grant) is nobody's turn.
    """
    state, actions = day.world.state, day.world.procedure.actions
    if not any(entry.action == sent_back.RETURN for entry in state.entries):
        return
    named, stage = {turn.what for turn in steps}, day.world.procedure.stages.get(state.stage)
    of_the_way = dict.fromkeys(step.action for step in stage.way) if stage else {}
    for key in (key for key in of_the_way if key in actions and key not in named):
        back, rule = sent_back.last(state, key), rules_of(day.world.procedure)[key]
        if back and state.stage in rule.stages and engine.is_open(day.world, rule):
            turn = due(day, actions[key], kind="act", since=day_of(day.world, back.seq))
            yield replace(turn, about=sent_back.about(back))


def _again(day: Day, turn: Turn) -> Turn:
    """A step that is done again because it did not agree says what was said the last time; so does one that tells what was to be changed, and
    one whose proposal came back before all had signed.
    """
    procedure, state = day.world.procedure, day.world.state
    action = procedure.actions.get(turn.what) if turn.kind == "act" else None
    if action is None or turn.about:
        return turn
    sent = {step for opening in action.opens for step in opening.deals_with}
    said = [s for s in opinions.standing(procedure, state) if s.step.key in sent] if sent else []
    said += [s for s in opinions.on_drafts(procedure, state) if opinions.is_about(state, action, s)]
    if said:
        return replace(turn, about=said[0].about)
    back = sent_back.last(state, turn.what)
    return replace(turn, about=sent_back.about(back)) if back else turn
