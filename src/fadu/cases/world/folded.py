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
_lock = Lock()


def remember(procedure: Procedure, head: str, state: State) -> None:
    """Keep a state: the fold, under a procedure, of exactly the acts up to that head."""
    with _lock:
        _states[head] = (procedure, state)
        _states.move_to_end(head)
        while len(_states) > KEPT:
            _states.popitem(last=False)


def recall(procedure: Procedure, head: str) -> State | None:
    """The state folded under this very procedure for that head, if it is kept."""
    with _lock:
        found = _states.get(head)
        if found is None or found[0] is not procedure:
            return None
        _states.move_to_end(head)
        return found[1]
