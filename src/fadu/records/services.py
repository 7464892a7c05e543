# SPDX-License-Identifier: MulanPSL-2.0
"""Writes files, numbers, documents and services; each legal record also enters its ledger stream."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from fadu.kernel import clock, digests
from fadu.kernel.canonical import canonical, digest
from fadu.kernel.errors import BadInputError
from fadu.ledger import services as ledger
from fadu.people import administration, sealing, second_person
from fadu.people.models import Bureau
from fadu.records import bodies, sealed_files
from fadu.records.forms import Form
from fadu.records.models import (
    Document,
    DocumentVoiding,
    FormSource,
    IssuedNumber,
    NumberPattern,
    NumberSeries,
    NumberVoiding,
    Service,
    StoredFile,
)
from fadu.records.numbering import in_words, write_number
from fadu.records.rendering.fill import fill
from fadu.records.rendering.tree import Sheet
from fadu.records.selectors import vault
from fadu.records.sniffing import HEAD, admit, check_size
from fadu.records.storing import stored
from fadu.storage.driver import Statement
from fadu.storage.entering import entered
from fadu.storage.prepared import Prepared, PreparedInsert
from fadu.storage.within import within

# -- files ---------------------------------------------------------------------------------------


def store(
    *,
    name: str,
    content: bytes | IO[bytes],
    uploaded_by: str = "",
    at: datetime | None = None,
    owner: str = "",
) -> StoredFile:
    """Keep an upload by digest; the same plain bytes give the same row.

    With an ``owner`` it is sealed on the disk by that owner's data key, and so is its name; its digest is over the ciphertext.
    Raises FileRefusedError, in Chinese, for a kind that is not taken or a file too large.
    """
    stream: Any = io.BytesIO(content) if isinstance(content, bytes) else content
    stream.seek(0)
    head = stream.read(HEAD)
    kind = admit(name, head, stream)
    stream.seek(0, io.SEEK_END)
    check_size(name, stream.tell(), kind)
    stream.seek(0)
    about = {
        "media_type": kind.media_type,
        "uploaded_by": uploaded_by,
        "uploaded_at": at or clock.now(),
    }
    if owner:
        return _sealed(stream, name[-200:], owner, about)
    digest, size = vault().put(stream)
    return stored({"digest": digest}, name=name[-200:], size=size, **about)


def check(name: str, content: bytes) -> None:
    """Refuse a file that would not be kept, before anything is. Raises FileRefusedError."""
    check_size(name, len(content), admit(name, content[:HEAD], io.BytesIO(content)))


def _sealed(stream: IO[bytes], name: str, owner: str, about: Mapping[str, Any]) -> StoredFile:
    """Keep an upload sealed; the same bytes of the same owner give the same row, as a form sent twice needs."""
    index = sealing.index_under(owner, digests.of_file(stream).encode())
    if kept := StoredFile.objects.filter(owner=owner, sealed_index=index).first():
        return kept
    stream.seek(0)
    digest, size = vault().put(stream, sealing=sealed_files.sealing_for(owner))
    return stored(
        {"owner": owner, "sealed_index": index},
        digest=digest,
        name=f"{sealed_files.COVER}{Path(name).suffix[:10]}",
        sealed_name=sealing.seal(name, owner=owner),
        size=size,
        **about,
    )


# -- numbers -------------------------------------------------------------------------------------

#: one statement on both databases: the row lock (or the single writer) makes the series gapless
NEXT = Statement("""
    INSERT INTO records_numberseries (bureau_id, series, year, first, last) VALUES (%s, %s, %s, 1, 1)
    ON CONFLICT (bureau_id, series, year) DO UPDATE SET last = records_numberseries.last + 1
    RETURNING last, (
        SELECT pattern FROM records_numberpattern WHERE bureau_id = %s AND series = %s AND start <= %s
        ORDER BY start DESC LIMIT 1
    )
