# SPDX-License-Identifier: MulanPSL-2.0
"""Telling a case of the services it rests on: a paper is served in the case that issued it, and stands in one register.

Each case opened by that one which rests on the service gets an act of its own in the same transaction, as children tell their
parents, so that its acts suffice for it. What was served before a case opens it is told when it opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.acts.projection import project
from fadu.cases.acts.recording import claim, following_id, system_draft, write
from fadu.cases.models import Case
from fadu.cases.world.worlds import procedure_of, state_of
from fadu.procedure.elsewhere import TELLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from fadu.cases.drafts import Draft
    from fadu.procedure.decision import Permitted, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import DocumentView, State


def resting_on(case: Case, world: World, permitted: Permitted) -> list[Case]:
    """The open cases that rest on the service an act records, as they stand now."""
    payload, state = permitted.payload, world.state
    if permitted.action != "serve" or not payload.get("effective_on") or not state.children:
        return []
    children = Case.objects.select_related("bureau", "parent", "root").filter(parent=case, closed_at=None)
    return [
        child
        for child in children.order_by("pk")
        if _rests(procedure_of(child), state, child.number, payload)
    ]


def tells(procedure: Procedure, state: State, number: str, service: Entry) -> bool:
    """Whether an act of service in a case is one on which the case of a number, opened by it, rests."""
    return bool(service.payload.get("effective_on")) and _rests(procedure, state, number, service.payload)


def _rests(procedure: Procedure, state: State, number: str, service: Mapping[str, Any]) -> bool:
    child = next((view for view in state.children if view.case == number and not view.void), None)
    if child is None or child.party not in ("", service["party"]):
        return False
    papers = rested_on(procedure, state, child.opened_seq)
    return any(view.ref == service["document"] and view.is_for(service["party"]) for view in papers)


def rested_on(procedure: Procedure, state: State, opened_seq: int) -> list[DocumentView]:
    """The papers on whose service a case rests that a case opens: of each template the latest that stood when it did."""
    papers: dict[str, DocumentView] = {}
    for view in state.documents:
        if view.template in procedure.rests_on and view.seq < opened_seq:
            papers[view.template] = view
    return list(papers.values())


def tell(case: Case, children: list[Case], places: Mapping[int, int], state: State, at: datetime) -> None:
    """Tell cases of the service that the last act of another records; their places are claimed."""
    for child in children:
        known = state_of(child)
        entry = state.entries[-1]
        draft = _draft(case, child, at, service_payload(case, state, entry.payload, entry.seq))
        _, following = write(child, known, places[child.pk], draft)
        project(child, following, before=known)


def tell_earlier(case: Case, child: Case, child_state: State, state: State, at: datetime) -> State:
    """Tell a case that is being opened of what was served before; return its state after it."""
    for payload in _earlier(case, procedure_of(child), state, {view.key for view in child_state.parties}):
        child_state = write(child, child_state, claim(child, 1), _draft(case, child, at, payload))[1]
    return child_state


def _earlier(case: Case, procedure: Procedure, state: State, parties: set[str]) -> Iterator[dict[str, Any]]:
    papers = {view.ref: view for view in rested_on(procedure, state, state.entries[-1].seq + 1)}
    for entry in state.done("serve") if papers else ():
        payload = entry.payload
        view = papers.get(payload["document"])
        if (
            view
            and payload.get("effective_on")
            and payload["party"] in parties
            and view.is_for(payload["party"])
        ):
            yield service_payload(case, state, payload, entry.seq)


def service_payload(case: Case, state: State, service: Mapping[str, Any], seq: int) -> dict[str, Any]:
    """What the act says by which a service in a case is told to another."""
    paper = next(view for view in state.documents if view.ref == service["document"])
    return {
        "case": case.number,
        "document": paper.ref,
        "template": paper.template,
        "number": paper.number,
        "party": service["party"],
        "manner": service["manner"],
        "effective_on": service["effective_on"],
        "service": seq,
    }


def _draft(case: Case, child: Case, at: datetime, payload: Mapping[str, Any]) -> Draft:
    return system_draft(
        TELLS, at, payload, following_id(TELLS, child.number, case.number, payload["service"])
    )
