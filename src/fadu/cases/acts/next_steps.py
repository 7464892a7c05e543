# SPDX-License-Identifier: MulanPSL-2.0
"""What an officer can do next: sign, take the next step of the cases that are his, or of one that awaits his post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from fadu.cases.acts import services
from fadu.cases.reading import selectors
from fadu.cases.reading.sight import visible_to
from fadu.cases.reading.turns import turn_of
from fadu.cases.world import worlds
from fadu.people import selectors as people
from fadu.people.actors import OfficerActor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from fadu.cases.models import Case
    from fadu.people.models import Officer

#: turns that are an act of an officer; the others are waited for
STEPS = frozenset({"act", "sign", "resume", "serve", "assign"})


def in_hand(officer: Officer, at: datetime) -> QuerySet[Case]:
    """The open cases an officer is assigned to, whole cases before their children, by their nearest last day."""
    return (
        _open(officer, at)
        .filter(assignments__officer=officer)
        .order_by(F("parent").asc(nulls_first=True), "next_due", "pk")
        .distinct()
    )


def next_steps(officer: Officer, at: datetime) -> Iterator[tuple[str, str]]:
    """Number of a case and what is to be done in it, each kind of step once: of own cases, and where there is none, the first
    in a case that awaits this officer's post.
    """
    named: set[str] = set()
    for case in selectors.waiting_for(officer, at):
        if "签署" not in named:
            named.add("签署")
            yield case.number, "签署"
    for case in in_hand(officer, at):
        for step in steps(case, officer, at, of_handlers=True):
            if step not in named:
                named.add(step)
                yield case.number, step
    if named:
        return
    for case in _open(officer, at).order_by("next_due", "pk"):
        for step in steps(case, officer, at):
            yield case.number, step
            return


def steps(case: Case, officer: Officer, at: datetime, *, of_handlers: bool = False) -> Iterator[str]:
    """What is next in a case and may be done by this officer now, in the words of its procedure: what awaits the officer's post,
    and with ``of_handlers`` also what awaits whoever handles the case.
    """
    by, procedure = OfficerActor(officer=officer), worlds.procedure_of(case)
    may = {option.action: option.title for option in services.explain(case=case, by=by) if option.may}
    held = people.whole_posts(officer, at)
    for turn in turn_of(case, at.date()):
        role = procedure.roles.get(turn.role)
        action = turn.kind if turn.kind in {"serve", "assign"} else turn.what
        awaits_post = turn.kind != "serve" and role is not None and held.intersection(role.post)
        if turn.kind in STEPS and action in may and (of_handlers or awaits_post):
            yield may[action]


def _open(officer: Officer, at: datetime) -> QuerySet[Case]:
    return (
        visible_to(officer, at)
        .filter(closed_at=None)
        .select_related("bureau", "department", "parent", "root")
    )
