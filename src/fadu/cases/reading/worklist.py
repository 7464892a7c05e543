# SPDX-License-Identifier: MulanPSL-2.0
"""The work on an officer's desk, page by page: each case with its lawful and its promised last day, in few queries.

A page is found by its last line (keyset), never by counting off rows: the thousandth page costs what the first does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from fadu.cases.models import Case, Clock
from fadu.cases.reading.sight import visible_to
from fadu.cases.rules import light
from fadu.cases.world.worlds import law_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.law.calendar import Calendar
    from fadu.people.models import Officer

PAGE = 50
#: a clock turns yellow when so many calendar days are left (practice, not law)
AMBER_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A case on the desk: what its nearest term is, when it ends, how many working days are left, and what was promised."""

    case: Case
    light: str
    term: str = ""
    due_on: date | None = None
    provisional: bool = False
    days_left: int | None = None
    work_days_left: int | None = None
    promised_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many open cases stand under which lamp today."""

    overdue: int
    today: int
    soon: int
    later: int
    without: int

    @property
    def open(self) -> int:
        return self.overdue + self.today + self.soon + self.later + self.without


def counts(officer: Officer, at: datetime) -> Counts:
    """One query over the open cases an officer may see."""
    on, amber = at.date(), at.date() + timedelta(days=AMBER_DAYS)
    spans = {
        "overdue": Q(next_due__lt=on),
        "today": Q(next_due=on),
        "soon": Q(next_due__gt=on, next_due__lte=amber),
        "later": Q(next_due__gt=amber),
        "without": Q(next_due=None),
    }
    running = visible_to(officer, at).filter(closed_at=None)
    return Counts(**running.aggregate(**{name: Count("pk", filter=span) for name, span in spans.items()}))


def page(officer: Officer, at: datetime, *, after: tuple[date, int] | None = None) -> tuple[list[Line], str]:
    """Open cases by their nearest last day, and where the next page begins ("" at the end)."""
    running = visible_to(officer, at).filter(closed_at=None, next_due__isnull=False)
    if after:
        running = running.filter(Q(next_due__gt=after[0]) | Q(next_due=after[0], pk__gt=after[1]))
    cases = list(running.select_related("department", "bureau").order_by("next_due", "pk")[: PAGE + 1])
    following = f"{cases[PAGE - 1].next_due}.{cases[PAGE - 1].pk}" if len(cases) > PAGE else ""
    return lines(cases[:PAGE], at.date()), following


def without_term(officer: Officer, at: datetime) -> list[Line]:
    """The newest open cases in which no term of the bureau runs now (it waits for somebody else)."""
    running = (
        visible_to(officer, at).filter(closed_at=None, next_due=None).select_related("department", "bureau")
    )
    return lines(list(running.order_by("-opened_at", "-pk")[:PAGE]), at.date())


def done(
    officer: Officer, at: datetime, *, before: tuple[datetime, int] | None = None
) -> tuple[list[Case], str]:
    """Closed cases an officer may see, the newest first, and where the next page begins."""
    closed = visible_to(officer, at).filter(closed_at__isnull=False)
    if before:
        closed = closed.filter(Q(closed_at__lt=before[0]) | Q(closed_at=before[0], pk__lt=before[1]))
    cases = list(closed.select_related("department", "bureau").order_by("-closed_at", "-pk")[: PAGE + 1])
    last = cases[PAGE - 1] if len(cases) > PAGE else None
    return cases[:PAGE], f"{last.closed_at.timestamp()}.{last.pk}" if last and last.closed_at else ""


def lines(cases: Sequence[Case], on: date) -> list[Line]:
    """Cases as lines: the terms of all of them in one query."""
    terms = _terms(cases)
    calendar = law_for(cases[0].bureau).calendar if cases else None
    return [_line(case, on, terms.get(case.pk, []), calendar) for case in cases]


def _terms(cases: Sequence[Case]) -> dict[int, list[Clock]]:
    running = Clock.objects.filter(
        case__in=[c.pk for c in cases], stopped_on=None, void=False, waived=False, due_on__isnull=False
    )
    by_case: dict[int, list[Clock]] = {}
    for row in running.filter(whose="bureau").order_by("due_on", "pk"):
        by_case.setdefault(row.case_id, []).append(row)
    return by_case


def _line(case: Case, on: date, terms: list[Clock], calendar: Calendar | None) -> Line:
    due = case.next_due
    promised = next((row.due_on for row in terms if row.target and not row.paused), None)
    lawful = next((row for row in terms if not row.target and row.due_on == due), None)
    lamp = light(due_on=due, on=on, amber_days=AMBER_DAYS)
    if due is None or calendar is None:
        return Line(case=case, light=lamp, promised_on=promised)
    return Line(
        case=case,
        light=lamp,
        term=lawful.title if lawful else "",
        due_on=due,
        promised_on=promised,
        provisional=bool(lawful and lawful.provisional),
        days_left=(due - on).days,
        work_days_left=work_days(calendar, on, due),
    )


def work_days(calendar: Calendar, on: date, due: date) -> int:
    """Working days after a day up to and including the last one; negative for those by which it is exceeded."""
    return calendar.between(on, due) if due >= on else -calendar.between(due, on)
