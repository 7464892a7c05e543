# SPDX-License-Identifier: MulanPSL-2.0
"""What an act takes off the record without putting another in its place: a case somebody chose, a tick somebody set.

A form begins with what stands, so that one press may take it away; what the law asks of a case often hangs on it. So it does where an act
is done anew whose earlier one fell (退回补充调查 voids 调查终结) and says no more what that one said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure.fields import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action, Field
    from fadu.procedure.state import State


def doubts(world: World, action: Action) -> Iterator[str]:
    """What is asked of everybody who puts a name to such an act: that it is meant to go."""
    stood = world.state.fields
    gone = [
        key for key, value in world.proposed.items() if value is None and stood.get(key) not in (None, [])
    ]
    for field in (world.procedure.fields[key] for key in gone if key in world.procedure.fields):
        if words := _words(world, field, stood[field.key]):
            yield f"“{field.title}”原为“{words}”，这次删去，此后按没有这一情形办理。请核对确应删去。"
    yield from _not_said_again(world, action)


def _not_said_again(world: World, action: Action) -> Iterator[str]:
    """What was chosen when the act was done before and fell with it, and is not chosen now; of the proposal its versions are compared."""
    rule = world.procedure.proposal
    parts = rule.parts if rule is not None else ()
    fell = _fell(world.state, action)
    for key in (*action.sets, *action.may_set):
        field = world.procedure.fields[key]
        is_said = world.value(key) not in (None, [])
        if not is_said and key not in parts and (words := _words(world, field, fell.get(key))):
            yield (
                f"上次“{action.title}”以后“{field.title}”为“{words}”，其后作废；这次没有写，此后按没有这一情形办理。"
                "请核对确应不写。"
            )


def _fell(state: State, action: Action) -> Mapping[str, Any]:
    """What the acts that fell together with the last one of this kind left on the record; nothing where none of it stands void."""
    last = max((e.seq for e in state.entries if e.action == action.key), default=0)
    if last not in state.void:
        return {}
    said: dict[str, Any] = {}
    for entry in state.entries:
        if entry.seq in state.void and entry.seq >= last:
            said.update(entry.payload)
    return said


def _words(world: World, field: Field, value: object) -> str:
    """What stood, where it was a tick or chosen cases; nothing of a text or an amount, whose change the draft shows."""
    if field.sealed or value in (None, "", []):
        return ""
    if field.type == "boolean":
        return "是" if value is True else ""
    titles = titles_of(field, world.law, world.at.date())
    if field.type == "choice":
        return titles.get(str(value), str(value))
    if field.type != "choices" or not isinstance(value, list | tuple):
        return ""
    return "、".join(titles.get(str(each), str(each)) for each in value)
