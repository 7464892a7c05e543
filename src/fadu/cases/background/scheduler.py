# SPDX-License-Identifier: MulanPSL-2.0
"""Acts by operation of law: when a clock has run out, what the law says happens, happens and is recorded.

They are performed through the same service as every act, attributed to the law. Running it twice does
nothing: each such act has the request id of its case, action and clock.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from fadu.cases.acts import services
from fadu.cases.acts.clocks import running
from fadu.cases.acts.recording import following_id
from fadu.cases.background import passing, walls
from fadu.cases.errors import ActRefusedError, StaleRevisionError
from fadu.cases.models import Case, Clock
from fadu.cases.world.worlds import procedure_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import LawActor
from fadu.procedure.library import library
from fadu.procedure.model import BY_LAW, OPEN

if TYPE_CHECKING:
    from datetime import date

    from fadu.cases.models import Act
    from fadu.procedure.model import Action


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
    case, done = clock.case, []
    if clock.due_on is None:
        return []
    for action in lawful_actions(case, clock.clock):
        request_id = following_id(
            "by_law", case.number, action.key, clock.clock, clock.about, clock.started_seq
        )
        try:
            act = services.perform(
                case=case,
                action=action.key,
                by=LawActor(),
                at=_morning_after(clock.due_on),
                request_id=request_id,
            )
        except (ActRefusedError, StaleRevisionError):
            continue  # not lawful now, or somebody acts at this moment: the next run looks again
        done.append(act)
    return done


def lawful_actions(case: Case, clock: str) -> list[Action]:
    """The actions by operation of law that wait in the case's stage for this clock."""
    case.refresh_from_db(fields=["stage", "edition"])
    return [
        action
        for action in procedure_of(case).actions.values()
        if action.by == BY_LAW
        and action.on is not None
        and (action.on.kind, action.on.name) == ("over", clock)
        and (case.stage in action.sources or OPEN in action.sources)
    ]


def _morning_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, LEGAL_TIME)
