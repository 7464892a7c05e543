# SPDX-License-Identifier: MulanPSL-2.0
"""What is assigned to an officer in cases that are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.cases.models import Assignment
from fadu.cases.world import worlds

if TYPE_CHECKING:
    from fadu.cases.models import Case
    from fadu.people.models import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """A case in which an officer is assigned to a role, with the titles of both."""

    case: Case
    role: str
    role_title: str
    kind_title: str


def assigned_to(officer: Officer) -> list[Assigned]:
    """The assignments of an officer in open cases, the oldest case first; those of kinds that were taken away are left out."""
    rows = Assignment.objects.filter(officer=officer, case__closed_at=None)
    rows = rows.select_related("case__bureau", "case__department").order_by("case_id", "role")
    return [_assigned(row) for row in rows if worlds.is_installed(row.case.kind)]


def _assigned(row: Assignment) -> Assigned:
    procedure = worlds.procedure_of(row.case)
    role = procedure.roles.get(row.role)
    return Assigned(
        case=row.case,
        role=row.role,
        role_title=role.title if role else row.role,
        kind_title=procedure.title,
    )
