# SPDX-License-Identifier: MulanPSL-2.0
"""What the ledger says of refusals: how often, month by month, an act was refused and on which grounds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.cases.models import Refusal
from fadu.cases.reading.keeping import of_refusals
from fadu.kernel import clock, digests
from fadu.kernel.canonical import canonical
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import selectors as ledger
from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


# -- what was refused lately, for the legal office -------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """An act that was refused on the same articles, how often, and the day of the last time."""

    kind: str
    action: str
    cites: tuple[str, ...]
    times: int
    last: date


def lately(bureau: Bureau, at: datetime) -> list[Lately]:
    """What was refused as long as it is kept, the most frequent first: neither who asked nor in which case; exercises are no work."""
    rows = Refusal.objects.filter(bureau=bureau, recorded_at__gt=at - of_refusals().time)
    rows = rows.exclude(case__exercise=True)
    days: dict[tuple[str, str, tuple[str, ...]], list[date]] = defaultdict(list)
    for kind, action, grounds, moment in rows.values_list("kind", "action", "grounds", "recorded_at"):
        cites = tuple(sorted({cite for ground in grounds for cite in ground["cites"]}))
        days[kind, action, cites].append(moment.astimezone(LEGAL_TIME).date())
    those = [
        Lately(kind=kind, action=action, cites=cites, times=len(each), last=max(each))
        for (kind, action, cites), each in days.items()
    ]
    return sorted(those, key=lambda one: (-one.times, one.kind, one.action, one.cites))


# -- refusals of a month that is not over ----------------------------------------------------------

#: what an entry of rows that came since the one before is, and the beginning of their streams
ROWS, NOTED = "refusals_noted", "refusals_noted:"


def row_of(row: Refusal) -> list[Any]:
    """How a refusal is noted until its month is counted: its number, and a digest of what it says."""
    at = row.recorded_at.astimezone(LEGAL_TIME).isoformat()
    says = [row.bureau_id, row.case_id, row.kind, row.action, at, row.grounds]
    return [row.pk, digests.of(canonical(says))]


def noted_otherwise(takes: Takes) -> Iterator[Problem]:
    """Refusals that were noted and are gone, or say something else, before their time to go has come."""
    oldest = clock.now() - of_refusals().time
    for streams in ledger.streams_of(NOTED):
        for stream in filter(takes, streams):
            for entry in ledger.said_in(stream).values():
                if entry.kind == ROWS and datetime.fromisoformat(entry.body["since"]) > oldest:
                    yield from _differing(entry.body["rows"])


def _differing(noted: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    rows = {row.pk: row for row in Refusal.objects.filter(pk__in=[key for key, _ in noted])}
    for key, digest in noted:
        row = rows.get(key)
        if row is not None and row_of(row)[1] == digest:
            continue
        yield Problem(
            code="row_missing" if row is None else "row_changed",
            where=f"不予办理 {key}",
            message="账本记有这一行，表中没有。" if row is None else "与账本所记不符。",
            table=Refusal._meta.db_table,
            row=str(key),
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
