# SPDX-License-Identifier: MulanPSL-2.0
"""What is asked once is answered once: two answers to one defence, of which each says the other is wrong, do not both stand.

An answer may be made out to one of several who asked (``whose``, a field of it that names him); otherwise it answers everybody who has
none yet. It is given anew only when the one before it is withdrawn, by an act that makes it void; what is asked again is answered again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.fields import choices_of
from fadu.procedure.offering import guard
from fadu.procedure.recipients import names_of, stands_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State


def answers(state: State, to: str, by: str, whose: str = "") -> list[tuple[list[Entry], Entry]]:
    """Each answer that stands with what it answered first; one that found nothing open stands in the place of the one before it."""
    given: list[tuple[list[Entry], Entry]] = []
    waiting: list[Entry] = []
    for entry in sorted((*state.done(to), *state.done(by)), key=lambda each: each.seq):
        if entry.action == to:
            waiting.append(entry)
            continue
        party = str(entry.payload.get(whose) or "")
        covered = [each for each in waiting if is_of(state, each, party)]
        waiting = [each for each in waiting if each not in covered]
        if covered or not given:
            given.append((covered, entry))
        else:
            given[-1] = (given[-1][0], entry)
    return given


def unanswered_of(state: State, to: str, by: str, whose: str = "") -> list[Entry]:
    """What was asked and has no answer that stands, in its order."""
    answered = {each.seq for asked, _ in answers(state, to, by, whose) for each in asked}
    return [each for each in sorted(state.done(to), key=lambda e: e.seq) if each.seq not in answered]


def is_of(state: State, asked: Entry, party: str) -> bool:
    """Whether something was asked by a party, or by one whose place it took; by anybody where no party is named."""
    who = str(asked.payload.get("party") or "")
    return not party or not who or who == party or who in stands_for(state, party)


@guard("unanswered", "尚未答复")
def unanswered(world: World, *, to: str, by: str, whose: str = "") -> Verdict:
    """Something was asked (``to``) that this answer (``by``) has not answered yet, by the party it names (``whose``) where it names one."""
    state = world.state
    party = str(world.proposed.get(whose) or "") if whose else ""
    waiting = [each for each in unanswered_of(state, to, by, whose) if is_of(state, each, party)]
    asked = [each for each in state.done(to) if is_of(state, each, party)]
    if waiting or not state.done(to):
        return HOLDS  # that nothing was asked at all is another guard's ground
    actions = world.procedure.actions
    title, answer = actions[to].title, actions[by].title
    if not asked:
        return Ground(
            code="asked_nothing",
            message=f"{'、'.join(names_of(state, [party]))}没有“{title}”，不能对其“{answer}”。",
            remedy="改选已经提出的当事人",
            unknown=world.replay,
        )
    last = [
        entry for covered, entry in answers(state, to, by, whose) if any(each in covered for each in asked)
    ][-1]
    undoing = _undoing(world, by)
    return Ground(
        code="answered_already",
        message=f"“{title}”已于{last.at.date()}“{answer}”{_said(world, last)}，此后没有新的“{title}”，不能另作答复。",
        remedy=f"原答复有误的，先办理“{undoing}”，再重新答复" if undoing else "又提出的，登记以后再答复",
        unknown=world.replay,
    )


@guard("all_answered", "都已答复")
def all_answered(world: World, *, to: str, by: str, whose: str = "") -> Verdict:
    """Whatever was asked by a party of the case, or by one whose place a party took, is answered."""
    state, here = world.state, [view.key for view in world.state.parties]
    waiting = [
        str(each.payload.get("party") or "")
        for each in unanswered_of(state, to, by, whose)
        if any(is_of(state, each, party) for party in here)
    ]
    if not waiting:
        return HOLDS
    actions = world.procedure.actions
    names = "、".join(dict.fromkeys(names_of(state, filter(None, waiting))))
    return Ground(
        code="unanswered",
        message=f"{names}的“{actions[to].title}”尚未“{actions[by].title}”。",
        remedy=f"先办理“{actions[by].title}”",
        unknown=world.replay,
    )


def _said(world: World, answer: Entry) -> str:
    """What an answer came to, by the choices it made."""
    fields, on = world.procedure.fields, answer.at.date()
    chosen: Sequence[str] = [
        choices_of(fields[key], world.law, on).get(str(value), str(value))
        for key, value in answer.payload.items()
        if key in fields and fields[key].type == "choice"
    ]
    return f"（{'、'.join(chosen)}）" if chosen else ""


def _undoing(world: World, by: str) -> str:
    """The act of this stage that withdraws an answer and nothing else; empty where there is none."""
    return next(
        (
            each.title
            for each in world.procedure.actions.values()
            if by in each.voids and not each.to and by not in (each.key,)
        ),
        "",
    )
