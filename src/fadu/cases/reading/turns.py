# SPDX-License-Identifier: MulanPSL-2.0
"""Whose turn it is, read from the rows: what a case waits for, and what waits for an officer; nothing is worked out anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Case as Choice
from django.db.models import Q, When

from fadu.cases.models import Turn
from fadu.cases.reading import kept_out
from fadu.cases.reading.sight import is_of_a_department
from fadu.cases.rules import person_of
from fadu.cases.world import worlds
from fadu.people import selectors as people
from fadu.storage.by_key import ByKey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.people.selectors import HeldPost


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTurn:
    """What waits in a case, since and until when, and for whom: ``(who, name)`` of each, any of whom may do it."""

    case: Case
    kind: str
    what: str
    role: str
    about: str
    since: date
    until: date | None
    whom: tuple[tuple[str, str], ...]
    #: the day from which its lamp is yellow
    amber_on: date | None = None


def turn_of(case: Case, on: date) -> list[OpenTurn]:
    """What a case waits for on a day, today or one that lies ahead; nothing once it has ended."""
    return joined(_open(on).filter(case=case).order_by("place"))


def turns_in_each(cases: Iterable[Case], on: date) -> dict[int, list[OpenTurn]]:
    """What each of some cases waits for on a day, by the case's number: all of them in one query."""
    by_case: dict[int, list[OpenTurn]] = {}
    for turn in joined(_open(on).filter(case__in=[case.pk for case in cases]).order_by("case_id", "place")):
        by_case.setdefault(turn.case.pk, []).append(turn)
    return by_case


def turns_of(officer: Officer, at: datetime) -> list[OpenTurn]:
    """What waits for an officer at a moment, by assignment and by the posts held then, within their limits; the nearest last day first.

    Each turn names only what makes it the officer's; a person who has left has none, and exercises wait for nobody.
    """
    own = _of(officer, at, _open(at.date()).filter(case__exercise=False))
    return not_kept_out(officer, own, at)


def not_kept_out(officer: Officer, turns: list[OpenTurn], at: datetime) -> list[OpenTurn]:
    """Of an officer's turns those that are really his: what falls to his post and is not for him in this case is left out."""
    held = {person_of(officer.pk): [worlds.holding_of(one) for one in people.holdings(officer, at)]}
    asked, person = kept_out.of(turns, held, at), person_of(officer.pk)
    return [turn for turn in turns if ("officer", person) in turn.whom or not asked.is_kept(turn, person)]


def turns_in(case: Case, officer: Officer, at: datetime) -> list[OpenTurn]:
    """What waits for an officer in one case, an exercise too."""
    return of_case_and_officer(case, officer, at)[1]


def of_case_and_officer(case: Case, officer: Officer, at: datetime) -> tuple[list[OpenTurn], list[OpenTurn]]:
    """What a case waits for at a moment, an exercise too, and what of it waits for an officer: in one query."""
    mine = asked_of(officer, at) or Q(pk__in=())

    def build(number: Any, day: Any) -> QuerySet[Turn]:
        is_mine = Choice(When(mine, then=True), default=False)
        return Turn.objects.filter(open_on(day), case=number).annotate(is_mine=is_mine).order_by("place")

    key = (officer.pk, officer.bureau_id, officer.until, at.date() if officer.until else None)
    asked = _OF_CASE.prepared((*key, people.holdings(officer, at)), build, int, date)
    rows = asked(case.pk, at.date())
    for row in rows:
        row.case = case
    own = _by_urgency(row for row in rows if row.is_mine)
    return joined(rows), not_kept_out(officer, own, at)


def asked_of(officer: Officer, at: datetime) -> Q | None:
    """The rows of turns that are an officer's at a moment, as a condition; None for whoever has left."""
    by_name, by_post = _asked_of(officer, at)
    return None if by_name is None else by_name | by_post if by_post is not None else by_name


def _asked_of(officer: Officer, at: datetime) -> tuple[Q | None, Q | None]:
    """An officer's rows by name and, where posts are held, by post."""
    if officer.until is not None and officer.until < at.date():
        return None, None
    holdings = people.holdings(officer, at)
    by_name = Q(bureau_id=officer.bureau_id, who="officer", name=person_of(officer.pk))
    if not holdings:
        return by_name, None
    posts = {holding.post for holding in holdings}
    return by_name, Q(bureau_id=officer.bureau_id, who="post", name__in=posts) & _any(map(_within, holdings))


def _of(officer: Officer, at: datetime, of_all: QuerySet[Turn]) -> list[OpenTurn]:
    """Of open rows those that are an officer's."""
    rows = [row for mine in _asked_of(officer, at) if mine is not None for row in of_all.filter(mine)]
    rows.sort(key=lambda row: (row.case_id, row.place))
    return _by_urgency(rows)


def _by_urgency(rows: Iterable[Turn]) -> list[OpenTurn]:
    """Turns of rows in the order of cases and places, the nearest last day first."""
    return sorted(joined(rows), key=lambda turn: (turn.until or date.max, turn.since, turn.case.pk))


def open_in(bureau_id: int, on: date) -> list[OpenTurn]:
    """Everything the cases of a bureau wait for on a day, exercises left out."""
    return joined(_open(on).filter(bureau_id=bureau_id, case__exercise=False).order_by("case_id", "place"))


_OF_CASE = ByKey()


def open_on(on: date) -> Q:
    """The rows that are open on a day, as a condition."""
    return Q(Q(last=None) | Q(last__gte=on), first__lte=on)


def _open(on: date) -> QuerySet[Turn]:
    return Turn.objects.filter(open_on(on)).select_related("case", "case__bureau")


def _within(holding: HeldPost) -> Q:
    """The turns of a post that a holding reaches: of its department, and of the kinds, acts and departments it is limited to."""
    reach, limits = Q(name=holding.post), holding.limits
    if holding.department_id and is_of_a_department(holding.post):
        reach &= Q(department_id=None) | Q(department_id=holding.department_id)
    if limits.kinds:
        reach &= Q(case__kind__in=limits.kinds)
    if limits.departments:
        reach &= Q(department_id__in=limits.departments)
    if limits.actions:
        built_in = [kind for kind in ("serve", "assign") if kind in limits.actions]
        reach &= Q(kind__in=("act", "sign", "resume", "confirm"), what__in=limits.actions) | Q(
            kind__in=built_in
        )
    return reach


def _any(conditions: Iterable[Q]) -> Q:
    joined = Q(pk__in=())
    for condition in conditions:
        joined |= condition
    return joined


def joined(rows: Iterable[Turn]) -> list[OpenTurn]:
    """Turns of rows in the order of cases and places: one turn for the rows that tell of it, which stand one after the other."""
    turns = []
    for _, together in groupby(rows, key=_told):
        same = list(together)
        row = same[0]
        turns.append(
            OpenTurn(
                case=row.case,
                kind=row.kind,
                what=row.what,
                role=row.role,
                about=row.about,
                since=row.since,
                until=row.until,
                whom=tuple((one.who, one.name) for one in same),
                amber_on=row.amber_on,
            )
        )
    return turns


def _told(row: Turn) -> tuple[object, ...]:
    return (row.case_id, row.kind, row.what, row.role, row.about, row.since, row.until)
