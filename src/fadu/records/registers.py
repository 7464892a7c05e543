# SPDX-License-Identifier: MulanPSL-2.0
"""The registers of this room as `verify` compares them with the ledger, and what holds each of their columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Min

from fadu.kernel.canonical import digest
from fadu.ledger import selectors as ledger
from fadu.ledger.holding import Held, hold
from fadu.ledger.problems import Check, Problem, offer
from fadu.ledger.registers import Register, SharedRegister, offer_register
from fadu.records import bodies
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
from fadu.records.selectors import vault
from fadu.records.vault import FileDamagedError

if TYPE_CHECKING:
    from fadu.ledger.problems import Takes

SURROGATE = "自动编号，没有别处引用"
BUREAU = {"bureau": "bureau_id"}


def classify() -> None:
    """Say what holds each column."""
    hold(StoredFile, Held.ENTERED)
    hold(Rendering, Held.ENTERED)
    hold(Service, Held.ENTERED)
    hold(NumberPattern, Held.ENTERED)
    hold(IssuedNumber, Held.ENTERED, free={"id": "自动编号，只有作废登记引用；文号以序列和序号为名"})
    hold(NumberVoiding, Held.ENTERED, free={"id": SURROGATE})
    hold(NumberSeries, Held.DERIVED, entered=("first",), free={"id": SURROGATE})
    hold(FormSource, Held.ENTERED, derived=("id",), sealed={"source_text": "指纹"})
    hold(Document, Held.ENTERED, sealed={"data": "文书的摘要"})
    hold(DocumentVoiding, Held.ENTERED, free={"id": SURROGATE})
    hold(BlankSheet, Held.ENTERED)
    hold(BlankEnd, Held.ENTERED, free={"id": SURROGATE})


def offer_registers() -> None:
    """Let `verify` compare the registers with the ledger."""
    offer_register("files", FILES)
    offer_register("renderings", RENDERINGS)
    offer_register("documents", DOCUMENTS)
    offer_register("void documents", VOID_DOCUMENTS)
    offer_register("services", SERVICES)
    offer_register("patterns", PATTERNS)
    offer_register("numbers", NUMBERS)
    offer_register("void numbers", VOID_NUMBERS)
    offer_register("templates", TEMPLATES)
    offer_register("blank papers", BLANKS)
    offer_register("ends of blank papers", BLANK_ENDS)
    offer(Check(name="series", title="编号序列", model=NumberSeries, whole=series_differ))


def _bytes(row: StoredFile) -> Iterator[tuple[str, str]]:
    """A file whose bytes no longer give its digest, or are gone."""
    try:
        vault().open(row.digest).close()
    except FileDamagedError as error:
        yield "digest", error.message


def _content(row: Document) -> Iterator[tuple[str, str]]:
    if digest({"fingerprint": row.fingerprint, "data": row.data}) != row.digest:
        yield "data", "文书的内容与其摘要不符。"


def _source(row: FormSource) -> Iterator[tuple[str, str]]:
    if bodies.source_fingerprint(row.source_text) != row.fingerprint:
        yield "source_text", "模板的原文与其指纹不符。"


FILES = Register(model=StoredFile, prefix="file:", kind="stored", body=bodies.file_body, also=_bytes)
RENDERINGS = Register(
    model=Rendering,
    prefix="rendering:",
    kind="rendered",
    body=bodies.rendering_body,
    related=("file",),
    columns={"document": "document_id", "file": "file_id"},
)
DOCUMENTS = Register(
    model=Document,
    prefix="document:",
    kind="issued",
    body=bodies.document_body,
    related=("source",),
    columns={**BUREAU, "fingerprint": "source_id"},
    also=_content,
)
VOID_DOCUMENTS = Register(
    model=DocumentVoiding,
    prefix="document:",
    kind="voided",
    key="document_id",
    body=bodies.document_voiding_body,
)
SERVICES = Register(
    model=Service,
    prefix="service:",
    kind="recorded",
    body=bodies.service_body,
    related=("proof",),
    columns={"document": "document_id", "party": "party_id", "proof": "proof_id"},
)
PATTERNS = Register(
    model=NumberPattern, prefix="pattern:", kind="set", body=bodies.pattern_body, columns=BUREAU
)


NUMBERS = SharedRegister(
    model=IssuedNumber,
    prefix="number:",
    kind="issued",
    body=bodies.number_body,
    identity=("serial",),
    grouped_by=("bureau_id", "series", "year"),
    stream_of=bodies.number_stream_of,
    columns=BUREAU,
)
VOID_NUMBERS = SharedRegister(
    model=NumberVoiding,
    prefix="number:",
    kind="voided",
    body=bodies.number_voiding_body,
    identity=("text",),
    grouped_by=("number__bureau_id", "number__series", "number__year"),
    stream_of=bodies.number_stream_of,
    related=("number",),
    columns={"text": "number_id"},
)
TEMPLATES = SharedRegister(
    model=FormSource,
    prefix="template:",
    kind="used",
    body=bodies.template_body,
    identity=("fingerprint",),
    grouped_by=("key",),
    stream_of="template:{}".format,
    also=_source,
)


BLANKS = Register(
    model=BlankSheet,
    prefix="blank:",
    kind="drawn",
    body=bodies.blank_body,
    related=("source", "number"),
    columns={
        **BUREAU,
        "fingerprint": "source_id",
        "number": "number_id",
        "drawn_by": "drawn_by_id",
        "department": "department_id",
    },
)
BLANK_ENDS = Register(
    model=BlankEnd,
    prefix="blank:",
    kind="ended",
    key="sheet_id",
    body=bodies.blank_end_body,
    columns={"document": "document_id", "ended_by": "ended_by_id"},
)


def series_differ(takes: Takes) -> Iterator[Problem]:
    """Counters that do not end with the last number given out, that are gone, and serials that are missing."""
    begun = {stream: said.body.get("first") for stream, _, said in ledger.said_under("series:")}
    given = {
        bodies.series_stream_of(*row[:3]): row[3:]
        for row in IssuedNumber.objects.order_by()
        .values("bureau_id", "series", "year")
        .annotate(least=Min("serial"), most=Max("serial"))
        .values_list("bureau_id", "series", "year", "least", "most")
    }
    counters = {bodies.series_stream(row): row for row in NumberSeries.objects.order_by("pk")}
    for stream in sorted(begun.keys() | given.keys() | counters.keys()):
        counter = counters.get(stream)
        try:
            yield from list(_series(stream, begun.get(stream, 1), given.get(stream), counter))
        except (TypeError, ValueError) as error:
            yield Problem(
                code="row_unreadable",
                where=f"编号序列 {stream.partition(':')[2]}",
                message=f"这一行读不出来，或者不能核对：{error}。",
                table=NumberSeries._meta.db_table,
                row=str(counter.pk if counter else ""),
            )


def _series(
    stream: str, first: Any, given: tuple[int, int] | None, counter: NumberSeries | None
) -> Iterator[Problem]:
    def problem(message: str, column: str = "") -> Problem:
        return Problem(
            code="series_changed",
            where=f"编号序列 {stream.partition(':')[2]}",
            message=message,
            table=NumberSeries._meta.db_table,
            row=str(counter.pk if counter else ""),
            column=column,
        )

    if counter is None:
        yield problem("编过号的序列没有计数。")
        return
    if given is None and ledger.head(stream) is None:
        yield problem("没有编过号，也没有记载从何号开始。")
    if counter.first != first:
        yield problem("起始序号与账本记载不符。", "first")
    last = given[1] if given else int(first) - 1
    if counter.last != last:
        yield problem(f"计数为{counter.last}，最后编出的是{last}。", "last")
    lacking = _lacking(counter) if given else []
    if lacking:
        yield problem(f"编号不连续，缺少序号 {'、'.join(map(str, lacking[:10]))}。")


def _lacking(counter: NumberSeries) -> list[int]:
    numbers = IssuedNumber.objects.filter(
        bureau_id=counter.bureau_id, series=counter.series, year=counter.year
    )
    serials = set(numbers.values_list("serial", flat=True))
    return sorted(set(range(counter.first, counter.last + 1)) - serials)
