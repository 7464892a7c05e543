# SPDX-License-Identifier: MulanPSL-2.0
"""Refusals by the month: once a month is over, how often what was refused and why is entered in the ledger; rows go after the days of `keeping.yaml`.

Which months are counted, the ledger says: a month that stands in its bureau's stream is never entered again, whatever the rows
say. Each row keeps the number of the entry of its month; a month that was missed is made up for, and no row goes before it was
counted.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from django.db import transaction

from fadu.cases.models import Refusal
from fadu.cases.reading.keeping import of_refusals
from fadu.cases.reading.refusals import MONTH, NOTED, ROWS, entered_months, row_of, stream_of
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import mark_checks
from fadu.ledger import services as ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

#: how long after it was made a row is noted: others with smaller numbers have been committed by then
COMMITTED = timedelta(seconds=5)
#: how long after its end a month is counted: whatever was refused in its last moments has been written by then
SETTLED = timedelta(hours=1)


def count() -> int:
    """Enter the refusals of every month that is over, and let go of rows that are counted and old; how many were entered."""
    now = clock.now()
    note(now)
    waiting = Refusal.objects.filter(counted_in=None, recorded_at__lt=month_of(now - SETTLED))
    months = {(bureau, month_of(moment)) for bureau, moment in waiting.values_list("bureau", "recorded_at")}
    entered = 0
    for bureau, month in sorted(months):
        after = month_of(month + timedelta(days=31))
        entered += _enter(
            waiting.filter(bureau=bureau, recorded_at__gte=month, recorded_at__lt=after), bureau, month
        )
    Refusal.objects.exclude(counted_in=None).filter(recorded_at__lt=now - of_refusals().time).delete()
    return entered


def note(now: datetime) -> None:
    """Enter which refusals came since the last round, so that none goes, or is another, before its month is counted."""
    for bureau in Refusal.objects.order_by("bureau").values_list("bureau", flat=True).distinct():
        last = mark_checks.newest(f"{NOTED}{bureau}")
        upto = max((key for key, _ in last.body.get("rows", ())), default=0) if last else 0
        rows = list(
            Refusal.objects.filter(bureau=bureau, pk__gt=upto, recorded_at__lt=now - COMMITTED).order_by("pk")
        )
        if rows:
            since = min(row.recorded_at for row in rows).isoformat()
            body = {"since": since, "rows": [row_of(row) for row in rows]}
            with transaction.atomic():
                ledger.append(stream=f"{NOTED}{bureau}", kind=ROWS, body=body, at=now)


def month_of(moment: datetime) -> datetime:
    """The first moment of the month of legal time a moment lies in.

    >>> month_of(datetime(2022, 3, 31, 23, tzinfo=LEGAL_TIME)).isoformat()
    '2022-03-01T00:00:00+08:00'
    """
    local = moment.astimezone(LEGAL_TIME)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@transaction.atomic
def _enter(rows: QuerySet[Refusal], bureau: int, month: datetime) -> int:
    """Enter the count of a month's rows and mark each with the entry; rows of a month that is entered are only marked.

    Raises ChainError where somebody else counted them at this moment.
    """
    standing = entered_months(bureau).get(f"{month:%Y-%m}")
    if standing is not None:
        rows.update(counted_in=standing)
        return 0
    refusals = list(rows.select_related("case"))
    body = {"month": f"{month:%Y-%m}", "refused": _lines(refusals)}
    entry = ledger.append(stream=stream_of(bureau), kind=MONTH, body=body, at=clock.now())
    if rows.update(counted_in=entry.seq) != len(refusals):
        raise ledger.ChainError
    return len(refusals)


def _lines(refusals: Iterable[Refusal]) -> list[dict[str, object]]:
    """How often each action of a kind was refused on the same grounds; exercises are no work of the bureau."""
    times = Counter(
        (row.kind, row.action, _each(row, "code"), _each(row, "cites"))
        for row in refusals
        if row.case is None or not row.case.exercise
    )
    return [
        {"kind": kind, "action": action, "grounds": codes, "cites": cites, "times": often}
        for (kind, action, codes, cites), often in sorted(times.items())
    ]


def _each(row: Refusal, what: str) -> tuple[str, ...]:
    """What the grounds of a refusal say under a key, each once."""
    said = [ground[what] for ground in row.grounds]
    return tuple(sorted(set(chain.from_iterable(one if isinstance(one, list) else [one] for one in said))))
