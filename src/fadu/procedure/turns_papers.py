# SPDX-License-Identifier: MulanPSL-2.0
"""Turns of papers: what is to be served on whom, while the case runs and after it has ended, and what is to be published."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.procedure.contents import is_cleared
from fadu.procedure.model import BY_LAW
from fadu.procedure.owed_papers import is_overtaken, is_owed, issue_of
from fadu.procedure.own_terms import ends_with, last_day_of_service
from fadu.procedure.turns_base import Day, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import ClockReading, World
    from fadu.procedure.state import DocumentView


def unserved(day: Day, *, ended: bool = False) -> Iterator[Turn]:
    """Papers issued to somebody of today that have not reached him: to be served, or an announcement that runs.

    Once the case has ended, those papers alone that would be found as served on nobody (:mod:`fadu.procedure.owed_papers`).
    """
    state = day.world.state
    today = {party.key for party in state.parties if not ended or party.ended_on is None}
    for paper in state.documents:
        if paper.void or _needs_no_service(day.world, paper):
            continue
        if ended and not is_owed(day.world, paper):
            continue
        counts = {service.party: service.effective_on for service in paper.services}
        for party in sorted(today.intersection(paper.parties)):
            if counts.get(party, date.max) > day.on:
                yield _paper(day, paper, party, counts.get(party))


def unpublished(day: Day) -> Iterator[Turn]:
    """A decision that is to be published and has been cleared, with the last day of that term."""
    procedure = day.world.procedure
    for rule in dict.fromkeys(a.publishes for a in procedure.actions.values() if a.publishes):
        terms = [r for r in day.clocks if ends_with(procedure, r.clock, "published", rule) and not r.target]
        running = [r for r in terms if r.whose == "bureau" and r.state(day.on) in {"running", "overdue"}]
        if running and is_cleared(day.world, rule):
            yield _publication(day, running)


def _publication(day: Day, running: list[ClockReading]) -> Turn:
    return Turn(
        kind="act",
        what="publish",
        role=handling(day.world),
        since=min(reading.started_on for reading in running),
        until=min((reading.due_on for reading in running if reading.due_on), default=None),
    )


def _needs_no_service(world: World, paper: DocumentView) -> bool:
    """Whether what it says was told otherwise since, is behind, or is without an object by now."""
    issue = issue_of(world.procedure, world.state, paper)
    return issue is not None and is_overtaken(world, issue, paper.seq)


def _paper(day: Day, paper: DocumentView, party: str, counts_on: date | None) -> Turn:
    """A paper that somebody serves, or of which the law says on which day it counts as served."""
    last = last_day_of_service(day.world.procedure, day.clocks, paper.template, party, day.on)
    return Turn(
        kind="wait" if counts_on else "serve",
        what=paper.ref,
        role=BY_LAW if counts_on else _server(day.world, paper),
        since=paper.issued_on,
        until=counts_on or last,
        about=party,
    )


def _server(world: World, paper: DocumentView) -> str:
    """The role of whoever serves a paper: of those that issued it the first that is an officer's, else whoever may act next.

    Who approves what others prepare does not carry it out: what a leader issued alone those serve who handle the case.
    """
    issuing = next(entry for entry in world.state.entries if entry.seq == paper.seq)
    action = world.procedure.actions.get(issuing.action)
    roles = world.procedure.roles
    actors = (*(action.actors if action else ()), *roles)
    first = next((key for key in actors if key in roles and roles[key].post), "")
    approving = {each.signs[-1] for each in world.procedure.actions.values() if each.signs}
    return (handling(world) or first) if first in approving else first


def handling(world: World) -> str:
    """The first role of an officer that is assigned, else the first that has a post."""
    roles = world.procedure.roles.values()
    assigned = (role.key for role in roles if role.post and role.assigned_by)
    return next(assigned, "") or next((role.key for role in roles if role.post), "")
