# SPDX-License-Identifier: MulanPSL-2.0
"""What *late* means in every figure: the legal limits that ended late in a period, and those that ran over in it.

It is what :meth:`fadu.procedure.decision.ClockReading.state` calls ``breached`` and ``overdue``, asked of the stored clocks as
of the day the period is judged. A limit that no act met before its case ended is owed still (the checker proves that it can be met
afterwards), and late: closing a case takes no breach away. Only where an imported case ended, its source may just be silent; not
of a limit that an act recorded here began.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from fadu.cases.models import Act, Clock
from fadu.figures import compiling
from fadu.figures.conditions import After, Is, NotAfter, OneOf
from fadu.figures.indicators import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from fadu.figures.conditions import Condition
    from fadu.figures.indicators import Steps
    from fadu.figures.period import Period
    from fadu.people.models import Bureau

#: how a clock ended that is asked for: by its last day, however, after it
ENDED: Mapping[str, tuple[Condition, ...]] = {
    "in_time": (NotAfter("stopped_on", "due_on"),),
    "due": (),
    "late": (After("stopped_on", "due_on"),),
}


def ended(steps: Steps) -> Rows:
    """The clocks asked for that ended, each on the day it did."""
    return Rows(of=Clock, on="stopped_on", where=(*_which(steps), *ENDED[steps.fate]))


def _which(steps: Steps) -> tuple[Condition, ...]:
    named: tuple[Condition, ...] = (OneOf("clock", steps.clocks),) if steps.clocks else OWN
    return (
        Is("case__kind", steps.kind),
        Is("void", value=False),
        Is("waived", value=False),
        *named,
        *steps.where,
    )


#: a legal limit of the bureau: no party's term, no internal target
OWN: tuple[Condition, ...] = (Is("whose", "bureau"), Is("target", value=False))


#: a limit of a case whose every act stands in our record, or that an act done here began: what the record does not show was not done
OUR_OWN = Q(case__imported_from="") | Exists(
    Act.objects.filter(case=OuterRef("case"), seq=OuterRef("started_seq"), imported=False)
)


class Over(NamedTuple):
    """What tells clocks that ran over apart."""

    kind: str
    clock: str
    whose: str
    target: bool


def ran_over(bureau: Bureau, period: Period, running: Q | None = None) -> QuerySet[Clock]:
    """Every clock whose last day passed in the period, and that still ran when it was judged; ``running`` says how."""
    never, later = _running(period)
    is_open = Q(case__closed_at=None) | Q(case__closed_at__gte=period.end)
    clocks = Clock.objects.filter(
        running or never | later, is_open | OUR_OWN, case__bureau=bureau, case__exercise=False
    )
    return clocks.filter(due_on__range=(period.first, period.over), void=False, waived=False, paused=False)


def _running(period: Period) -> tuple[Q, Q]:
    """The two ways to have run on the day a period is judged: not to have ended at all, or to have ended later.

    What ended later is looked up by its two days alone, in the index that holds both: few do, and databases do not know it.
    """
    later = Clock.objects.filter(due_on__range=(period.first, period.over), stopped_on__gt=period.until)
    return Q(stopped_on=None), Q(pk__in=later.values("pk"))


def counts(bureau: Bureau, period: Period) -> Counter[Over]:
    """How many ran over, of every name at once; each way to run is asked by itself, for each has its index."""
    overruns: Counter[Over] = Counter()
    for running in _running(period):
        apart = ran_over(bureau, period, running).order_by()
        named = apart.values_list("case__kind", "clock", "whose", "target")
        for *key, often in named.annotate(often=Count("pk")):
            overruns[Over(*key)] += often
    return overruns


def counted(steps: Steps, over: Mapping[Over, int]) -> int:
    """Of these counts those the steps ask for."""
    return sum(often for key, often in over.items() if _asks_for(steps, key))


def _asks_for(steps: Steps, key: Over) -> bool:
    if key.kind != steps.kind or steps.fate == "in_time":
        return False
    return key.clock in steps.clocks if steps.clocks else key.whose == "bureau" and not key.target


def listed(steps: Steps, bureau: Bureau, period: Period) -> list[Row]:
    """The clocks asked for, those that ended on that day, the others on their last."""
    done = compiling.between(ended(steps), bureau, *period.days)
    rows = [
        _row(steps, number, last, title, stopped)
        for stopped, number, last, title in done.values_list("stopped_on", *_COLUMNS)
    ]
    if steps.fate != "in_time":
        running = (
            ran_over(bureau, period).filter(compiling.all_of(Clock, _which(steps))).order_by("due_on", "pk")
        )
        rows += [
            _row(steps, number, last, title, None) for number, last, title in running.values_list(*_COLUMNS)
        ]
    return rows


_COLUMNS = ("case__number", "due_on", "title")


def _row(steps: Steps, number: str, last: date | None, title: str, stopped: date | None) -> Row:
    if steps.fate == "late":
        return Row(record=number, on=stopped or last, detail=f"{title}，{last}届满")
    return Row(record=number, on=stopped or last, detail="" if stopped else "逾期未办结")
