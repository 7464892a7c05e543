# SPDX-License-Identifier: MulanPSL-2.0
"""Papers for a party that were made out and never reached it: found once the case has ended with them in the drawer.

While a case runs its clocks and guards ask for the services that something hangs on. What nobody waits for is asked at its end: a
decision that nobody was told of has no effect, and a notice that lies in the file told nobody anything (行政处罚法 61, 行政许可法 38, 44).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.decision import ReplayFinding
from fadu.procedure.owed_papers import is_owed
from fadu.procedure.recipients import names_of, sides
from fadu.procedure.serving import reached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fadu.procedure.course import Course

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
        if entry is None or not is_owed(world, paper):
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
