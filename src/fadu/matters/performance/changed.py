# SPDX-License-Identifier: MulanPSL-2.0
"""A decision that reconsideration or a judgment changed: the amounts and the things it comes to now. Money in fen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

#: the amounts a reconsideration or a judgment may change
AMOUNTS = ("fine", "confiscated_gains", "confiscated_goods")
#: the list of things it may change
LIST = "goods_list"


def changes(state: State) -> Iterator[Entry]:
    """The results that changed the decision, in their order."""
    for entry in state.done("record_challenge_result"):
        if entry.payload.get("challenge_result") == "changed":
            yield entry


def changed_amounts(state: State, *, before: int | None = None) -> dict[str, Any]:
    """The amounts that were put in place of those of the decision (before an entry); what no change named stays as it was decided."""
    amounts: dict[str, Any] = {}
    for entry in changes(state):
        if before is not None and entry.seq > before:
            break
        amounts |= {key: entry.payload[key] for key in AMOUNTS if entry.payload.get(key) is not None}
    return amounts


def takes_nothing_any_more(state: State) -> bool:
    """Whether a change left nothing of what was confiscated: the value of the things is put at nothing."""
    return changed_amounts(state).get("confiscated_goods") == 0


def goods_restated(state: State) -> bool:
    """Whether a change says anew which things are confiscated, or that none are."""
    return takes_nothing_any_more(state) or any(LIST in entry.payload for entry in changes(state))
