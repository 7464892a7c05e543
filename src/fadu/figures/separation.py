# SPDX-License-Identifier: MulanPSL-2.0
"""Whether one person acted in two roles that the law keeps apart, over a case and all its children.

It looks at who signed the acts, so that histories kept elsewhere are judged like those conducted here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from fadu.cases.models import Act, Case
from fadu.cases.rules import separation_sets
from fadu.figures import compiling
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from fadu.figures.indicators import Row, Separated
    from fadu.people.models import Bureau


def listed(separated: Separated, bureau: Bureau, first: date, last: date) -> list[Row]:
    """The rows in whose case every such role was another person's."""
    rows = compiling.listed(separated.rows, bureau, first, last)
    cases = compiling.between(separated.rows, bureau, first, last).order_by().values(separated.rows.case)
    mixed = _mixed(Case.objects.filter(pk__in=cases)) if rows else set()
    return [row for row in rows if row.record not in mixed]


def _mixed(roots: QuerySet[Case]) -> set[str]:
    """The numbers of the cases in which somebody took two roles of one separation."""
    by_root = {
        key: (number, kind, edition) for key, *(number, kind, edition) in roots.values_list("pk", *_NAMED)
    }
    taken: dict[tuple[int, str, str], str] = {}
    mixed = set()
    for root, person, role in _signatures(roots):
        number, kind, edition = by_root[root]
        apart = [item.roles for item in library().edition(kind, edition).apart]
        for separation in separation_sets(apart, role):
            if taken.setdefault((root, separation, person), role) != role:
                mixed.add(number)
    return mixed


_NAMED = ("number", "kind", "edition")


def _signatures(roots: QuerySet[Case]) -> Iterator[tuple[int, str, str]]:
    """Root case, person, and role as the root's procedure names it, for every signature of a family."""
    families = Q(pk__in=roots.values("pk")) | Q(root__in=roots.values("pk"))
    family = {
        case: (root or case, names)
        for case, root, names in Case.objects.filter(families).values_list("pk", "root_id", "role_names")
    }
    acts = Act.objects.filter(case__in=Case.objects.filter(families).values("pk"))
    for case, signed in acts.order_by().values_list("case_id", "by").iterator():
        root, names = family[case]
        for signature in signed:
            yield root, signature["person"], names.get(signature["role"], signature["role"])
