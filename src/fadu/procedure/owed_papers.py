# SPDX-License-Identifier: MulanPSL-2.0
"""Which papers of a case that has ended are still owed to those they name: what is looked for as undelivered, and whose turn says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.recipients import OTHERS

if TYPE_CHECKING:
    from fadu.procedure.model import Action, Issue, Procedure
    from fadu.procedure.state import DocumentView, State


def is_owed(procedure: Procedure, state: State, paper: DocumentView) -> bool:
    """Whether it is the paper of today: ours, not void, no later one in its place, and nothing came meanwhile that makes it pointless."""
    entry = next((each for each in state.entries if each.seq == paper.seq), None)
    issue = _issue(procedure.actions.get(entry.action), paper.template) if entry else None
    later = state.document(paper.template)
    if paper.void or issue is None or issue.served_to in ("", OTHERS) or (later and later.seq > paper.seq):
        return False
    return not (entry and entry.imported) and not _overtaken(state, issue, paper.seq)


def _issue(action: Action | None, template: str) -> Issue | None:
    return next((each for each in action.issues if each.template == template), None) if action else None


def _overtaken(state: State, issue: Issue, seq: int) -> bool:
    return any(entry.seq > seq for act in issue.until for entry in state.done(act))
