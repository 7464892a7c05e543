# SPDX-License-Identifier: MulanPSL-2.0
"""What is read of cases: what waits for a signature, what was sought, the acts; always past the gate (`sight`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from fadu.cases.models import Act, Case
from fadu.cases.reading import search
from fadu.cases.reading.sight import visible_to
from fadu.cases.world import worlds
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import OfficerActor
from fadu.procedure import engine
from fadu.procedure.decision import Outside

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fadu.people.models import Officer
    from fadu.procedure.decision import World

#: of a case that `visible_to` has opened
SEEN = Outside(sees="yes")


def waiting_for(officer: Officer, at: datetime) -> list[Case]:
    """Cases in which a signature of this officer is missing."""
    waiting = []
    actor = worlds.actor_of(OfficerActor(officer=officer), at, officer.bureau)
    signed = Exists(Act.objects.filter(case=OuterRef("pk"), action="sign"))
    open_proposals = visible_to(officer, at).filter(signed, closed_at=None)
    for case in open_proposals.select_related("bureau", "parent", "root").order_by("next_due", "pk"):
        if not worlds.is_installed(case.kind):
            continue
        state = worlds.state_of(case)
        if state.pending and _may_sign(worlds.world_of(case, at, actor, state=state).with_(outside=SEEN)):
            waiting.append(case)
    return waiting


def _may_sign(world: World) -> bool:
    actions = {pending.action for pending in world.state.pending}
    return any(option.may for option in engine.explain(world) if option.action in actions)


def find(officer: Officer, at: datetime, text: str) -> QuerySet[Case]:
    """Cases the officer may see that contain the words."""
    return search.matching(visible_to(officer, at), text)


def acts_of(case: Case) -> QuerySet[Act]:
    """The acts of a case, oldest first; the caller has passed the gate."""
    return Act.objects.filter(case=case).order_by("seq")


def by_number(officer: Officer, at: datetime, number: str) -> Case | None:
    """A case by its number if the officer may see it: else None, as if there were none."""
    return (
        visible_to(officer, at)
        .select_related("bureau", "department", "parent", "root")
        .filter(number=number)
        .first()
    )


def newest_year(bureau_id: int) -> int | None:
    """The year in which the bureau's newest case began."""
    opened = Case.objects.filter(bureau_id=bureau_id, exercise=False).order_by("-opened_at")
    newest = opened.values_list("opened_at", flat=True).first()
    return newest.astimezone(LEGAL_TIME).year if newest else None


def has_year(bureau_id: int, year: int) -> bool:
    """Whether a case of the bureau began in that year."""
    return Case.objects.filter(bureau_id=bureau_id, exercise=False, opened_at__year=year).exists()
