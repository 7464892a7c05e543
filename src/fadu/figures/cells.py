# SPDX-License-Identifier: MulanPSL-2.0
"""The stored cells: read where they hold, recounted in the background where they are behind.

A page never writes: what is behind it counts for itself. The worker follows the ledger and writes; an act's transaction does
neither. What depends on the day asked (what runs over, what is under way) is in no cell.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min

from fadu.cases.models import Case
from fadu.figures import behind as behinds
from fadu.figures import tallies
from fadu.figures.catalogue import kind_of
from fadu.figures.models import Cell, Mark
from fadu.figures.period import month_of, months_in
from fadu.figures.tallies import Tally, adding_up
from fadu.kernel import digests
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.kinds import handed_down
from fadu.ledger import selectors as ledger
from fadu.people import adopted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fadu.figures.behind import Behind
    from fadu.figures.tallies import Tallies
    from fadu.people.models import Bureau

#: raised when what a cell means changes without any definition changing
FORMAT = 1
_COLUMNS = ("value", "latest", "place", "calendar", "definition")


def holding(bureau: Bureau, first: date, last: date) -> Tallies:
    """The cells of the months of a span that hold now: code -> month -> what counts in it."""
    mark = Mark.objects.filter(bureau=bureau).first()
    if mark is None:
        return {}
    moved = behinds.since(bureau, mark.place)
    rests = Basis(bureau)
    held: Tallies = defaultdict(dict)
    stored = Cell.objects.filter(bureau=bureau, month__range=(month_of(first), last), calendar=rests.calendar)
    for code, month, value, latest, definition in stored.values_list(
        "code", "month", "value", "latest", "definition"
    ):
        if rests.definitions.get(code) == definition and not (moved and moved.has(kind_of(code), month)):
            held[code][month] = Tally(value=value, latest=latest)
    return dict(held)


def refresh(bureau: Bureau, on: date) -> int:
    """Recount every cell that is missing or behind, up to the month of a day; how many were counted.

    Only one writer gets through: of two that refresh at once, the second leaves everything to the first.
    """
    rests, mark = Basis(bureau), Mark.objects.filter(bureau=bureau).first()
    months = _months(bureau, on)
    if not months:
        return 0
    wanted = _wanted(rests, mark, months, behinds.since(bureau, mark.place) if mark else None)
    counted = tallies.count(bureau, wanted) if wanted else {}
    if not wanted and mark and mark.place == rests.place:
        return 0
    return _write(bureau, mark, rests, months, counted)


def forget(bureau: Bureau) -> None:
    """Throw the cells of a bureau away; the next refresh counts them all."""
    with transaction.atomic():
        Mark.objects.filter(bureau=bureau).delete()
        Cell.objects.filter(bureau=bureau).delete()


def forget_all() -> None:
    """Let no cell of any bureau hold any more."""
    Mark.objects.all().delete()


class Basis:
    """What a count rests on, as it is now. The place is read before anything is counted: what comes later is behind.

    The version of the calendar is how many holiday notices and local parameters there are: both move last days without
    any act of a case, and neither is ever taken away.
    """

    def __init__(self, bureau: Bureau) -> None:
        self.place = ledger.size()
        notices, _ = ledger.head("calendar") or (0, "")
        self.calendar = notices + len(adopted.local_parameters_by_day(bureau).spans)

    @cached_property
    def definitions(self) -> Mapping[str, str]:
        """The fingerprint of each definition that adds up."""
        return handed_down().derived("fingerprints of indicators", _fingerprints)

    @cached_property
    def all_definitions(self) -> str:
        return digests.of(repr(sorted(self.definitions.items())).encode())

    def is_that_of(self, mark: Mark) -> bool:
        """Whether the cells under a mark were counted by the calendar and the definitions of now."""
        return (mark.calendar, mark.definitions) == (self.calendar, self.all_definitions)


def _fingerprints() -> dict[str, str]:
    return {code: digests.of(f"{FORMAT} {rows!r}".encode()) for code, rows in adding_up().items()}


def _months(bureau: Bureau, on: date) -> list[date]:
    """The months from the year of the first case to a day."""
    first = Case.objects.filter(bureau=bureau).aggregate(first=Min("opened_at"))["first"]
    return list(months_in(first.astimezone(LEGAL_TIME).date().replace(month=1, day=1), on)) if first else []


def _wanted(
    rests: Basis, mark: Mark | None, months: list[date], moved: Behind | None
) -> dict[str, list[date]]:
    """Code -> the months of it to count."""
    whole = mark is None or moved is None or moved.everything or not rests.is_that_of(mark)
    stored = set() if whole or mark is None else set(months_in(mark.first, mark.last))
    wanted = {
        code: [
            month for month in months if month not in stored or (moved and moved.has(kind_of(code), month))
        ]
        for code in rests.definitions
    }
    return {code: asked for code, asked in wanted.items() if asked}


def _write(bureau: Bureau, mark: Mark | None, rests: Basis, months: list[date], counted: Tallies) -> int:
    rows = list(_cells(bureau, rests, counted))
    basis = {
        "place": rests.place,
        "calendar": rests.calendar,
        "definitions": rests.all_definitions,
        "first": min(months[0], mark.first) if mark else months[0],
        "last": max(months[-1], mark.last) if mark else months[-1],
    }
    with transaction.atomic():
        if mark is None:
            if not Mark.objects.get_or_create(bureau=bureau, defaults=basis)[1]:
                return 0
        elif not Mark.objects.filter(
            bureau=bureau,
            place=mark.place,
            last=mark.last,
            calendar=mark.calendar,
            definitions=mark.definitions,
        ).update(**basis):
            return 0
        _clear(bureau, mark, rests)
        keep(rows)
    return len(rows)


def _clear(bureau: Bureau, mark: Mark | None, rests: Basis) -> None:
    """Take away what no count renews: under a mark stand the months it names of the indicators there are, and nothing else."""
    stored = Cell.objects.filter(bureau=bureau)
    if mark is None:
        stored.delete()
    elif mark.definitions != rests.all_definitions:
        stored.exclude(code__in=rests.definitions).delete()


def _cells(bureau: Bureau, rests: Basis, counted: Tallies) -> Iterable[Cell]:
    for code, months in counted.items():
        for month, tally in months.items():
            yield Cell(
                bureau=bureau,
                code=code,
                month=month,
                value=tally.value,
                latest=tally.latest,
                place=rests.place,
                calendar=rests.calendar,
                definition=rests.definitions[code],
            )


def keep(rows: list[Cell]) -> None:
    """Write cells, in the place of those that are there."""
    Cell.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["bureau", "month", "code"],
        update_fields=_COLUMNS,
    )
