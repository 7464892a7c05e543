# SPDX-License-Identifier: MulanPSL-2.0
"""What the ledger hashes of people's registers, and rows that differ from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.kernel.canonical import canonical
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import selectors as ledger_selectors
from fadu.ledger import services as ledger
from fadu.ledger.problems import Problem
from fadu.ledger.rules import SEALED
from fadu.people import entries
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
    ProposedAppointment,
)
from fadu.people.sealed_field import SealedTextField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from fadu.ledger.parts import Said

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
    "proposal": ProposedAppointment,
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
    """Enter a row of a register as it now stands into its stream; what is sealed lies in the sealed part."""
    kind = next(kind for kind, model in HASHED.items() if isinstance(row, model))
    body = body_of(row)
    closed = {
        (field.attname,): SEALED
        for field in row._meta.concrete_fields
        if isinstance(field, SealedTextField) and body.get(field.attname)
    }
    ledger.append(stream=f"{kind}:{row.pk}", kind=kind, body=body, at=clock.now(), closed=closed)
    entries.enter(row)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(LEGAL_TIME).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def rows_differ() -> Iterator[Problem]:
    """Rows that differ from their last ledger entry, rows without one, and entries whose row is gone."""
    for kind, model in HASHED.items():
        last = {stream: entry for stream, _, entry in ledger_selectors.said_under(f"{kind}:")}
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
            elif not _agree(body_of(rows[stream]), last[stream]):
                yield Problem(
                    code="row_changed",
                    where=f"{title} {stream}（{rows[stream]}）",
                    message="登记内容与账本不符。",
                )
    yield from _notices_differ()


def _agree(body: dict[str, Any], entry: Said) -> bool:
    """Whether a row says what its entry says; of one whose part was emptied, what is left of it."""
    if not entry.whole:
        body = {name: body.get(name) for name in entry.body}
    return canonical(body) == canonical(entry.body)


def _notices_differ() -> Iterator[Problem]:
    """Holiday notices whose text is not the one adopted."""
    last = {entry.body.get("year"): entry.body for entry in ledger_selectors.said_in("calendar").values()}
    rows = {row.year: {"year": row.year, "text": row.text} for row in HolidayNotice.objects.all()}
    for year in sorted({*last, *rows}, key=str):
        if last.get(year) != rows.get(year):
            yield Problem(
                code="row_changed", where=f"放假通知 {year}年", message="放假通知与采用时账本所记不符。"
            )
