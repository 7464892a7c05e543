# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a case waits for, what for and until when, as far as whoever looks may be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.cases.reading import turn_words
from fadu.cases.reading.veil import TO_BE_SIGNED, Veil
from fadu.cases.rules import names_of
from fadu.desk.came_back import note_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from fadu.cases.reading.turns import OpenTurn
    from fadu.procedure.decision import Option
    from fadu.procedure.state import State


#: with what begins that another case or a term is waited for
WAITS = "等待"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """A turn in words; ``waits``: what the case still lacks for it. Of what waits for the head others read ``what`` alone."""

    what: str
    whom: str = ""
    since: date | None = None
    until: date | None = None
    waits: Sequence[str] = ()
    cites: Sequence[str] = ()
    #: of what came back: who sent it back, when, and why
    note: str = ""

    @property
    def is_a_turn(self) -> bool:
        """Whether somebody is to do something: another case, a term or a signature that is not told of is waited for, and it is nobody's turn."""
        return bool(self.whom) and self.whom != turn_words.BY_ITSELF and not self.what.startswith(WAITS)

    @property
    def said(self) -> str:
        """It in words of its own: whose turn it is and what for, or what is waited for."""
        if self.is_a_turn:
            return f"{self.whom}：{self.what}"
        if self.whom == turn_words.BY_ITSELF and not self.what.startswith(WAITS):
            return f"{self.what}（{self.whom}即办）"
        if not self.whom or self.whom == turn_words.BY_ITSELF:
            return self.what
        if self.what.endswith(turn_words.ENDED):  # another case, by its number
            return f"{WAITS}{self.whom}{self.what.removeprefix(WAITS)}"
        return f"{self.what}（{self.whom}）"


def of_case(
    open_turns: Iterable[OpenTurn],
    state: State,
    options: Sequence[Option],
    veil: Veil,
    *,
    hidden: Collection[str] = (),
) -> list[Waited]:
    """Whose turn it is of a case, and what is open; a paper of the secondary file (``hidden``) is not named to who sees none.

    What may not be done yet says what it waits for, in the words of the refusal (``waits``).
    """
    names = names_of(state)
    shown_turns, to_be_signed = veil.parted(open_turns)
    shown = [
        Waited(
            what="副卷文书待送达" if turn.what in hidden else turn_words.what(turn, names),
            whom=turn_words.whom(turn, names),
            since=turn.since,
            until=turn.until,
            waits=waits_for(turn, options),
            cites=turn_words.cites(turn),
            note=note_of(turn, state),
        )
        for turn in shown_turns
    ]
    return [*_to_be_signed(hidden=to_be_signed), *shown]


def in_a_list(
    open_turns: Iterable[OpenTurn], veil: Veil, names: Mapping[str, str] | None = None
) -> list[Waited]:
    """The turns of a case on a line of a list; parties are named where ``names`` are given."""
    shown_turns, to_be_signed = veil.parted(open_turns)
    shown = [
        Waited(
            what=turn_words.what(turn, names),
            whom=turn_words.whom(turn, names or {}),
            since=turn.since,
            until=turn.until,
        )
        for turn in shown_turns
    ]
    return [*_to_be_signed(hidden=to_be_signed), *shown]


def waits_for(turn: OpenTurn, options: Sequence[Option]) -> list[str]:
    """What the case still lacks for an act whose turn it is, whoever does it; nothing where it may be done, or that is not known."""
    if turn.kind not in {"act", "assign", "sign"}:
        return []
    grounds = (ground for option in options if option.action == turn.what for ground in option.grounds)
    return [ground.message for ground in grounds if ground.guard and not ground.unknown]


def _to_be_signed(*, hidden: bool) -> list[Waited]:
    return [Waited(what=TO_BE_SIGNED)] if hidden else []
