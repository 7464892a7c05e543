# SPDX-License-Identifier: MulanPSL-2.0
"""What is read of cases: what waits for a signature, what was sought, the acts; always past the gate (`sight`)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, Q

from fadu.cases.models import Act, Case, CaseLink
from fadu.cases.reading import search
from fadu.cases.reading.sight import visible_to
from fadu.cases.reading.turns import turns_of
from fadu.cases.world import worlds
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import OfficerActor
from fadu.procedure import engine
from fadu.procedure.decision import Outside
from fadu.storage.prepared import Prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fadu.people.models import Officer
    from fadu.procedure.decision import World

#: of a case that `visible_to` has opened
SEEN = Outside(sees="yes")


def waiting_for(officer: Officer, at: datetime) -> list[Case]:
    """Cases in which a signature of this officer is missing: whose turn it is says where to look, the law whether he may sign."""
    waiting = []
    actor = worlds.actor_of(OfficerActor(officer=officer), at, officer.bureau)
    asked = {turn.case.pk for turn in turns_of(officer, at) if turn.kind == "sign"}
    open_proposals = visible_to(officer, at).filter(pk__in=asked)
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


#: of a common word first so many cases are looked at, those entered last
LOOKED_AT = 2_000


def find(officer: Officer, at: datetime, text: str, most: int = 100) -> list[Case]:
    """Cases the officer may see that contain the words, those entered last first, so many at most.

    Of a common word the last few hold enough; where they do not, all are asked.
    """
    cases = visible_to(officer, at).order_by("-pk")
    newest = list(search.matching(cases, text, last=LOOKED_AT)[:most])
    return newest if len(newest) == most else list(search.matching(cases, text)[:most])


def acts_of(case: Case) -> QuerySet[Act]:
    """The acts of a case, oldest first; the caller has passed the gate."""
    return Act.objects.filter(case=case).order_by("seq")


#: what a page shows of an act
_SHOWN = (
    "case",
    "seq",
    "action",
    "happened_at",
    "recorded_at",
    "stage_after",
    "payload",
    "by",
    "warnings",
    "day_only",
    "imported",
)


_ACTS_SHOWN = Prepared(lambda case: Act.objects.filter(case=case).order_by("seq").only(*_SHOWN), int)


def acts_shown(case: Case) -> list[Act]:
    """The acts of a case, oldest first, with what is shown of them alone: what proves them stays in the database."""
    return _ACTS_SHOWN(case.pk)


def links_of(case: Case) -> list[tuple[str, int, int]]:
    """The links of a case from either end: kind, the case it starts from, the other; those from the case first."""
    rows: list[tuple[str, int, int]] = _LINKS(case.pk, case.pk)
    rows.sort(key=lambda row: row[1] != case.pk)
    return rows


def by_number(officer: Officer, at: datetime, number: str) -> Case | None:
    """A case by its number if the officer may see it: else None, as if there were none."""
    return (
        visible_to(officer, at)
        .select_related("bureau", "department", "parent", "root")
        .filter(number=number)
        .first()
    )


def newest_year(bureau_id: int, year: int) -> tuple[int | None, bool]:
    """The year in which the bureau's newest case began, and whether one began in ``year``."""
    begins, ends = (datetime(each, 1, 1, tzinfo=LEGAL_TIME) for each in (year, year + 1))
    newest = _NEWEST.first(bureau_id, begins, ends)
    return (newest[0].astimezone(LEGAL_TIME).year, bool(newest[1])) if newest else (None, False)


def _newest(bureau: int, begins: datetime, ends: datetime) -> QuerySet[Case, tuple[datetime, bool]]:
    opened = Case.objects.filter(bureau=bureau, exercise=False)
    between = opened.filter(opened_at__gte=begins, opened_at__lt=ends)
    return opened.order_by("-opened_at").values_list("opened_at", Exists(between))[:1]


_LINKS = Prepared(
    lambda case, again: (
        CaseLink.objects.filter(Q(case=case) | Q(other=again))
        .order_by("pk")
        .values_list("kind", "case_id", "other_id")
    ),
    int,
    int,
)
#: each page of the desk asks it
_NEWEST = Prepared(_newest, int, datetime, datetime)
