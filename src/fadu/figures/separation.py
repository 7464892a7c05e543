# SPDX-License-Identifier: MulanPSL-2.0
"""Whether one person acted in two roles that the law keeps apart, over a case and all its children.

It looks at who signed the acts, so that histories kept elsewhere are judged like those conducted here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.models import Act, Case
from fadu.cases.rules import separation_sets
from fadu.cases.world.worlds import procedure_of
from fadu.figures import compiling

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
    sets = {root.pk: [item.roles for item in procedure_of(root).apart] for root in roots}
    numbers = {root.pk: root.number for root in roots}
    taken: dict[tuple[int, str, str], str] = {}
    mixed = set()
    for root, person, role in _signatures(roots):
        for separation in separation_sets(sets[root], role):
            if taken.setdefault((root, separation, person), role) != role:
                mixed.add(numbers[root])
    return mixed


def _signatures(roots: QuerySet[Case]) -> Iterator[tuple[int, str, str]]:
    """Root case, person, and role as the root's procedure names it, for every signature of a family."""
    of_the_root = Act.objects.filter(case__in=roots).values_list("case_id", "case__role_names", "by")
    of_a_child = Act.objects.filter(case__root__in=roots).values_list(
        "case__root_id", "case__role_names", "by"
    )
    for acts in (of_the_root, of_a_child):
        for root, names, signed in acts.order_by().iterator():
            for signature in signed:
                yield root, signature["person"], names.get(signature["role"], signature["role"])
