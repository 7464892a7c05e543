# SPDX-License-Identifier: MulanPSL-2.0
"""Of a turn whose proposal came back before all had signed: who sent it back, when, and with which word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.rules import officer_id_of
from fadu.cases.world import worlds
from fadu.desk import words
from fadu.procedure import sent_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.cases.reading.turns import OpenTurn
    from fadu.procedure.state import State

#: what a word ends with, where the page goes on with a sign of its own
STOPS = "。．.；;，, \n"


def notes_of(turns: Sequence[OpenTurn]) -> list[str]:
    """Of each of some turns, in their order; the records of those that came back are read together."""
    states = worlds.states_of({t.case.pk: t.case for t in turns if sent_back.is_named(t.about)}.values())
    return [note_of(turn, states[turn.case.pk]) if turn.case.pk in states else "" for turn in turns]


def note_of(turn: OpenTurn, state: State) -> str:
    """It in one line; nothing of a turn that came back from nobody."""
    if not sent_back.is_named(turn.about):
        return ""
    case = turn.case
    back, signed = sent_back.last(state, turn.what), sent_back.signed_before(state, turn.what)
    if back is None:
        return ""
    numbers = [number for each in back.by if (number := officer_id_of(each.person)) is not None]
    who = "、".join(words.officer_name(case, number) for number in numbers)
    is_own = bool(signed) and {each.person for each in back.by} <= {each.person for each in signed[0].by}
    reason = str(back.payload.get("reason", "")).rstrip(STOPS)
    said = f"：{reason}" if reason else ""
    return f"{who}于{back.at.month}月{back.at.day}日{back.at:%H:%M}{'自行撤回' if is_own else '退回'}{said}"
