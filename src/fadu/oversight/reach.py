# SPDX-License-Identifier: MulanPSL-2.0
"""Who reads of what was found: before it was disposed of the case's people, their head and the legal office; afterwards who oversees.

It is the one gate for every page, list and export of findings, and stands behind that of the cases: who does not see a case whole
reads of none of its findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from fadu.cases.models import Assignment
from fadu.cases.reading import sight
from fadu.oversight.disposal import rules
from fadu.oversight.models import Raised
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.people.selectors import HeldPost


def raised_to(officer: Officer, at: datetime) -> QuerySet[Raised]:
    """The findings an officer may read at a moment; what is found no more and was never disposed of is nobody's."""
    return _read_by(officer, at, Raised.objects.filter(case__in=sight.whole_to(officer, at).values("pk")))


def raised_in(case: Case, officer: Officer, at: datetime) -> QuerySet[Raised]:
    """Those of one case, of which the officer is known to see the whole."""
    return _read_by(officer, at, Raised.objects.filter(case=case)).order_by("pk")


def _read_by(officer: Officer, at: datetime, rows: QuerySet[Raised]) -> QuerySet[Raised]:
    held = people.holdings(officer, at)
    posts = {one.post for one in held}
    rows = rows.filter(Q(gone_on=None) | ~Q(outcome=""))
    if posts & rules().disposes:
        return rows
    mine = Exists(Assignment.objects.filter(case=OuterRef("case"), officer=officer))
    reads = Q(mine) | _of_departments(held)
    if posts & rules().afterwards:
        reads |= ~Q(outcome="")
    if posts & rules().overdue:
        reads |= Q(due_on__lt=at.date())
    return rows.filter(reads)


def disposes(officer: Officer, at: datetime) -> bool:
    """Whether an officer holds a post that disposes of findings."""
    return bool({one.post for one in people.holdings(officer, at)} & rules().disposes)


def explains(officer: Officer, row: Raised, at: datetime) -> bool:
    """Whether an officer may say why a finding came about: the case's people and their head, before it was disposed of."""
    held = people.holdings(officer, at)
    if row.outcome or not held:
        return False
    return Raised.objects.filter(
        Q(Exists(Assignment.objects.filter(case=OuterRef("case"), officer=officer))) | _of_departments(held),
        pk=row.pk,
    ).exists()


def has_a_list(posts: Iterable[str]) -> bool:
    """Whether posts read of findings in cases of others, so that the menu leads there."""
    held, those = set(posts), rules()
    return bool(held & (those.disposes | those.heads | those.afterwards))


def _of_departments(held: Iterable[HeldPost]) -> Q:
    """Findings in cases of the departments that somebody heads."""
    headed = [one.department_id for one in held if one.post in rules().heads and one.department_id]
    return Q(case__department__in=headed) if headed else Q(pk__in=())
