# SPDX-License-Identifier: MulanPSL-2.0
"""The work on an officer's desk, page by page: each case with its lawful and its promised last day, in few queries.

A page is found by its last line (keyset), never by counting off rows: the thousandth page costs what the first does.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from fadu.cases.lamps import light
from fadu.cases.models import Act, Case, Clock
from fadu.cases.reading.choosing import Chosen, lamp
from fadu.cases.reading.sight import registered_by, visible_to
from fadu.cases.reading.turns import turns_of
from fadu.cases.reading.unfinished import is_unfinished, unfinished
from fadu.cases.world.worlds import law_for
from fadu.kernel.plain_numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from fadu.law.calendar import Calendar
    from fadu.people.models import Officer

PAGE = 50
#: more of one's own cases that wait are not listed at once
MOST = 500
EVERYTHING = Chosen()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page of open cases ended: the last day of its last case (None where none runs) and its number.

    >>> Place.read("2022-03-01.7"), Place.read("none.9")
    (Place(day=datetime.date(2022, 3, 1), number=7), Place(day=None, number=9))
    >>> str(Place.read("2022-03-01.7"))
    '2022-03-01.7'
    """

    day: date | None
    number: int

    def __str__(self) -> str:
        return f"{self.day or 'none'}.{self.number}"

    @classmethod
    def read(cls, text: str) -> Place:
        """A place as it stands in an address. Raises ValueError."""
        day, place = text.split(".")
        number = plain_number(place)
        if number is None:
            raise ValueError(text)
        return cls(day=None if day == "none" else date.fromisoformat(day), number=number)


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
    """How many cases in hand stand under which lamp today, by the names of the lamps (see ``choosing.lamp``)."""

    red: int
    today: int
    yellow: int
    green: int
    none: int

    @property
    def open(self) -> int:
        return sum(astuple(self))


def counts(officer: Officer, at: datetime, chosen: Chosen = EVERYTHING) -> Counts:
    """One query over the cases in hand that an officer may see."""
    running = _in_hand(officer, at, chosen)
    sums = {each.name: Count("pk", filter=lamp(each.name, at.date())) for each in fields(Counts)}
    return Counts(**running.aggregate(**sums))


def page(
    officer: Officer,
    at: datetime,
    chosen: Chosen = EVERYTHING,
    *,
    after: Place | None = None,
    most: int | None = None,
) -> tuple[list[Line], Place | None]:
    """Cases in hand by their nearest last day, those in which no term of the bureau runs behind them; and where the next page
    begins (None at the end). A page has ``most`` lines.
    """
    most = PAGE if most is None else most
    running = _in_hand(officer, at, chosen).select_related("department", "bureau")
    cases: list[Case] = []
    if after is None or after.day is not None:
        dated = running.filter(next_due__isnull=False)
        if after:
            dated = dated.filter(Q(next_due__gt=after.day) | Q(next_due=after.day, pk__gt=after.number))
        cases += dated.order_by("next_due", "pk")[: most + 1]
    if len(cases) <= most:
        without = running.filter(next_due=None)
        if after and after.day is None:
            without = without.filter(pk__gt=after.number)
        cases += without.order_by("pk")[: most + 1 - len(cases)]
    last = cases[most - 1] if len(cases) > most else None
    return lines(cases[:most], at.date()), Place(day=last.next_due, number=last.pk) if last else None


def _in_hand(officer: Officer, at: datetime, chosen: Chosen) -> QuerySet[Case]:
    on = at.date()
    return chosen.narrow(visible_to(officer, at).filter(unfinished(officer.bureau_id, on)), on)


def waiting(officer: Officer, at: datetime, chosen: Chosen = EVERYTHING) -> list[Line]:
    """The officer's own cases in hand (assigned to them, or brought about by them and assigned to nobody yet) in which nothing
    waits for them now, those that wait longest first.
    """
    theirs = {turn.case.pk for turn in turns_of(officer, at)}
    own = Q(assignments__officer=officer) | Q(opened_by=officer, parent=None, assignments=None)
    in_hand = visible_to(officer, at).filter(own, is_unfinished(at.date())).exclude(pk__in=theirs).distinct()
    cases = chosen.narrow(in_hand, at.date()).select_related("department", "bureau")
    return lines(list(cases.order_by("next_due", "pk")[:MOST]), at.date())


def done(
    officer: Officer,
    at: datetime,
    chosen: Chosen = EVERYTHING,
    *,
    before: int | None = None,
    most: int | None = None,
) -> tuple[list[Act], int | None]:
    """What an officer did himself in cases he may still see, what was recorded last first, and before which act the next page begins.

    The cases he registered are among them though others work them by now: there he finds where they stand. Nothing is sought in these.

    It is read along the index of his acts, each looked at whether its case is one of those: he did few of all that is done.
    """
    most = PAGE if most is None else most
    cases = chosen.narrow(visible_to(officer, at), at.date())
    seen = Q(Exists(cases.filter(pk=OuterRef("case_id"))))
    if chosen == EVERYTHING:
        seen |= Q(Exists(registered_by(officer, at).filter(pk=OuterRef("case_id"))))
    acts = Act.objects.filter(seen, officer=officer)
    if before is not None:
        last = Act.objects.filter(pk=before).values_list("recorded_at", flat=True).first() or at
        acts = acts.filter(recorded_at__lte=last)  # where the index begins
        acts = acts.filter(Q(recorded_at__lt=last) | Q(pk__lt=before))
    acts = acts.select_related("case", "case__department", "case__bureau")
    page = list(acts.order_by("-recorded_at", "-pk")[: most + 1])
    return page[:most], page[most - 1].pk if len(page) > most else None


def closed(
    officer: Officer,
    at: datetime,
    chosen: Chosen = EVERYTHING,
    *,
    before: tuple[datetime, int] | None = None,
    most: int | None = None,
) -> tuple[list[Case], tuple[datetime, int] | None]:
    """Closed cases an officer may see, the newest first, and where the next page begins."""
    most = PAGE if most is None else most
    over = chosen.narrow(visible_to(officer, at).filter(closed_at__isnull=False), at.date())
    if before:
        over = over.filter(closed_at__lte=before[0])  # where the index begins
        over = over.filter(Q(closed_at__lt=before[0]) | Q(pk__lt=before[1]))
    cases = list(over.select_related("department", "bureau").order_by("-closed_at", "-pk")[: most + 1])
    last = cases[most - 1] if len(cases) > most else None
    return cases[:most], (last.closed_at, last.pk) if last and last.closed_at else None


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
    lamp = light(due_on=due, on=on, amber_on=case.amber_on)
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
