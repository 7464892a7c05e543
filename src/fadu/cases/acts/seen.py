# SPDX-License-Identifier: MulanPSL-2.0
"""What a page showed of a case is what is signed and decided: a press names the act up to which the page had read it.

A signature is put to the proposal that stood there, and sent back is that one: another that took its place since is signed and sent
back by nobody who did not see it. What decides is done of the case as it was shown, whether its stage moves or not.
What only adds to the file (an inspection, a note, a service) rests on nothing that came in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.errors import ProposalReplacedError, StaleRevisionError
from fadu.procedure.fold import read_again
from fadu.procedure.who import registering

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State


def check(procedure: Procedure, state: State, action: str, payload: Mapping[str, Any], *, seen: int) -> None:
    """Refuse a press on a page that had read the case up to act ``seen``, where what it decides has moved since.

    Raises ProposalReplacedError, StaleRevisionError.
    """
    if not state.entries or seen == state.entries[-1].seq:
        return
    shown = read_again(procedure, (entry for entry in state.entries if entry.seq <= seen))
    about = str(payload.get("of", "")) if action == "return_proposal" else action
    if signatures(shown, about) != signatures(state, about):
        raise ProposalReplacedError
    if decides(procedure, action):
        raise StaleRevisionError


def signatures(state: State, action: str) -> tuple[int, ...]:
    """The signatures that stand under what is proposed of an action, by which the proposal is known; none where nothing is."""
    signed = (*state.pending, *state.lapsed)  # what lapsed with the end of the case was not replaced
    return next((pending.seqs for pending in signed if pending.action == action), ())


def decides(procedure: Procedure, action: str) -> bool:
    """Whether an act decides something: it moves the stage, is signed by several, sends a paper to somebody, ends, extends or opens
    something, or is of a role that approves and handles nothing itself. A record of what was inspected or said is none.
    """
    rule = procedure.actions.get(action)
    if rule is None:
        return False
    sends = any(issue.served_to for issue in rule.issues)
    moves = rule.to or rule.returns or rule.signs or rule.voids or rule.extends or rule.opens
    return bool(moves or sends or _approves(procedure, rule.by))


def _approves(procedure: Procedure, key: str) -> bool:
    """Whether a role is neither assigned to cases, nor registers them, nor is a party."""
    role = procedure.roles.get(key)
    return bool(role and not role.assigned_by and not role.capacity and key not in registering(procedure))
