# SPDX-License-Identifier: MulanPSL-2.0
"""Lists of records that a report prints beside its figures: acts without an entry, and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from fadu.cases.models import Act, Refusal
from fadu.cases.world.worlds import is_installed, procedure_of
from fadu.figures.indicators import Row
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger.models import LedgerEntry

if TYPE_CHECKING:
    from fadu.figures.period import Period
    from fadu.people.models import Bureau


def without_entry(bureau: Bureau, period: Period) -> set[str]:
    """The cases that were open in a period and have an act the ledger does not hold, by number."""
    stream = Concat(Value("case:"), OuterRef("case__number"))
    entry = LedgerEntry.objects.filter(stream=stream, seq=OuterRef("seq"))
    there = Q(case__closed_at=None) | Q(case__closed_at__gte=period.start)
    acts = Act.objects.filter(~Exists(entry), there, case__bureau=bureau, case__opened_at__lt=period.end)
    return set(acts.values_list("case__number", flat=True).distinct())


def refused(bureau: Bureau, period: Period) -> list[Row]:
    """Acts asked for in cases and refused in a period: case, day, what was asked for, and the grounds."""
    found = Refusal.objects.filter(
        case__bureau=bureau, case__exercise=False, recorded_at__range=period.moments
    )
    return [
        Row(
            record=refusal.case.number,
            on=refusal.recorded_at.astimezone(LEGAL_TIME).date(),
            detail=_refusal_words(refusal),
        )
        for refusal in found.select_related("case").order_by("recorded_at", "pk")
        if refusal.case
    ]


def _refusal_words(refusal: Refusal) -> str:
    known = is_installed(refusal.kind)
    asked = procedure_of(refusal.case).actions.get(refusal.action) if known else None  # type: ignore[arg-type]
    grounds = "；".join(str(ground["message"]) for ground in refusal.grounds)
    return f"{asked.title if asked else '办理'}：{grounds}"
