# SPDX-License-Identifier: MulanPSL-2.0
"""What a night found, as entries of the ledger: it stands until everything was looked at and all agreed.

An entry says which table and column disagree, and in the secondary part which row; what the row says stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel import clock
from fadu.ledger import selectors, services
from fadu.ledger.parts import Record
from fadu.ledger.rules import SECONDARY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.ledger.problems import Problem

    #: table, row, column
    Place = tuple[str, str, str]

STREAM = "nights"
FOUND, AGREED = "found", "agreed"
#: keys of an entry that lie in its secondary part: the name of a row may name a person
CLOSED = (("row",),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """Something a night found and nobody has put right: which row, what kind of finding, and since when (ISO)."""

    table: str
    row: str
    column: str
    code: str
    since: str


def standing() -> list[Unresolved]:
    """Everything found since all last agreed, oldest first, each once."""
    by_place: dict[Place, Unresolved] = {}
    for entry in selectors.said_in(STREAM).values():
        if entry.kind == AGREED:
            by_place.clear()
        elif entry.kind == FOUND:
            names = ("table", "row", "column", "code")
            one = Unresolved(since=entry.at, **{name: str(entry.body.get(name, "")) for name in names})
            by_place.setdefault((one.table, one.row, one.column), one)
    return list(by_place.values())


def enter(problems: Iterable[Problem]) -> None:
    """Enter what a night found, each once for as long as it stands."""
    known, now = {(one.table, one.row, one.column) for one in standing()}, clock.now()
    new = {(one.table, one.row or one.where, one.column): one.code for one in problems}
    records = [
        Record(
            kind=FOUND,
            body={"table": table, "row": row, "column": column, "code": code},
            at=now,
            closed=dict.fromkeys(CLOSED, SECONDARY),
        )
        for (table, row, column), code in new.items()
        if (table, row, column) not in known
    ]
    if records:
        with transaction.atomic():
            services.append_many(stream=STREAM, records=records)


def all_agreed() -> None:
    """Everything was looked at, and nothing was found: what stood is over."""
    if standing():
        with transaction.atomic():
            services.append(stream=STREAM, kind=AGREED, body={}, at=clock.now())
