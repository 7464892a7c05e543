# SPDX-License-Identifier: MulanPSL-2.0
"""What is in hand: a case that is open, and one that is closed in which something waits still (a publication, the binding of its file).

Whatever lists, counts or calls up work asks here and nowhere else whether a case is over: a term of the bureau that outlives its case
has a turn (``procedure.turns``), so the turns of a bureau tell of every closed case in which a day is still to be kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from fadu.cases.models import Case, Turn
from fadu.cases.reading.turns import open_on
from fadu.storage.once import looked_up

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def unfinished(bureau_id: int, on: date) -> Q:
    """The cases of a bureau in hand on a day, as a condition of cases: open ones by their index, and the few closed ones in which
    something waits, which the index of turns gives. What is closed is never looked through; each database comes to it by a way of its own.
    """
    return _WAYS[connection.vendor](bureau_id, on)


def is_unfinished(on: date, case: str = "") -> Q:
    """The same, asked of each of a few cases; or of each of a few rows that have a case, by the name of that column."""
    reach = f"{case}__" if case else ""
    waiting = Turn.objects.filter(open_on(on), case=OuterRef(f"{case}_id" if case else "pk"))
    return Q(**{f"{reach}closed_at": None}) | Q(Exists(waiting))


def _by_one_set(bureau_id: int, on: date) -> Q:
    """SQLite takes a set of keys put together from two indexes, and of an "or" the wrong index."""
    still_open = Case.objects.filter(bureau_id=bureau_id, closed_at=None).values("pk")
    return Q(pk__in=still_open.union(_waiting(bureau_id, on).values("case_id")))


def _by_two_indexes(bureau_id: int, on: date) -> Q:
    """PostgreSQL joins a set of keys by reading the table; of an "or" it takes both indexes, where the keys are given."""

    def asked() -> list[int]:
        closed = _waiting(bureau_id, on).filter(case__closed_at__isnull=False)
        return sorted(set(closed.values_list("case_id", flat=True)))

    keys = looked_up(("closed and waiting", bureau_id, on), asked)
    return Q(closed_at=None) | Q(pk__in=keys) if keys else Q(closed_at=None)


def _waiting(bureau_id: int, on: date) -> QuerySet[Turn]:
    return Turn.objects.filter(open_on(on), bureau_id=bureau_id)


_WAYS = {"sqlite": _by_one_set, "postgresql": _by_two_indexes}
