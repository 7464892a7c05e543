# SPDX-License-Identifier: MulanPSL-2.0
"""Taking a role in a family of cases: what the law keeps apart, the database keeps apart too.

The engine refuses first and says why; the unique row here decides between two who act at the same moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.errors import SeparationError
from fadu.cases.models import Case, RoleTaken
from fadu.cases.rules import separation_sets
from fadu.cases.worlds import procedure_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def take(case: Case, taken: Iterable[tuple[str, str]]) -> None:
    """Record (person, role) in the root's words; raise SeparationError where a person holds its opposite."""
    root = case.root or case
    apart = [item.roles for item in procedure_of(root).apart]
    wanted = [
        (separation, person, named)
        for person, role in sorted(set(taken))
        for named in [case.role_names.get(role, role)]
        for separation in separation_sets(apart, named)
    ]
    if not wanted:
        return
    RoleTaken.objects.bulk_create(
        [RoleTaken(root=root, separation=s, person=p, role=r, case=case) for s, p, r in wanted],
        ignore_conflicts=True,
    )
    have = {(row.separation, row.person): row.role for row in RoleTaken.objects.filter(root=root)}
    for separation, person, role in wanted:
        if have[separation, person] != role:
            titles = procedure_of(root).roles
            raise SeparationError(
                f"同一人在本案中已任“{titles[have[separation, person]].title}”，不得再任“{titles[role].title}”。请由他人办理。"
            )
