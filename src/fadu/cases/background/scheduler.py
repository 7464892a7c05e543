# SPDX-License-Identifier: MulanPSL-2.0
"""Acts by operation of law: when a clock has run out, what the law says happens, happens and is recorded.

They are performed through the same service as every act, attributed to the law. Running it twice does
nothing: each such act has the request id of its case, action and clock.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from fadu.cases.acts import by_law, services
from fadu.cases.acts.clocks import running
from fadu.cases.background import passing, walls
from fadu.cases.models import Clock
from fadu.cases.world.worlds import procedure_of
from fadu.procedure.library import library

if TYPE_CHECKING:
    from datetime import datetime

    from fadu.cases.models import Act


def run(at: datetime) -> list[Act]:
    """Perform every act that the law brings about by ``at``, passing to new editions first; return them.

    A case in which that fails keeps the error (:mod:`fadu.cases.background.walls`); the others go on.
    """
    done = passing.run(at)
    expired = Clock.objects.filter(
        running(at.date()),
        due_on__lt=at.date(),
        case__closed_at=None,
        case__kind__in=library().kinds(),
    )
    clocks = expired.select_related("case").order_by("due_on", "pk")
    acts = walls.each("by_law", clocks, do=_follow, piece=_piece)
    return [*done, *chain.from_iterable(acts)]


def _piece(clock: Clock) -> walls.Piece:
    about = f"（{clock.about}）" if clock.about else ""
    return walls.Piece(
        subject=f"{clock.case.number} {clock.title}{about} 第{clock.started_seq}项起", case=clock.case
    )


def _follow(clock: Clock) -> list[Act]:
    case = clock.case
    case.refresh_from_db(fields=["stage", "edition"])
    due = by_law.due_of(procedure_of(case), case.stage, case.number, clock)
    return by_law.done(case, due, services.perform)
