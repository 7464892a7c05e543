# SPDX-License-Identifier: MulanPSL-2.0
"""What may be read of cases, and by whom: `visible_to` is the one gate for every list, page, search and export."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml
from django.db.models import Q

from fadu.cases.models import Act, Case
from fadu.cases.reading import search
from fadu.cases.rules import light
from fadu.cases.world import worlds
from fadu.people import selectors as people
from fadu.people.actors import OfficerActor
from fadu.procedure import engine
from fadu.procedure.decision import Outside
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fadu.people.models import Officer
    from fadu.people.selectors import Holding
    from fadu.procedure.decision import World

#: of a case that `visible_to` has opened
SEEN = Outside(sees="yes")
#: a clock turns yellow when so many calendar days are left (practice, not law)
AMBER_DAYS = 7


@cache
def _sight() -> Mapping[str, Any]:
    text = resources.files("fadu.cases").joinpath("sight.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)  # type: ignore[no-any-return]


def visible_to(officer: Officer | None, at: datetime) -> QuerySet[Case]:
    """The cases an officer may see at a moment; nobody (None), and whoever has left, sees none.

    Own cases (registered by them, assigned here or in the family), those of departments they head or keep the window
    of, and all of the bureau for the posts that oversee it.
    """
    if officer is None or (officer.until is not None and officer.until < at.date()):
        return Case.objects.none()
    sight = _sight()
    held = people.holdings(officer, at)
    cases = Case.objects.filter(bureau_id=officer.bureau_id)
    mine = Q(pk__in=Case.objects.filter(assignments__officer=officer).values("pk")) | Q(opened_by=officer)
    for holding in held:
        reach = _reach(holding)
        if holding.post in sight["bureau"]:
            if not reach:
                return cases
            mine |= reach
        if holding.post in sight["department"] and holding.department_id:
            mine |= Q(department_id=holding.department_id) & reach
        if holding.post in sight["kinds"]:
            mine |= Q(kind__in=sight["kinds"][holding.post]) & reach
    return cases.filter(mine)


def _reach(holding: Holding) -> Q:
    """The cases a power reaches; an empty condition where it is not limited."""
    reach, limits = Q(), holding.limits
    if limits.kinds:
        reach &= Q(kind__in=limits.kinds)
    if limits.departments:
        reach &= Q(department_id__in=limits.departments)
    return reach


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLine:
    """One case in the inbox: its nearest last day, and its lamp in word and colour."""

    case: Case
    due_on: date | None
    light: str
    days_left: int | None


def line(case: Case, on: date) -> InboxLine:
    """A case as a line of the inbox."""
    due = case.next_due
    return InboxLine(
        case=case,
        due_on=due,
        light=light(due_on=due, on=on, amber_days=AMBER_DAYS),
        days_left=(due - on).days if due else None,
    )


def waiting_for(officer: Officer, at: datetime) -> list[InboxLine]:
    """Cases in which a signature of this officer is missing."""
    lines = []
    actor = worlds.actor_of(OfficerActor(officer=officer), at, officer.bureau)
    installed = visible_to(officer, at).filter(kind__in=library().kinds())
    open_proposals = installed.filter(closed_at=None, acts__action="sign").distinct()
    for case in open_proposals.select_related("bureau", "parent", "root").order_by("next_due", "pk"):
        state = worlds.state_of(case)
        if state.pending and _may_sign(worlds.world_of(case, at, actor, state=state).with_(outside=SEEN)):
            lines.append(line(case, at.date()))
    return lines


def _may_sign(world: World) -> bool:
    actions = {pending.action for pending in world.state.pending}
    return any(option.may for option in engine.explain(world) if option.action in actions)


def find(officer: Officer, at: datetime, text: str) -> QuerySet[Case]:
    """Cases the officer may see that contain the words."""
    return search.matching(visible_to(officer, at), text)


def acts_of(case: Case) -> QuerySet[Act]:
    """The acts of a case, oldest first; the caller has passed the gate."""
    return Act.objects.filter(case=case).order_by("seq")


def by_number(officer: Officer, at: datetime, number: str) -> Case | None:
    """A case by its number if the officer may see it: else None, as if there were none."""
    return (
        visible_to(officer, at)
        .select_related("bureau", "department", "parent", "root")
        .filter(number=number)
        .first()
    )


def newest_year(bureau_id: int) -> int | None:
    """The year in which the bureau's newest case began."""
    newest = Case.objects.filter(bureau_id=bureau_id, exercise=False).order_by("-opened_at").first()
    return newest.opened_at.year if newest else None


def has_year(bureau_id: int, year: int) -> bool:
    """Whether a case of the bureau began in that year."""
    return Case.objects.filter(bureau_id=bureau_id, exercise=False, opened_at__year=year).exists()
