# SPDX-License-Identifier: MulanPSL-2.0
"""Which papers of a case that has ended are still owed to those they name: what is looked for as undelivered, and whose turn says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.conditions import answer_of
from fadu.procedure.recipients import OTHERS

if TYPE_CHECKING:
    from datetime import date

    from fadu.procedure.decision import World
    from fadu.procedure.model import Issue, Procedure
    from fadu.procedure.state import DocumentView, State


def is_owed(world: World, paper: DocumentView) -> bool:
    """Whether it is the paper of today: ours, not void, no later one in its place, and nothing came meanwhile that makes it pointless."""
    state = world.state
    issue, later = issue_of(world.procedure, state, paper), state.document(paper.template)
    if paper.void or issue is None or issue.served_to in ("", OTHERS) or (later and later.seq > paper.seq):
        return False
    is_imported = any(entry.imported for entry in state.entries if entry.seq == paper.seq)
    return not is_imported and not is_overtaken(world, issue, paper.seq)


def issue_of(procedure: Procedure, state: State, paper: DocumentView) -> Issue | None:
    """What the act that issued a paper says of it; None for one that no act of the procedure issues."""
    acts = (procedure.actions.get(entry.action) for entry in state.entries if entry.seq == paper.seq)
    return next((i for act in acts if act for i in act.issues if i.template == paper.template), None)


def has_no_object(world: World, paper: DocumentView, on: date) -> bool:
    """Whether nobody waited any more, on the day it is sent, for a paper that is served all the same."""
    issue, earlier = issue_of(world.procedure, world.state, paper), world.at.date() - on
    return issue is not None and is_overtaken(world.with_(at=world.at - earlier), issue, paper.seq)


def is_overtaken(world: World, issue: Issue, seq: int) -> bool:
    """Whether nobody is waited for any more to serve what an act issued: by an act since (``until``), or for want of an object
    (``as_long_as``).
    """
    today = world.at.date()
    if any(e.seq > seq and e.at.date() <= today for act in issue.until for e in world.state.done(act)):
        return True
    return bool(issue.as_long_as) and answer_of(world, issue.as_long_as) == "no"
