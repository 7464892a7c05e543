# SPDX-License-Identifier: MulanPSL-2.0
"""Days as a calendar of the desk: last days of terms, hearings, meetings, of one's own cases, of one's department, or the meetings alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fadu.cases.lamps import amber_from, light
from fadu.cases.reading import days, news
from fadu.cases.reading.reach import posts_by_reach
from fadu.cases.reading.sight import visible_to
from fadu.cases.reading.unfinished import unfinished
from fadu.cases.world.worlds import law_for
from fadu.desk.words import kind_title
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import selectors as people
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from fadu.cases.models import Case
    from fadu.cases.reading.days import Day
    from fadu.law.calendar import Calendar
    from fadu.people.models import Officer

#: whose days are shown -> how that is called
SCOPES = {"mine": "我的", "unit": "本部门", "set": "听证和会议"}
#: how much is shown at once -> how that is called, and how many days it is
SPANS = {"week": ("周", 7), "day": ("日", 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing on a day: at what hour, what, in which case."""

    at: str
    title: str
    case: Case
    kind: str
    #: the colour of the lamp of a term
    lamp: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One day of the calendar with what stands on it."""

    on: date
    is_today: bool
    is_working: bool
    lines: tuple[Line, ...]


def cases_of(officer: Officer, scope: str, at: datetime) -> QuerySet[Case]:
    """The cases in hand whose days are shown, past the gate: those of the officer, of the departments they work in, or all they see."""
    if scope == "mine":
        return news.cases_of(officer, at)
    in_hand = unfinished(officer.bureau_id, at.date())
    seen = visible_to(officer, at).filter(in_hand, exercise=False, kind__in=library().kinds())
    if scope == "set":
        return seen
    held = people.holdings(officer, at)
    if any(holding.post in posts_by_reach().bureau for holding in held):
        return seen
    units = {holding.department_id for holding in held} | {officer.department_id}
    return seen.filter(department_id__in=[unit for unit in units if unit])


def span_around(on: date, span: str) -> tuple[date, date]:
    """The first and last day shown: a week from Monday to Sunday, or the day itself.

    >>> span_around(date(2022, 12, 15), "week"), span_around(date(2022, 12, 15), "day")[0]
    ((datetime.date(2022, 12, 12), datetime.date(2022, 12, 18)), datetime.date(2022, 12, 15))
    """
    length = SPANS[span][1]
    first = on - timedelta(days=on.weekday()) if length > 1 else on
    return first, first + timedelta(days=length - 1)


def leaves(officer: Officer, scope: str, span: str, on: date, at: datetime) -> list[Leaf]:
    """The days around one, each with its lines in the order of the hours."""
    first, last = span_around(on, span)
    there = days.between(cases_of(officer, scope, at), first, last, with_terms=scope != "set")
    calendar = law_for(officer.bureau).calendar
    shown = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [
        Leaf(
            on=day,
            is_today=day == at.date(),
            is_working=calendar.is_working_day(day),
            lines=tuple(_lines((one for one in there if one.on == day), at.date(), calendar)),
        )
        for day in shown
    ]


def _lines(of_day: Iterable[Day], today: date, calendar: Calendar) -> Iterable[Line]:
    for day in of_day:
        amber = amber_from(day.on, calendar) if day.is_term else None
        yield Line(
            at=f"{day.at.astimezone(LEGAL_TIME):%H:%M}" if day.at else "",
            title=day.title,
            case=day.case,
            kind=kind_title(day.case),
            lamp=light(due_on=day.on, on=today, amber_on=amber) if day.is_term else "",
            provisional=day.provisional,
        )
