# SPDX-License-Identifier: MulanPSL-2.0
"""States that were folded once already, found again by the head of the case's chain.

The head is the hash of everything the acts of the case say, one after the other (``fadu.ledger``). The same head means the
same acts, and the same acts under the same edition fold to the same state: what is remembered here cannot grow stale,
whoever else writes. Checks of the ledger never ask here; they read the acts themselves.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State

#: how many states are kept; the one asked for longest ago goes first
KEPT = 512

_states: OrderedDict[str, tuple[Procedure, State]] = OrderedDict()
#: the head of each state that is kept, by the identity of the state
_heads: dict[int, str] = {}
_lock = Lock()


def remember(procedure: Procedure, head: str, state: State) -> None:
    """Keep a state: the fold, under a procedure, of exactly the acts up to that head."""
    with _lock:
        if head in _states:
            _heads.pop(id(_states[head][1]), None)
        _states[head] = (procedure, state)
        _heads[id(state)] = head
        _states.move_to_end(head)
        while len(_states) > KEPT:
            _, (_, gone) = _states.popitem(last=False)
            _heads.pop(id(gone), None)


def head_of(state: State) -> str | None:
    """The head up to which this very state was folded, if it is kept."""
    with _lock:
        return _heads.get(id(state))


def recall(procedure: Procedure, head: str) -> State | None:
    """The state folded under this very procedure for that head, if it is kept."""
    with _lock:
        entry = _states.get(head)
        if entry is None or entry[0] is not procedure:
            return None
        _states.move_to_end(head)
        return entry[1]
