# SPDX-License-Identifier: MulanPSL-2.0
"""Who took which list out, and when: entered before it is sent, as openings are; what stood in it is named, never repeated.

A list that left the house is out of the gate's reach, so that it left stays known. One stream for each officer and month.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.kernel import clock
from fadu.ledger import selectors as ledger_selectors
from fadu.ledger import services as ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fadu.people.models import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One export, as it was entered: when, by whom, which list, how it was narrowed, how many rows."""

    at: str
    by: str
    officer: int
    what: str
    narrowed: str
    rows: int


def enter(officer: Officer, what: str, narrowed: str, rows: int) -> None:
    """Enter that an officer takes out a list, in the caller's transaction."""
    now = clock.now()
    body = {
        "by": {"officer": officer.pk, "name": officer.name},
        "what": what,
        "narrowed": narrowed,
        "rows": rows,
    }
    stream = f"{stream_of(officer.bureau_id, clock.legal(now).date())}{officer.pk}"
    ledger.append(stream=stream, kind="exported", body=body, at=now)


def lately(bureau_id: int, on: date) -> list[Export]:
    """The exports from a bureau in the month of a day and the one before, the newest first."""
    months = [on.replace(day=1), _month_before(on)]
    each = [export for month in months for export in _of(stream_of(bureau_id, month))]
    return sorted(each, key=lambda export: export.at, reverse=True)


def stream_of(bureau_id: int, day: date) -> str:
    """How the streams of a bureau's exports in the month of a day begin; the officer follows.

    >>> from datetime import date
    >>> stream_of(3, date(2022, 3, 9))
    'export:3:2022-03:'
    """
    return f"export:{bureau_id}:{day:%Y-%m}:"


def _of(beginning: str) -> Iterator[Export]:
    for _, _, said in ledger_selectors.said_under(beginning):
        by = said.body.get("by", {})
        yield Export(
            at=said.at[:16].replace("T", " "),
            by=str(by.get("name", "")),
            officer=int(by.get("officer") or 0),
            what=str(said.body.get("what", "")),
            narrowed=str(said.body.get("narrowed", "")),
            rows=int(said.body.get("rows") or 0),
        )


def _month_before(day: date) -> date:
    """The first day of the month before.

    >>> from datetime import date
    >>> _month_before(date(2022, 1, 31)), _month_before(date(2022, 3, 1))
    (datetime.date(2021, 12, 1), datetime.date(2022, 2, 1))
    """
    return (
        day.replace(year=day.year - 1, month=12, day=1)
        if day.month == 1
        else day.replace(month=day.month - 1, day=1)
    )
