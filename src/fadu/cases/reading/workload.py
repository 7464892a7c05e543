# SPDX-License-Identifier: MulanPSL-2.0
"""What is assigned to an officer in cases in hand: open ones, and closed ones in which something waits still."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from fadu.cases.models import Assignment
from fadu.cases.reading.sight import visible_to
from fadu.cases.reading.unfinished import OWN_WORD, is_unfinished, unfinished
from fadu.cases.world import worlds

if TYPE_CHECKING:
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.people.models import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """A case in which an officer is assigned to a role, with the titles of both."""

    case: Case
    role: str
    role_title: str
    kind_title: str


def assigned_to(officer: Officer, at: datetime) -> list[Assigned]:
    """The assignments of an officer in cases in hand, the oldest case first; those of kinds that were taken away are left out."""
    rows = Assignment.objects.filter(is_unfinished(at.date(), "case", without=OWN_WORD), officer=officer)
    rows = rows.select_related("case__bureau", "case__department").order_by("case_id", "role")
    return [_assigned(row) for row in rows if worlds.is_installed(row.case.kind)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many cases an officer has in hand, of those somebody may see."""

    officer: int
    name: str
    unit: str
    cases: int
    has_left: bool


def loads(seen_by: Officer, at: datetime) -> list[Load]:
    """Who has cases in hand that an officer may see: whoever has left first, then the most."""
    seen = visible_to(seen_by, at).filter(unfinished(seen_by.bureau_id, at.date()))
    rows = Assignment.objects.filter(
        is_unfinished(at.date(), "case", without=OWN_WORD), case__in=seen.values("pk")
    )
    named = rows.values("officer_id", "officer__name", "officer__department__name", "officer__until")
    counted = named.annotate(cases=Count("case_id", distinct=True)).order_by("officer_id")
    listed = [
        Load(
            officer=row["officer_id"],
            name=row["officer__name"],
            unit=row["officer__department__name"] or "",
            cases=row["cases"],
            has_left=row["officer__until"] is not None and row["officer__until"] < at.date(),
        )
        for row in counted
    ]
    return sorted(listed, key=lambda one: (not one.has_left, -one.cases, one.officer))


def _assigned(row: Assignment) -> Assigned:
    procedure = worlds.procedure_of(row.case)
    role = procedure.roles.get(row.role)
    return Assigned(
        case=row.case,
        role=row.role,
        role_title=role.title if role else row.role,
        kind_title=procedure.title,
    )
