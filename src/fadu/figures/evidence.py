# SPDX-License-Identifier: MulanPSL-2.0
"""Lists of records that a report prints beside its figures: acts without an entry, and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from fadu.cases.models import Act, Case, Refusal
from fadu.cases.world.worlds import is_installed, procedure_of
from fadu.figures.indicators import Row
from fadu.figures.listing import Listing
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger.models import ChainHead

if TYPE_CHECKING:
    from fadu.figures.period import Period
    from fadu.people.models import Bureau


def without_entry(bureau: Bureau, period: Period) -> set[str]:
    """The cases that were open in a period and have acts beyond the end of their chain in the ledger, by number.

    A chain has an entry for every place up to its end; that it has is what ``fadu ledger verify`` proves.
    """
    chain = ChainHead.objects.filter(stream=Concat(Value("case:"), OuterRef("number")))
    beyond = Act.objects.filter(case=OuterRef("pk"), seq__gt=Coalesce(OuterRef("entries"), 0))
    cases = Case.objects.filter(bureau=bureau).annotate(entries=Subquery(chain.values("seq")[:1]))
    there = (Q(closed_at=None), Q(closed_at__gte=period.start))  # each has an index of its own
    return {
        number
        for some in there
        for number, opened in cases.filter(some, Exists(beyond)).values_list("number", "opened_at")
        if opened < period.end
    }


def refused(bureau: Bureau, period: Period) -> Listing:
    """Acts asked for in cases and refused in a period: case, day, what was asked for, and the grounds."""
    found = Refusal.objects.filter(
        case__bureau=bureau, case__exercise=False, recorded_at__range=period.moments
    )
    in_order = found.select_related("case").order_by("recorded_at", "pk")
    return Listing(count=found.count, read=lambda: map(_row, in_order))


def _row(refusal: Refusal) -> Row:
    return Row(
        record=refusal.case.number if refusal.case else "",
        on=refusal.recorded_at.astimezone(LEGAL_TIME).date(),
        detail=_refusal_words(refusal),
    )


def _refusal_words(refusal: Refusal) -> str:
    known = is_installed(refusal.kind)
    asked = procedure_of(refusal.case).actions.get(refusal.action) if known else None
    grounds = "；".join(str(ground["message"]) for ground in refusal.grounds)
    return f"{asked.title if asked else '办理'}：{grounds}"
