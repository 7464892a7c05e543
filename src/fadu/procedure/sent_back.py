# SPDX-License-Identifier: MulanPSL-2.0
"""A proposal that came back before all had signed: the act that sent it back, until it is signed anew or done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: with what a turn begins that is about a proposal which came back
ABOUT = "returned"
RETURN, _SIGN = "return_proposal", "sign"


def of_action(state: State, action: str) -> Sequence[Entry]:
    """What happened to the proposals of an act and when it was done, oldest first."""
    return [entry for entry in state.entries if entry.seq not in state.void and _of(entry) == action]


def last(state: State, action: str) -> Entry | None:
    """The act that sent the last proposal of an act back; None where none did, or it was signed anew or done since."""
    about = of_action(state, action)
    return about[-1] if about and about[-1].action == RETURN else None


def signed_before(state: State, action: str) -> Sequence[Entry]:
    """The signatures of the proposal that came back last."""
    signed: list[Entry] = []
    for entry in of_action(state, action)[:-1]:
        signed = [*signed, entry] if entry.action == _SIGN else []
    return signed


def about(entry: Entry) -> str:
    """It, as a turn names it."""
    return f"{ABOUT}/{entry.seq}"


def is_named(said: str) -> bool:
    """Whether a turn is about a proposal that came back."""
    return said.partition("/")[0] == ABOUT


def _of(entry: Entry) -> str:
    return str(entry.payload.get("of", "")) if entry.action in {_SIGN, RETURN} else entry.action
