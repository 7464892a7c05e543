# SPDX-License-Identifier: MulanPSL-2.0
"""Which months the ledger has moved since a place in it: what was counted of them is behind.

A record counts on a day that an act of its case states. Acts are never taken away, so the acts of a case name every month it
counts in and every month it ever did; a correction that moves a day leaves both behind. The nightly comparison
(:mod:`fadu.figures.comparing`) holds that to be true.
"""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.cases.models import Act, Case
from fadu.figures.period import month_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import selectors as ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.people.models import Bureau

#: when more cases than this moved, counting everything afresh is quicker than asking each what it moved
MANY = 500
_STREAM = "case:"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Kind of case -> the months its acts moved; ``everything`` where too many did."""

    months: Mapping[str, set[date]] = field(default_factory=dict)
    everything: bool = False

    def __bool__(self) -> bool:
        """Whether anything is."""
        return self.everything or bool(self.months)

    def has(self, kind: str, month: date) -> bool:
        """Whether what was counted of a month is behind, for figures of a kind of case (empty: of any)."""
        if self.everything:
            return True
        if kind:
            return month in self.months.get(kind, ())
        return any(month in months for months in self.months.values())


def since(bureau: Bureau, place: int) -> Behind:
    """What moved since a place of the ledger, acts included that have no place yet."""
    streams = ledger.streams_since(place, beginning=_STREAM, at_most=MANY)
    if streams is None:
        return Behind(everything=True)
    moved = Case.objects.filter(
        bureau=bureau, number__in=[stream.removeprefix(_STREAM) for stream in streams]
    )
    ids = {pk for pair in moved.values_list("pk", "root_id") for pk in pair}
    months: dict[str, set[date]] = defaultdict(set)
    acts = Act.objects.filter(case__in=ids).order_by()
    for kind, moment, payload in acts.values_list("case__kind", "happened_at", "payload").iterator():
        months[kind].add(month_of(moment.astimezone(LEGAL_TIME).date()))
        months[kind].update(map(month_of, days_in(payload)))
    return Behind(months=months)


def days_in(value: Any) -> Iterator[date]:
    """Every day that stands anywhere in what an act states.

    >>> list(days_in({"on": "2022-03-01", "terms": [{"at": "2022-04-05T09:00"}], "no": "2022-13-01", "n": 1}))
    [datetime.date(2022, 3, 1), datetime.date(2022, 4, 5)]
    """
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from days_in(inner)
    elif isinstance(value, str):
        for day in _DAY.findall(value):
            with suppress(ValueError):
                yield date.fromisoformat(day)
