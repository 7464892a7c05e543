# SPDX-License-Identifier: MulanPSL-2.0
"""What of a row is hashed: the same body is written to the ledger and compared by the projection check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any

import orjson

from fadu.kernel import digests
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger.rules import SEALED, SECONDARY
from fadu.records.models import (
    BlankEnd,
    BlankSheet,
    Document,
    DocumentVoiding,
    FormSource,
    IssuedNumber,
    NumberPattern,
    NumberSeries,
    NumberVoiding,
    Rendering,
    Service,
    StoredFile,
)


def moment(value: datetime | None) -> str | None:
    """A moment as text in legal time, the same from both databases."""
    return value.astimezone(LEGAL_TIME).isoformat(timespec="microseconds") if value else None


def file_body(file: StoredFile) -> dict[str, Any]:
    return {
        "digest": file.digest,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "uploaded_by": file.uploaded_by,
        "uploaded_at": moment(file.uploaded_at),
        "owner": file.owner,
        "sealed_name": file.sealed_name,
        "sealed_index": file.sealed_index,
    }


#: which file it is may be the secondary file's own affair: nobody knows when it is stored
FILE_CLOSED: dict[tuple[str | int, ...], str] = {
    **{(name,): SECONDARY for name in ("digest", "name", "media_type", "size", "owner", "sealed_index")},
    ("sealed_name",): SEALED,
}


def rendering_body(rendering: Rendering) -> dict[str, Any]:
    return {
        "document": rendering.document_id,
        "fmt": rendering.fmt,
        "void": rendering.void,
        "file": rendering.file.digest,
    }


#: what the archived page of a secondary paper is, is that file's own affair too
RENDERING_CLOSED: dict[tuple[str | int, ...], str] = {("file",): SECONDARY}


def number_stream(number: IssuedNumber) -> str:
    return number_stream_of(number.bureau_id, number.series, number.year)


def number_stream_of(bureau: int, series: str, year: int) -> str:
    return f"number:{bureau}/{series}/{year}"


def series_stream(series: NumberSeries) -> str:
    return series_stream_of(series.bureau_id, series.series, series.year)


def series_stream_of(bureau: int, series: str, year: int) -> str:
    return f"series:{bureau}/{series}/{year}"


def series_body(series: NumberSeries) -> dict[str, Any]:
    return {"bureau": series.bureau_id, "series": series.series, "year": series.year, "first": series.first}


def number_body(number: IssuedNumber) -> dict[str, Any]:
    return {
        "bureau": number.bureau_id,
        "series": number.series,
        "year": number.year,
        "serial": number.serial,
        "text": number.text,
        "issued_at": moment(number.issued_at),
    }


def pattern_body(row: NumberPattern) -> dict[str, Any]:
    return {
        "bureau": row.bureau_id,
        "series": row.series,
        "pattern": row.pattern,
        "start": row.start.isoformat(),
        "document": row.document,
    }


def number_voiding_body(voiding: NumberVoiding) -> dict[str, Any]:
    return {"text": voiding.number.text, "reason": voiding.reason, "voided_at": moment(voiding.voided_at)}


def document_body(document: Document) -> dict[str, Any]:
    return {
        "bureau": document.bureau_id,
        "template": document.template,
        "title": document.title,
        "fingerprint": document.fingerprint,
        "number": document.number,
        "access": document.access,
        "digest": document.digest,
        "issued_at": moment(document.issued_at),
    }


def document_closed(document: Document) -> dict[tuple[str | int, ...], str]:
    """What of a document's body is the secondary file's own affair: all that tells it from another paper."""
    if document.access != SECONDARY:
        return {}
    return {(name,): SECONDARY for name in ("template", "title", "fingerprint", "number", "digest")}


def template_body(source: FormSource) -> dict[str, Any]:
    return {
        "key": source.key,
        "title": source.title,
        "fingerprint": source.fingerprint,
        "first_used_at": moment(source.first_used_at),
    }


def source_fingerprint(source_text: str) -> str:
    """The fingerprint of a form's source, as the loader takes it."""
    return digests.of(source_text.encode())


def document_voiding_body(voiding: DocumentVoiding) -> dict[str, Any]:
    return {"reason": voiding.reason, "voided_at": moment(voiding.voided_at)}


def service_body(service: Service) -> dict[str, Any]:
    return {
        "document": service.document_id,
        "party_name": service.party_name,
        "party": service.party_id,
        "attempt": service.attempt,
        "manner": service.manner,
        "sent_at": moment(service.sent_at),
        "arrived_at": moment(service.arrived_at),
        "effective_on": service.effective_on.isoformat() if service.effective_on else None,
        "receiver": service.receiver,
        "address": service.address,
        "consent": service.consent,
        "address_confirmed": service.address_confirmed,
        "proof": service.proof.digest if service.proof else service.proof_id,
        "failure": service.failure,
        "recorded_at": moment(service.recorded_at),
    }


#: what most of a paper is made of, told before all that takes longer to ask
_AS_IT_IS = frozenset({str, int, bool, type(None)})


def plain(value: Any) -> Any:
    """Data as canonical JSON takes it: values objects become mappings, dates stay dates."""
    if type(value) in _AS_IT_IS:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [plain(item) for item in value]
    return value


def as_json(content: bytes) -> Any:
    """Canonical bytes read back."""
    return orjson.loads(content)


def blank_body(row: BlankSheet) -> dict[str, Any]:
    return {
        "bureau": row.bureau_id,
        "kind": row.kind,
        "template": row.template,
        "title": row.title,
        "fingerprint": row.source.fingerprint,
        "number": row.number.text,
        "drawn_by": row.drawn_by_id,
        "department": row.department_id,
        "drawn_at": moment(row.drawn_at),
        "due_on": row.due_on.isoformat(),
    }


def blank_end_body(row: BlankEnd) -> dict[str, Any]:
    return {
        "how": row.how,
        "reason": row.reason,
        "document": row.document_id,
        "ended_by": row.ended_by_id,
        "ended_at": moment(row.ended_at),
    }
