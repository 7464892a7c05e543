# SPDX-License-Identifier: MulanPSL-2.0
"""What moves clocks without an act: a holiday notice, seen before it is confirmed; a local parameter set for a day gone by."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from fadu.cases.acts.clocks import running
from fadu.cases.acts.projection import rebuild
from fadu.cases.models import Case, Clock
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fadu.people.models import Bureau, Officer

    #: case, title, party and start of open clocks -> their last day as it is printed
    OpenTerms = dict[tuple[str, str, str, int], str]


def adopt(text: str, *, keep: bool, by: Officer | None = None) -> list[dict[str, str]]:
    """Adopt a notice, derive the clocks it may move anew, and tell which open ones moved; without ``keep`` all is taken back."""
    with transaction.atomic():
        before = open_terms()
        adopted = people.adopt_notice(text=text, by=by)
        rebuild(_that_may_move(adopted.year))
        after = open_terms()
        if not keep:
            transaction.set_rollback(True)
    return moved(before, after)


def moved(before: OpenTerms, after: OpenTerms) -> list[dict[str, str]]:
    """The open clocks that are due on another day than before."""
    return [
        {"case": case, "clock": name, "before": before.get((case, name, about, seq), "（无）"), "after": due}
        for (case, name, about, seq), due in after.items()
        if before.get((case, name, about, seq)) != due
    ]


@transaction.atomic
def set_parameter(*, bureau: Bureau, key: str, value: int, start: date, document: str) -> None:
    """Set a local parameter, and let the rows follow of cases in which something happened since its first day, and of those that run."""
    people.set_parameter(bureau=bureau, key=key, value=value, start=start, document=document)
    since = Q(acts__happened_at__gte=datetime.combine(start, time.min, LEGAL_TIME))
    reached = since | Q(clocks__started_on__gte=start) | Q(closed_at=None)
    touched = Case.objects.filter(reached, bureau=bureau)
    rebuild(Case.objects.filter(pk__in=touched.values("pk")))


def _that_may_move(year: int) -> QuerySet[Case]:
    """The cases whose rows may hang on the holidays of a year: those that run, and those with a clock that ended near it.

    A clock that was met is counted too: whether it was met in time is asked long after the end.
    """
    reach = Q(closed_at=None) | Q(clocks__due_on__gte=date(year - 1, 1, 1))
    return Case.objects.filter(pk__in=Case.objects.filter(reach).values("pk"))


def open_terms() -> OpenTerms:
    """Every open clock of today with its last day as it is printed."""
    on = clock.now().date()
    rows = Clock.objects.filter(running(on), case__closed_at=None)
    rows = rows.select_related("case").order_by("case_id", "started_seq", "clock", "about")
    return {(row.case.number, row.title, row.about, row.started_seq): _printed(row) for row in rows}


def _printed(row: Clock) -> str:
    if row.due_on is None:
        return "（未定）"
    return row.due_on.isoformat() + ("（暂定）" if row.provisional else "")
