# SPDX-License-Identifier: MulanPSL-2.0
"""The work of a bureau or a department as its head sees it: lamps by stage, what is late, how much each desk has open.

Of an officer only open turns and their days are counted: no case that is over, no amount, and nobody is ranked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from fadu.cases.models import Turn
from fadu.cases.reading import news
from fadu.cases.reading.choosing import lamp
from fadu.cases.reading.reach import posts_by_reach
from fadu.cases.reading.sight import visible_to
from fadu.cases.reading.turns import open_on
from fadu.cases.reading.unfinished import unfinished
from fadu.cases.rules import officer_id_of
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from django.db.models import QuerySet

    from fadu.cases.models import Case
    from fadu.people.models import Officer

LAMPS = ("red", "today", "yellow", "green", "none")
#: so many cases that are late or nearly are shown at once
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many cases in hand of a kind stand in a stage, by lamp."""

    kind: str
    stage: str
    lamps: dict[str, int]

    @property
    def all(self) -> int:
        return sum(self.lamps.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What waits on one desk: open turns, those past their day, those whose lamp is yellow, the nearest day."""

    officer: int
    name: str
    unit: str
    open: int = 0
    late: int = 0
    soon: int = 0
    nearest: date | None = None


def departments_led(officer: Officer, leading: Collection[str], at: datetime) -> list[int] | None:
    """The departments an officer heads; None for whoever heads the whole bureau."""
    held = [holding for holding in people.holdings(officer, at) if holding.post in leading]
    if any(holding.post in posts_by_reach().bureau for holding in held):
        return None
    return [holding.department_id for holding in held if holding.department_id]


def cases_led(officer: Officer, departments: Collection[int] | None, at: datetime) -> QuerySet[Case]:
    """The cases in hand of the departments somebody heads, past the gate; exercises left out."""
    cases = visible_to(officer, at).filter(unfinished(officer.bureau_id, at.date()), exercise=False)
    return cases if departments is None else cases.filter(department_id__in=departments)


def standing(cases: QuerySet[Case], on: date) -> list[Standing]:
    """How many cases stand where, by lamp; in one query."""
    sums = {f"lamp_{key}": Count("pk", filter=lamp(key, on)) for key in LAMPS}
    rows = cases.order_by("kind", "stage").values("kind", "stage").annotate(**sums)
    return [
        Standing(kind=row["kind"], stage=row["stage"], lamps={key: row[f"lamp_{key}"] for key in LAMPS})
        for row in rows
    ]


def pressing(cases: QuerySet[Case], on: date) -> list[Case]:
    """The cases that are late or end within the days of the yellow lamp, the latest first."""
    chosen = cases.filter(lamp("red", on) | lamp("today", on) | lamp("yellow", on))
    return list(chosen.select_related("department", "bureau").order_by("next_due", "pk")[: MOST + 1])


def loads(
    cases: QuerySet[Case], officer: Officer, departments: Collection[int] | None, soon: date, on: date
) -> list[Load]:
    """What waits for each officer by name, by unit and then in the order of their coming; two queries."""
    rows = Turn.objects.filter(
        open_on(on),
        bureau_id=officer.bureau_id,
        who="officer",
        kind__in=news.AT_THE_DESK,
        case__in=cases.values("pk"),
    ).values_list("name")
    late, near = Q(until__lt=on), Q(until__gte=on, until__lte=soon)
    counted = rows.annotate(
        open=Count("pk"), late=Count("pk", filter=late), soon=Count("pk", filter=near), nearest=_nearest()
    ).order_by("name")
    by_officer = {officer_id_of(name): counts for name, *counts in counted}
    return [
        Load(officer=number, name=name, unit=unit, **dict(zip(_COUNTS, by_officer[number], strict=True)))
        for number, name, department, unit in people.units_of(officer.bureau_id, on)
        if number in by_officer
    ]


_COUNTS = ("open", "late", "soon", "nearest")


def _nearest() -> object:
    from django.db.models import Min

    return Min("until")
