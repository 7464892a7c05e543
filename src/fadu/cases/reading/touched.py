# SPDX-License-Identifier: MulanPSL-2.0
"""The cases an erratum touches: those that stand, or stood, under an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.models import Case

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def touched_by(kind: str, edition: date, *, until: date | None) -> QuerySet[Case]:
    """The cases of a kind that an edition judged, which reigned until a day (None: still).

    A case that has passed to a later edition counts too where it began before that one reigned: its earlier acts
    were judged by this one.
    """
    cases = Case.objects.filter(kind=kind, edition__gte=edition)
    return cases if until is None else cases.filter(opened_at__date__lt=until)
