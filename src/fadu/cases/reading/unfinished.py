# SPDX-License-Identifier: MulanPSL-2.0
"""What is in hand: a case that is open, and one that is closed in which something waits still (a publication, the binding of its file).

Whatever lists, counts or calls up work asks here and nowhere else whether a case is over: a term of the bureau that outlives its case
has a turn (``procedure.turns``), so the turns of a bureau tell of every closed case in which a day is still to be kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from fadu.cases.models import Case, Turn
from fadu.cases.reading.turns import open_on
from fadu.procedure import jointly
from fadu.storage.either import either

if TYPE_CHECKING:
    from datetime import date


def unfinished(bureau_id: int, on: date) -> Q:
    """The cases of a bureau in hand on a day, as a condition of cases: open ones by their index, and the few closed ones in which
    something waits, which the index of turns gives. What is closed is never looked through.
    """
    still_open = Case.objects.filter(bureau_id=bureau_id, closed_at=None).values("pk")
    waiting = Turn.objects.filter(open_on(on), bureau_id=bureau_id, case__closed_at__isnull=False)
    return either(Q(closed_at=None), still_open, waiting.values("case_id").distinct())


#: what waits for one person's own word and for nobody in his place: whoever takes a case over cannot say it
OWN_WORD = jointly.CONFIRM_JOINT


def is_unfinished(on: date, case: str = "", *, without: str = "") -> Q:
    """The same, asked of each of a few cases; or of each of a few rows that have a case, by the name of that column. ``without``: a closed
    case in which this alone waits is over.
    """
    reach = f"{case}__" if case else ""
    waiting = Turn.objects.filter(open_on(on), case=OuterRef(f"{case}_id" if case else "pk"))
    waiting = waiting.exclude(what=without) if without else waiting
    return Q(**{f"{reach}closed_at": None}) | Q(Exists(waiting))
