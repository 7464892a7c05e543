# SPDX-License-Identifier: MulanPSL-2.0
"""What the ledger says of refusals: how often, month by month, an act was refused and on which grounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.ledger import selectors as ledger
from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.ledger.problems import Takes
    from fadu.people.models import Bureau

#: what an entry of a stream of refusals is
MONTH = "refusals_of_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One kind of refusal in a month (``2022-03``): an action, the grounds given together, and how often.

    ``grounds`` are codes, ``cites`` the articles they rest on; ``entry`` is the number of the ledger's entry.
    """

    month: str
    kind: str
    action: str
    grounds: tuple[str, ...]
    cites: tuple[str, ...]
    times: int
    entry: int


def stream_of(bureau_id: int) -> str:
    """The stream of a bureau's refusals.

    >>> stream_of(3)
    'refusals:3'
    """
    return f"refusals:{bureau_id}"


def refused(bureau: Bureau) -> Iterator[Refused]:
    """What was refused in the months that are over, in the order in which it was entered; of each month its first entry."""
    first = entered_months(bureau.pk).values()
    for seq, entry in ledger.said_in(stream_of(bureau.pk)).items():
        if seq in first:
            for line in entry.body.get("refused", ()):
                yield _line(entry.body["month"], line, seq)


def entered_months(bureau_id: int) -> dict[str, int]:
    """The months that stand in the stream of a bureau (``2022-03``), each with the number of its first entry."""
    months: dict[str, int] = {}
    for seq, month in _entries(stream_of(bureau_id)):
        months.setdefault(month, seq)
    return months


def entered_twice(takes: Takes) -> Iterator[Problem]:
    """Months that stand more than once in a stream of refusals: all but the first entry of each are named."""
    for streams in ledger.streams_of("refusals:"):
        for stream in filter(takes, streams):
            first: dict[str, int] = {}
            for seq, month in _entries(stream):
                if first.setdefault(month, seq) != seq:
                    yield Problem(
                        code="month_entered_twice",
                        where=f"{stream} #{seq}",
                        message=f"{month}的不予办理件数已由第{first[month]}项记过，这一项又记一次；数据只取第一次。",
                        row=f"{stream} #{seq}",
                    )


def _entries(stream: str) -> Iterator[tuple[int, str]]:
    """The number and the month of each entry of a stream of refusals that says one."""
    for seq, entry in ledger.said_in(stream).items():
        if month := entry.body.get("month"):
            yield seq, str(month)


def _line(month: str, line: Mapping[str, Any], entry: int) -> Refused:
    return Refused(
        month=month,
        kind=line["kind"],
        action=line["action"],
        grounds=tuple(line["grounds"]),
        cites=tuple(line["cites"]),
        times=line["times"],
        entry=entry,
    )
