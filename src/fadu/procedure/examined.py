# SPDX-License-Identifier: MulanPSL-2.0
"""What somebody who examines examines: read off the procedure, which says it already.

An act that deals with the proposal (审核、告知、决定) deals with what was proposed, by the acts that said it; a review opened as a case of
its own (法制审核、集体讨论) with that of the case it was opened for; what another act called for (复核 of a plea, the approval of a
measure taken at once) with that act. Nothing is named a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.outlines import may_affirm
from fadu.procedure.proposal import versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure, WayStep
    from fadu.procedure.state import ChildView, State


def is_review(procedure: Procedure) -> bool:
    """Whether a case of a kind is the review of another's: it is only opened for one, and affirms it or does not."""
    return procedure.child_only and any(stage.affirms for stage in procedure.stages.values())


def asked_by(asking: Procedure, matter: str, topic: str) -> tuple[str, ...]:
    """The articles for which a review on a topic is asked: those of the act that asks for it, whatever its kind rests on elsewhere."""
    acts = (
        a for a in asking.actions.values() if any((o.matter, o.topic) == (matter, topic) for o in a.opens)
    )
    return next((action.cites for action in acts), ())


def proposed(procedure: Procedure, state: State) -> tuple[int, ...]:
    """The acts that said what is proposed today, oldest first."""
    return tuple(version.seq for version in versions(procedure, state))


def sent_with(procedure: Procedure, state: State, child: str) -> Entry | None:
    """The act with which something was sent to a review in a case of its own: what it says is what is reviewed."""
    opened = next((c for c in state.children if c.case == child), None)
    if opened is None:
        return None
    sends = {
        action.key
        for action in procedure.actions.values()
        for o in action.opens
        if (o.matter, o.topic) == (opened.matter, opened.topic)
    }
    before = (e for e in reversed(state.entries) if e.seq < opened.opened_seq and e.seq not in state.void)
    return next((e for e in before if e.action in sends), None)


def heard(procedure: Procedure, state: State) -> tuple[ChildView, ...]:
    """The children in which the proposal was heard and nobody was asked for agreement (听证): what is examined or decided rests on their record."""
    opened = [o for action in procedure.actions.values() for o in action.opens if o.deals_with]
    children = (child for o in opened for child in state.children_of(o.matter, o.topic))
    return tuple(child for child in children if child.outcome and not child.void and not may_affirm(child))


def recorded(state: State) -> tuple[int, ...]:
    """The acts of a case that made papers for nobody to be served with: its record and its report."""
    return tuple(paper.seq for paper in state.documents if not (paper.void or paper.parties))


def examined(procedure: Procedure, state: State, action: str) -> tuple[int, ...]:
    """The acts of a case that an act of it is about; none where it is about nothing but what it says itself."""
    definition = procedure.actions.get(action)
    if definition is None:
        return ()
    dealt_with = proposed(procedure, state) if definition.deals_with else ()
    called = (state.latest(step.after) for step in _steps(procedure) if step.action == action and step.after)
    return tuple(sorted({*dealt_with, *called} - {0}))


def _steps(procedure: Procedure) -> Iterator[WayStep]:
    for stage in procedure.stages.values():
        yield from stage.way
    yield from procedure.beside
