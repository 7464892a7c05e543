# SPDX-License-Identifier: MulanPSL-2.0
"""What the ledger hashes of people's registers, and rows that differ from it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.kernel.canonical import digest
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import services as ledger
from fadu.ledger.models import LedgerEntry
from fadu.ledger.problems import Problem
from fadu.people.models import (
    Appointment,
    Certificate,
    Committee,
    CommitteeMembership,
    ConflictOfInterest,
    HolidayNotice,
    LegalQualification,
    LocalName,
    LocalParameter,
    Officer,
    Party,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

HASHED: dict[str, type[Model]] = {
    "appointment": Appointment,
    "certificate": Certificate,
    "qualification": LegalQualification,
    "conflict": ConflictOfInterest,
    "parameter": LocalParameter,
    "officer": Officer,
    "committee": Committee,
    "membership": CommitteeMembership,
    "local_name": LocalName,
    "party": Party,
}


#: columns that came later: left out while empty, so that what was hashed before still agrees
LATER = {"limits", "end_document", "merged_into_id"}
#: never hashed: what must be gone without a trace once a person's data are erased
ERASABLE = {"id_index"}


def body_of(row: Model) -> dict[str, Any]:
    """Every column of a row as plain values."""
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in ERASABLE]
    values = {name: _plain(getattr(row, name)) for name in names}
    return {name: value for name, value in values.items() if value or name not in LATER}


def record(row: Model) -> None:
    """Enter a row of a register as it now stands into its stream."""
    kind = next(kind for kind, model in HASHED.items() if isinstance(row, model))
    ledger.append(stream=f"{kind}:{row.pk}", kind=kind, body=body_of(row), at=clock.now())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(LEGAL_TIME).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def rows_differ() -> Iterator[Problem]:
    """Rows that differ from their last ledger entry, rows without one, and entries whose row is gone."""
    for kind, model in HASHED.items():
        entries = LedgerEntry.objects.filter(stream__startswith=f"{kind}:").order_by("stream", "seq")
        last = {entry.stream: entry.body_digest for entry in entries}
        rows = {f"{kind}:{row.pk}": row for row in model._default_manager.all()}
        title = model._meta.verbose_name
        for stream in sorted(set(last) | set(rows)):
            if stream not in rows:
                yield Problem(
                    code="row_missing", where=f"{title} {stream}", message="账本中有这一登记，表中没有。"
                )
            elif stream not in last:
                yield Problem(
                    code="row_unrecorded", where=f"{title} {stream}", message="表中有这一登记，账本中没有。"
                )
            elif digest(body_of(rows[stream])) != last[stream]:
                yield Problem(
                    code="row_changed",
                    where=f"{title} {stream}（{rows[stream]}）",
                    message="登记内容与账本不符。",
                )
    yield from _notices_differ()


def _notices_differ() -> Iterator[Problem]:
    """Holiday notices whose text is not the one adopted."""
    entries = LedgerEntry.objects.filter(stream="calendar").order_by("seq")
    last = {json.loads(entry.body)["year"]: entry.body_digest for entry in entries}
    rows = {row.year: digest({"year": row.year, "text": row.text}) for row in HolidayNotice.objects.all()}
    for year in sorted({*last, *rows}):
        if last.get(year) != rows.get(year):
            yield Problem(
                code="row_changed", where=f"放假通知 {year}年", message="放假通知与采用时账本所记不符。"
            )
