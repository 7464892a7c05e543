# SPDX-License-Identifier: MulanPSL-2.0
"""Papers for a party that were made out and never reached it: found once the case has ended with them in the drawer.

While a case runs its clocks and guards ask for the services that something hangs on. What nobody waits for is asked at its end: a
decision that nobody was told of has no effect, and a notice that lies in the file told nobody anything (行政处罚法 61, 行政许可法 38, 44).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import ReplayFinding
from fadu.procedure.recipients import OTHERS, names_of, sides
from fadu.procedure.serving import reached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fadu.procedure.course import Course
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Action, Issue
    from fadu.procedure.state import DocumentView, State

#: the rule under which such a paper is found
UNSERVED = "paper_unserved"


def findings(course: Course, at: datetime) -> Iterator[ReplayFinding]:
    """What never reached those it names, of a case that has ended; papers of a source, and those gone, are left out."""
    state, procedure = course.state, course.procedure
    if not procedure.stages[state.stage].final or not state.entries:
        return
    if state.entries[-1].at.date() >= at.astimezone(state.entries[-1].at.tzinfo).date():
        return
    world, made = course.world_at(at), {entry.seq: entry for entry in state.entries}
    gone = {party.key for party in state.parties if party.ended_on is not None}
    here = frozenset(sides(procedure, state.parties)) - gone
    for paper in state.documents:
        entry = made.get(paper.seq)
        if entry is None or entry.imported or not _is_owed(course, paper, entry):
            continue
        missing = [key for key in paper.parties if key in here and not reached(world, paper.template, key)]
        if not missing:
            continue
        action = procedure.actions[entry.action]
        who = "、".join(names_of(state, missing))
        yield ReplayFinding(
            severity="possible",
            rule=UNSERVED,
            message=f"“{action.title}”制发的文书{paper.number or ''}没有送达{who}的登记，本案已经结束。",
            cites=action.cites,
            seq=paper.seq,
            on=at.date(),
        )


def _is_owed(course: Course, paper: DocumentView, entry: Entry) -> bool:
    """Whether it is the paper of today: not void, no later one in its place, and nothing came meanwhile that makes it pointless."""
    action = course.procedure.actions.get(entry.action)
    issue = _issue(action, paper.template)
    later = course.state.document(paper.template)
    if paper.void or issue is None or issue.served_to in ("", OTHERS) or (later and later.seq > paper.seq):
        return False
    return not _overtaken(course.state, issue, paper.seq)


def _issue(action: Action | None, template: str) -> Issue | None:
    return next((each for each in action.issues if each.template == template), None) if action else None


def _overtaken(state: State, issue: Issue, seq: int) -> bool:
    return any(entry.seq > seq for act in issue.until for entry in state.done(act))
