# SPDX-License-Identifier: MulanPSL-2.0
"""Lists of records that a report prints beside its figures: acts without an entry, and refusals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from fadu.cases.models import Act, Case
from fadu.cases.reading import refusals
from fadu.cases.world.worlds import is_installed
from fadu.figures.indicators import Row
from fadu.figures.listing import Listing
from fadu.figures.period import last_of
from fadu.ledger.models import ChainHead
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.library import library

if TYPE_CHECKING:
    from fadu.cases.reading.refusals import Refused
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
    """Acts asked for and refused in the months of a period that are over, as the ledger counts them: what was asked for, and why not."""
    first, last = f"{period.first:%Y-%m}", f"{period.until:%Y-%m}"
    whole = period.until == last_of(period.until)
    months = [
        line
        for line in refusals.refused(bureau)
        if first <= line.month and (line.month < last or (whole and line.month == last))
    ]
    return Listing(
        count=lambda: sum(line.times for line in months),
        read=lambda: [row for line in months for row in [_row(line)] * line.times],
    )


def _row(line: Refused) -> Row:
    """One refusal as it is listed: nobody and no case, the month and what its count in the ledger says."""
    month = date.fromisoformat(f"{line.month}-01")
    why = "、".join(line.cites) or "填写的内容或者办理的时间不合要求"
    return Row(
        record=f"{month.year}年{month.month}月", on=last_of(month), detail=f"{_asked(line, month)}：{why}"
    )


def _asked(line: Refused, month: date) -> str:
    """What was asked for, as the last edition begun by that month calls it."""
    if not is_installed(line.kind):
        return "办理"
    titles = [
        edition.actions[line.action].title
        for edition in library().editions(line.kind)
        if line.action in edition.actions and edition.edition <= last_of(month)
    ]
    title = BUILT_IN.get(line.action) or (titles or ["办理"])[-1]
    return f"{library().title(line.kind)}“{title}”"
