# SPDX-License-Identifier: MulanPSL-2.0
"""Acts that two officers do together: one records them and names the other, who says by an act of his own that he was there.

A record that names two and bears the press of one proves one. So what names a colleague waits for him (a turn), is not printed as his
until he has confirmed it, and is found from the day after it was recorded as long as he has not. It is confirmed afterwards, many acts at
once; nothing stands still meanwhile, for the inspection has been made. What another record says of two (an import) is believed.
Where others sign after him (先行登记保存), the first of them names his colleague all the same; whoever approves signs for himself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.kernel.plain_numbers import plain_number
from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from fadu.procedure.decision import World
    from fadu.procedure.entry import Entry, Signature
    from fadu.procedure.model import Action, Procedure, Role
    from fadu.procedure.state import State

CONFIRM_JOINT = "confirm_joint"
#: behind a name that has not confirmed what names it
UNCONFIRMED = "（待本人确认）"
#: between the numbers of several acts
AND = "、"
#: the number of an act has no more digits than these; a longer one is no number of an act
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """An act that more of those it names should confirm: which, in which role, who beside whoever recorded it, and who has not."""

    entry: Entry
    role: Role
    beside: tuple[Signature, ...]
    waiting: tuple[Signature, ...]


def pressed(procedure: Procedure, action: Action | None, by: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """Of those an act names whoever pressed it: all but those whom the first named beside himself."""
    beside = colleagues(procedure, action, by)
    return tuple(one for one in by if one not in beside)


def colleagues(
    procedure: Procedure, action: Action | None, by: tuple[Signature, ...]
) -> tuple[Signature, ...]:
    """Whom the first of an act names beside himself, in a role that acts together; whoever signs after him signs for himself."""
    role = procedure.roles.get(by[0].role) if action is not None and by else None
    if role is None or role.together < 2:
        return ()
    return tuple(one for one in by[1:] if one.role == role.key)


def unconfirmed(procedure: Procedure, state: State) -> Iterator[Joint]:
    """The acts of a case that fewer have confirmed than must act together, oldest first."""
    for joint in named_together(procedure, state):
        if 1 + len(joint.beside) - len(joint.waiting) < joint.role.together:
            yield joint


def named_together(procedure: Procedure, state: State) -> Iterator[Joint]:
    """The acts of a case that name several, done here by one of them, oldest first; with who has not confirmed each."""
    said = confirmed(state)
    for entry in state.entries:
        beside = colleagues(procedure, procedure.actions.get(entry.action), entry.by)
        if not beside or entry.imported or entry.seq in state.void:
            continue
        waiting = tuple(one for one in beside if one.person not in said.get(entry.seq, {}))
        yield Joint(entry=entry, role=procedure.roles[beside[0].role], beside=beside, waiting=waiting)


def settled(procedure: Procedure, state: State) -> Iterator[tuple[Joint, dict[str, date | None]]]:
    """Each act that names several, with whoever beside the first no longer waits, and the day he confirmed it; None where enough others
    have and he need not.
    """
    said = confirmed(state)
    owed = {joint.entry.seq for joint in unconfirmed(procedure, state)}
    for joint in named_together(procedure, state):
        waiting = {one.person for one in joint.waiting} if joint.entry.seq in owed else set()
        days = said.get(joint.entry.seq, {})
        yield joint, {one.person: days.get(one.person) for one in joint.beside if one.person not in waiting}


def confirmed(state: State) -> dict[int, dict[str, date]]:
    """Act -> who confirmed it, and on which day."""
    return {
        number: {person: entry.at.date() for person, entry in people.items()}
        for number, people in confirmations(state).items()
    }


def confirmations(state: State) -> dict[int, dict[str, Entry]]:
    """Act -> who confirmed it, and by which act."""
    said: dict[int, dict[str, Entry]] = {}
    for entry in state.done(CONFIRM_JOINT):
        for number in _numbers(entry.payload) or ():
            said.setdefault(number, {}).update((one.person, entry) for one in entry.by)
    return said


def waiting_for(world: World, person: str) -> list[Entry]:
    """The acts that wait for somebody's confirmation."""
    return [
        joint.entry
        for joint in unconfirmed(world.procedure, world.state)
        if any(one.person == person for one in joint.waiting)
    ]


def recorded(world: World, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What is recorded: beside the numbers of the acts, what they are called."""
    numbers, actions = _numbers(payload) or (), world.procedure.actions
    titles = [
        actions[e.action].title for e in world.state.entries if e.seq in numbers and e.action in actions
    ]
    return {**payload, "acts": AND.join(dict.fromkeys(titles))}


def objections(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """Against confirming: acts are named, each names whoever confirms and is not confirmed by him yet, and none lies ahead."""
    numbers = _numbers(payload)
    if not numbers:
        message = f"所确认的办理应为经过中的序号，如 3{AND}5；实为“{str(payload.get('of'))[:40]}”。"
        yield Ground(code="invalid", message=message, remedy="选择要确认的办理", form=True)
        return
    person = world.actor.person if world.actor else ""
    own = {entry.seq: entry for entry in waiting_for(world, person)}
    for number in numbers:
        if number not in own:
            yield Ground(
                code="not_joint",
                message=f"第{number}项没有写明由您与他人共同办理，或者已经确认。",
                cites=_together(world),
                remedy="只确认写明由您共同办理、尚未确认的事项；没有参加的，不确认，由登记的人更正",
            )
        elif own[number].at > world.at:
            message = f"第{number}项办理于{own[number].at:%Y-%m-%d %H:%M}，不能在此以前确认。"
            yield Ground(
                code="before_the_act", message=message, cites=_together(world), remedy="改正办理时间"
            )


def _together(world: World) -> tuple[str, ...]:
    """The articles by which several act together in this kind of case."""
    cites = (cite for role in world.procedure.roles.values() if role.together > 1 for cite in role.cites)
    return tuple(dict.fromkeys(cites))


def recorded_on(entry: Entry) -> date | None:
    """The day an act was recorded, by the clock of the act itself; None where that is not known."""
    return entry.recorded_at.astimezone(entry.at.tzinfo).date() if entry.recorded_at else None


def _numbers(payload: Mapping[str, Any]) -> tuple[int, ...] | None:
    """The acts that a confirmation names; None where it is no list of numbers.

    >>> _numbers({"of": "3、5"}), _numbers({"of": "三"}), _numbers({"of": "9" * 5000})
    ((3, 5), None, None)
    """
    parts = str(payload.get("of") or "").split(AND)
    is_list = all(plain_number(part, digits=MOST_DIGITS) is not None for part in parts)
    return tuple(map(int, parts)) if is_list else None