""")
_NUMBER = PreparedInsert(IssuedNumber)
_DOCUMENT = PreparedInsert(Document)


_PATTERN = Prepared(
    lambda bureau, series, day: (
        NumberPattern.objects.filter(bureau_id=bureau, series=series, start__lte=day)
        .order_by("-start")
        .values_list("pattern")
    ),
    int,
    str,
    date,
)


def pattern_of(*, bureau_id: int, series: str, usual: str, on: date) -> str:
    """How the numbers of a series are written on a day: as the bureau has set it, else in the usual way."""
    own = _PATTERN.first(bureau_id, series, on)
    return str(own[0]) if own else usual


@transaction.atomic
def set_pattern(
    *,
    bureau_id: int,
    series: str,
    pattern: str,
    start: date,
    document: str,
    at: datetime | None = None,
    title: str = "",
) -> NumberPattern:
    """Let a bureau write the numbers of a series in its own way from a day on; the counting goes on.

    ``title`` is what the series is called where people read of it (default: its key).
    Raises BadInputError for a pattern that cannot be written, rests on nothing, or would give numbers of another series.
    """
    second_person.require(second_person.of_setting())
    abbreviation = Bureau.objects.values_list("abbreviation", flat=True).get(pk=bureau_id)
    sample = write_number(pattern, abbreviation=abbreviation, year=start.year, serial=1)
    if not document.strip():
        raise BadInputError(
            expected="所依据的文件", got="（空）", where="文号式样", remedy="填写文件名称和文号"
        )
    others = NumberPattern.objects.filter(bureau_id=bureau_id, pattern=pattern).exclude(series=series)
    given = IssuedNumber.objects.filter(bureau_id=bureau_id, text=sample).exclude(series=series)
    if others.exists() or given.exists():
        raise BadInputError(
            expected="与其他序列不同的式样",
            got=in_words(pattern),
            where="文号式样",
            remedy="加上能区分的字，如“罚告”",
        )
    if NumberPattern.objects.filter(bureau_id=bureau_id, series=series, start=start).exists():
        raise BadInputError(expected="尚未设定的起始日期", got=start, where="文号式样", remedy="改用其他日期")
    row = entered(
        NumberPattern(bureau_id=bureau_id, series=series, pattern=pattern, start=start, document=document)
    )
    ledger.append(stream=f"pattern:{row.pk}", kind="set", body=bodies.pattern_body(row), at=at or clock.now())
    administration.enter(
        bureau_id, "pattern", f"文号式样：{title or series}自{start}为“{in_words(pattern)}”，依据：{document}"
    )
    return row


@within
def next_number(
    *, bureau_id: int, series: str, pattern: str, year: int, abbreviation: str, at: datetime | None = None
) -> str:
    """The next number of a series, gapless per bureau, series and year, written as ``pattern`` says or as the bureau set it.

    It is given out with the caller's transaction: rolled back, it is given to the next caller.
    """
    moment = at or clock.now()
    values = [bureau_id, series, year, bureau_id, series, _day(moment).isoformat()]
    ((serial, own),) = NEXT.rows(values, connection)
    text = write_number(own or pattern, abbreviation=abbreviation, year=year, serial=serial)
    number = IssuedNumber(
        bureau_id=bureau_id, series=series, year=year, serial=serial, text=text, issued_at=moment
    )
    _NUMBER(number)
    ledger.append(
        stream=bodies.number_stream(number), kind="issued", body=bodies.number_body(number), at=moment
    )
    return text


@transaction.atomic
def begin_series(
    *,
    bureau_id: int,
    series: str,
    year: int,
    first: int,
    reason: str,
    at: datetime | None = None,
    title: str = "",
) -> NumberSeries:
    """Let a series begin at ``first``: the numbers before it were given out elsewhere, as ``reason`` says.

    ``title`` is what the series is called where people read of it (default: its key).
    Raises BadInputError if the series has begun already.
    """
    second_person.require(second_person.of_setting())
    if first < 1 or NumberSeries.objects.filter(bureau_id=bureau_id, series=series, year=year).exists():
        raise BadInputError(
            expected="尚未开始编号的序列和不小于 1 的起始序号",
            got=f"{title or series} {year}年自{first}号",
            remedy="在首次取号前设定",
        )
    _require_reason(reason)
    moment = at or clock.now()
    row = entered(NumberSeries(bureau_id=bureau_id, series=series, year=year, first=first, last=first - 1))
    ledger.append(
        stream=bodies.series_stream(row),
        kind="begun",
        body={**bodies.series_body(row), "reason": reason},
        at=moment,
    )
    administration.enter(
        bureau_id, "series", f"编号起点：{title or series} {year}年自{first}号，依据：{reason}"
    )
    return row


@transaction.atomic
def void_number(*, bureau_id: int, number: str, reason: str, at: datetime | None = None) -> NumberVoiding:
    """Mark a number void; it stays visible and is never given out again."""
    row = IssuedNumber.objects.get(bureau_id=bureau_id, text=number)
    _require_reason(reason)
    moment = at or clock.now()
    voiding = NumberVoiding.objects.create(number=row, reason=reason, voided_at=moment)
    ledger.append(
        stream=bodies.number_stream(row), kind="voided", body=bodies.number_voiding_body(voiding), at=moment
    )
    return voiding


def number_for(form: Form, *, bureau_id: int, at: datetime) -> str:
    """The next number of a form that has one, in the year of ``at`` (legal time); '' for one that has none."""
    if form.number is None:
        return ""
    abbreviation = Bureau.objects.values_list("abbreviation", flat=True).get(pk=bureau_id)
    year = at.astimezone(clock.LEGAL_TIME).year
    return next_number(
        bureau_id=bureau_id,
        series=form.series,
        pattern=form.number,
        year=year,
        abbreviation=abbreviation,
        at=at,
    )


# -- documents -----------------------------------------------------------------------------------


@within
def issue(
    *, form: Form, data: Mapping[str, Any], number: str | None = None, bureau_id: int, at: datetime
) -> Document:
    """Fix a document: form and data, under one digest, from now on.

    A form with a number pattern gets the next number unless ``number`` is given. ``bureau_name`` and
    ``issued_on`` are added if missing. Its title is the one it prints. Raises MissingDataError listing all missing mandatory data.
    """
    whole = dict(data)
    whole.setdefault("issued_on", at.astimezone(clock.LEGAL_TIME).date())
    if not whole.get("bureau_name"):
        whole["bureau_name"] = Bureau.objects.values_list("name", flat=True).get(pk=bureau_id)
    title = fill(form, {**whole, "number": number or form.number or ""}).title
    whole["number"] = number or number_for(form, bureau_id=bureau_id, at=at)
    document = Document(
        bureau_id=bureau_id,
        template=form.key,
        title=title,
        number=whole["number"],
        access=form.access,
        data=bodies.as_json(canonical(bodies.plain(whole))),
        digest=digest({"fingerprint": form.fingerprint, "data": bodies.plain(whole)}),
        issued_at=at,
    )
    if _DOCUMENT.referring(document, "source", fingerprint=form.fingerprint):
        document.source = FormSource(
            pk=document.source_id,
            fingerprint=form.fingerprint,
            key=form.key,
            title=form.title,
            source_text=form.source_text,
        )
    else:
        document.source = source_of(form, at)
        _DOCUMENT(document)
    ledger.append(
        stream=f"document:{document.pk}",
        kind="issued",
        body=bodies.document_body(document),
        at=at,
        closed=bodies.document_closed(document),
        begins=True,
    )
    return document


def trial(form: Form, data: Mapping[str, Any]) -> Sheet:
    """A document as `issue` would fix it, drafted: nothing is written, no number is taken, gaps are named in its text."""
    return fill(form, bodies.as_json(canonical(bodies.plain(dict(data)))), draft=True)


def source_of(form: Form, at: datetime) -> FormSource:
    """The text of a form as it is used, kept from its first use on."""
    source, is_new = FormSource.objects.get_or_create(
        fingerprint=form.fingerprint,
        defaults={
            "key": form.key,
            "title": form.title,
            "source_text": form.source_text,
            "first_used_at": at,
        },
    )
    if is_new:
        ledger.append(stream=f"template:{form.key}", kind="used", body=bodies.template_body(source), at=at)
    return source


@transaction.atomic
def void(document: Document, reason: str, at: datetime | None = None) -> DocumentVoiding:
    """Mark a document void, and its number with it; both stay readable."""
    _require_reason(reason)
    moment = at or clock.now()
    voiding = DocumentVoiding.objects.create(document=document, reason=reason, voided_at=moment)
    ledger.append(
        stream=f"document:{document.pk}", kind="voided", body=bodies.document_voiding_body(voiding), at=moment
    )
    row = IssuedNumber.objects.filter(bureau_id=document.bureau_id, text=document.number).first()
    if row is not None and not row.is_void:
        void_number(bureau_id=document.bureau_id, number=row.text, reason=reason, at=moment)
    return voiding


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise BadInputError(expected="作废理由", got="", where="作废", remedy="写明理由")


# -- service (送达) ------------------------------------------------------------------------------


@within
def serve(
    *,
    document: Document,
    party_name: str,
    manner: str,
    sent_at: datetime,
    arrived_at: datetime | None = None,
    effective_on: date | None = None,
    party_id: int | None = None,
    receiver: str = "",
    address: str = "",
    consent: bool = False,
    address_confirmed: bool = False,
    proof: StoredFile | None = None,
    failure: str = "",
    at: datetime | None = None,
) -> Service:
    """Record one attempt to serve a document on one party.

    ``failure`` says why it did not arrive; else ``effective_on`` is the day it counts as served, which whoever allowed
    this manner derived (:mod:`fadu.records.delivery`). Raises BadInputError where both or neither is said.
    """
    if (effective_on is None) != bool(failure):
        raise BadInputError(
            expected="送达日期，或者未能送达的原因，二者有其一",
            got="两样都写了" if failure else "两样都没有写",
            where=document.title,
            remedy="写明其中一样",
        )
    attempts = Service.objects.filter(document=document, party_name=party_name).count()
    service = Service.objects.create(
        document=document,
        party_name=party_name,
        party_id=party_id,
        attempt=attempts + 1,
        manner=manner,
        sent_at=sent_at,
        arrived_at=arrived_at,
        effective_on=effective_on,
        receiver=receiver,
        address=address,
        consent=consent,
        address_confirmed=address_confirmed,
        proof=proof,
        failure=failure,
        recorded_at=at or clock.now(),
    )
    ledger.append(
        stream=f"service:{service.pk}",
        kind="recorded",
        body=bodies.service_body(service),
        at=service.recorded_at,
        begins=True,
    )
    return service


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.LEGAL_TIME).date()
