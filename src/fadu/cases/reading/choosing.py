# SPDX-License-Identifier: MulanPSL-2.0
"""Which of the cases an officer may see are asked for: by kind, stage, handler, department, words, days and lamp."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from fadu.cases.models import Assignment
from fadu.cases.reading import search
from fadu.kernel.clock import LEGAL_TIME

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fadu.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a list is narrowed to; what is not said narrows nothing.

    ``handler`` and ``department`` are numbers; ``words`` are searched as the search page does (never what is sealed);
    ``since`` and ``until`` are days of opening, both included; ``lamp`` is red, today, yellow, green or none.

    >>> bool(Chosen()), bool(Chosen(kind="penalty"))
    (False, True)
    """

    kind: str = ""
    stage: str = ""
    handler: int | None = None
    department: int | None = None
    words: str = ""
    since: date | None = None
    until: date | None = None
    lamp: str = ""

    def __bool__(self) -> bool:
        return self != Chosen()

    def narrow(self, cases: QuerySet[Case], on: date) -> QuerySet[Case]:
        """The cases that are asked for; a lamp is read as of a day."""
        if self.kind:
            cases = cases.filter(kind=self.kind)
        if self.stage:
            cases = cases.filter(stage=self.stage)
        if self.handler is not None:
            cases = cases.filter(pk__in=Assignment.objects.filter(officer_id=self.handler).values("case_id"))
        if self.department is not None:
            cases = cases.filter(department_id=self.department)
        if self.since:
            cases = cases.filter(opened_at__gte=_midnight(self.since))
        if self.until:
            cases = cases.filter(opened_at__lt=_midnight(self.until + timedelta(days=1)))
        if self.lamp:
            cases = cases.filter(lamp(self.lamp, on))
        return search.matching(cases, self.words) if self.words else cases


def lamp(key: str, on: date) -> Q:
    """The open cases under a lamp on a day, as ``lamps.light`` has it: red (over), today, yellow (soon), green (later), none (no term of
    the bureau runs).
    """
    return {
        "red": Q(next_due__lt=on),
        "today": Q(next_due=on),
        "yellow": Q(next_due__gt=on, amber_on__lte=on),
        "green": Q(next_due__gt=on, amber_on__gt=on),
        "none": Q(next_due=None),
    }[key]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LEGAL_TIME)
