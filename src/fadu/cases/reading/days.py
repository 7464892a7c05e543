# SPDX-License-Identifier: MulanPSL-2.0
"""The days of cases that lie ahead: last days of the bureau's terms and of those the parties have, and days that an act set for somebody (a hearing, a meeting)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from fadu.cases.models import Act, Clock
from fadu.cases.world.worlds import is_installed, procedure_of, states_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.kinds import handed_down
from fadu.kernel.plain_days import plain_day
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from fadu.cases.models import Case
    from fadu.procedure.model import Field, Procedure
    from fadu.procedure.state import State

#: days that are over are kept in view for so long
BEHIND = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a case. ``at`` is its hour where one was set; ``key`` stays the same when the day is moved."""

    case: Case
    key: str
    title: str
    on: date
    at: datetime | None = None
    #: the last day of a term that the bureau keeps, and that can be late
    is_term: bool = False
    provisional: bool = False


def is_set_ahead(field: Field) -> bool:
    """Whether a field is a day that an act sets for somebody: one to come, and not the end of what something is valid for."""
    return field.ahead and field.not_past and not field.not_before and field.type in {"date", "datetime"}


def fields_set_ahead(procedure: Procedure) -> dict[str, Field]:
    """The fields of a procedure that are days set for somebody; one until which a term is extended is the term's own day."""
    extending = {name for action in procedure.actions.values() for name in action.extends.values()}
    return {
        key: field for key, field in procedure.fields.items() if is_set_ahead(field) and key not in extending
    }


def setting_days() -> frozenset[str]:
    """The acts, of whatever kind and edition, that set a day for somebody."""
    return handed_down().derived("acts that set a day", lambda: frozenset(_setting()))


def _setting() -> Iterator[str]:
    for kind in library().kinds():
        for edition in library().editions(kind):
            days = fields_set_ahead(edition)
            for action in edition.actions.values():
                if any(name in days for name in (*action.sets, *action.may_set)):
                    yield action.key


def ahead(cases: QuerySet[Case], on: date) -> list[Day]:
    """The days of cases, those over not longer than a while, in order."""
    return between(cases, on - BEHIND, date.max)


def between(cases: QuerySet[Case], first: date, last: date, *, with_terms: bool = True) -> list[Day]:
    """The days of cases from one day to another, both included, in order; with or without the last days of terms.

    In three statements, however many cases there are.
    """
    terms = Clock.objects.filter(
        Q(whose="bureau") | Q(target=False),
        case__in=cases.values("pk"),
        stopped_on=None,
        void=False,
        waived=False,
        paused=False,
        due_on__range=(first, last),
    ).select_related("case")
    days = [_of_term(row) for row in terms] if with_terms else []
    setting = Act.objects.filter(case__in=cases.values("pk"), action__in=setting_days()).values("case_id")
    there = cases.filter(pk__in=setting).select_related("bureau")
    known = [case for case in there if is_installed(case.kind)]
    states = states_of(known)
    for case in known:
        days += _set_in(case, states[case.pk], first, last)
    return sorted(days, key=lambda day: (day.on, _hour(day), day.case.pk, day.key))


def _hour(day: Day) -> str:
    """Where a day stands among others of it: what has no hour first."""
    return day.at.astimezone(LEGAL_TIME).strftime("%H:%M") if day.at else ""


def _of_term(row: Clock) -> Day:
    is_ours = row.whose == "bureau"
    title = f"{row.title}（承诺）" if row.target else row.title if is_ours else f"{row.title}（当事人的）"
    return Day(
        case=row.case,
        key=f"term-{row.case_id}-{row.clock}-{row.about}-{row.started_seq}",
        title=f"{title}届满",
        on=row.due_on,
        is_term=is_ours,
        provisional=row.provisional,
    )


def _set_in(case: Case, state: State, first: date, last: date) -> Iterator[Day]:
    """The days set in one case, as its acts amount to them: moved, corrected and void ones included."""
    said = state.fields
    for key, field in fields_set_ahead(procedure_of(case)).items():
        value = said.get(key)
        if field.sealed or not isinstance(value, str) or not value:
            continue
        at = _moment(value) if field.type == "datetime" else None
        day = at.date() if at else plain_day(value)
        if day is not None and first <= day <= last:
            yield Day(case=case, key=f"day-{case.pk}-{key}", title=field.title, on=day, at=at)


def _moment(value: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at.astimezone(LEGAL_TIME) if at.tzinfo else at.replace(tzinfo=LEGAL_TIME)


def set_by(acts: Iterable[Act]) -> dict[int, list[tuple[str, date]]]:
    """What days some acts set: number of the act -> title and day of each, nothing that is sealed."""
    by_act: dict[int, list[tuple[str, date]]] = {}
    for act in acts:
        fields = fields_set_ahead(procedure_of(act.case)) if is_installed(act.case.kind) else {}
        said = [(fields[key], str(value)) for key, value in act.payload.items() if key in fields and value]
        by_act[act.pk] = [(f.title, day) for f, value in said if not f.sealed and (day := plain_day(value))]
    return by_act
