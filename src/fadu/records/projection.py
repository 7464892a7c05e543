# SPDX-License-Identifier: MulanPSL-2.0
"""Compares the typed rows of this room to what the ledger holds of them; ``verify`` calls the checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from fadu.kernel.canonical import digest
from fadu.ledger import selectors as ledger
from fadu.ledger.problems import Problem
from fadu.records import bodies
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
from fadu.records.selectors import vault
from fadu.records.vault import FileDamagedError

#: (stream, kind, digest of the body): what is compared
Fact = tuple[str, str, str]


def _written(prefix: str) -> dict[Fact, str]:
    """What the ledger holds of streams that begin with ``prefix``, with the stream."""
    held = ledger.said_under(prefix)
    return {(stream, entry.kind, digest(entry.body)): stream for stream, _, entry in held}


def _bodies(prefix: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for stream, _, entry in ledger.said_under(prefix):
        yield stream, entry.body


def _compare(
    name: str, prefix: str, rows: Iterable[tuple[str, str, dict[str, Any], str]]
) -> Iterator[Problem]:
    """Each row must be in the ledger as it is, and each ledger entry must have its row."""
    written = _written(prefix)
    for stream, kind, body, title in rows:
        if written.pop((stream, kind, digest(body)), None) is None:
            yield Problem(
                code=f"{name}_changed", where=title, message=f"{title}与账本记载不符，或未经账本写入。"
            )
    for stream in written.values():
        yield Problem(
            code=f"{name}_missing", where=stream, message=f"账本记有 {stream}，登记表中没有相同的内容。"
        )


def numbers() -> Iterator[Problem]:
    """Numbers given out and void, and that no serial is missing."""
    issued = IssuedNumber.objects.iterator()
    void = NumberVoiding.objects.select_related("number").iterator()
    rows = [
        (bodies.number_stream(row), "issued", bodies.number_body(row), f"文号 {row.text}") for row in issued
    ]
    rows += [
        (
            bodies.number_stream(row.number),
            "voided",
            bodies.number_voiding_body(row),
            f"文号 {row.number.text} 的作废",
        )
        for row in void
    ]
    yield from _compare("number", "number:", rows)
    patterns = NumberPattern.objects.iterator()
    written = [(f"pattern:{row.pk}", "set", bodies.pattern_body(row), f"文号式样 {row}") for row in patterns]
    yield from _compare("pattern", "pattern:", written)
    yield from _counters()


def _counters() -> Iterator[Problem]:
    begun = {stream: body.get("first") for stream, body in _bodies("series:")}
    for series in NumberSeries.objects.iterator():
        if series.first != begun.get(bodies.series_stream(series), 1):
            yield Problem(
                code="series_changed",
                where=f"{series.series} {series.year}",
                message=f"编号序列 {series.series} {series.year} 的起始序号与账本记载不符。",
            )
        found = IssuedNumber.objects.filter(
            bureau_id=series.bureau_id, series=series.series, year=series.year
        )
        serials = set(found.values_list("serial", flat=True))
        lacking = sorted(set(range(series.first, series.last + 1)) - serials)
        if lacking or max(serials, default=0) > series.last:
            yield Problem(
                code="number_gap",
                where=f"{series.series} {series.year}",
                message=f"编号序列不连续，缺少序号 {'、'.join(map(str, lacking[:10])) or '（计数被改小）'}。",
            )


def documents() -> Iterator[Problem]:
    """Issued and void documents, and that data and form still give the digest."""
    issued = list(Document.objects.select_related("source"))
    void = DocumentVoiding.objects.select_related("document").iterator()
    rows = [(f"document:{row.pk}", "issued", bodies.document_body(row), f"文书 {row}") for row in issued]
    rows += [
        (
            f"document:{row.document_id}",
            "voided",
            bodies.document_voiding_body(row),
            f"文书 {row.document} 的作废",
        )
        for row in void
    ]
    yield from _compare("document", "document:", rows)
    for row in issued:
        if digest({"fingerprint": row.fingerprint, "data": row.data}) != row.digest:
            yield Problem(code="document_content", where=str(row), message=f"文书 {row} 的内容与其摘要不符。")


def templates() -> Iterator[Problem]:
    """The kept sources of forms."""
    rows = [
        (f"template:{row.key}", "used", bodies.template_body(row), f"模板 {row}")
        for row in FormSource.objects.iterator()
    ]
    yield from _compare("template", "template:", rows)
    for row in FormSource.objects.iterator():
        if bodies.source_fingerprint(row.source_text) != row.fingerprint:
            yield Problem(
                code="template_content", where=row.title, message=f"模板 {row} 的原文与其指纹不符。"
            )


def services() -> Iterator[Problem]:
    """Services with their dates."""
    found = Service.objects.select_related("document", "proof").iterator()
    rows = [
        (f"service:{row.pk}", "recorded", bodies.service_body(row), f"送达 {row}（第{row.attempt}次）")
        for row in found
    ]
    yield from _compare("service", "service:", rows)


def files() -> Iterator[Problem]:
    """Files on disk whose bytes no longer give their digest, or that are gone."""
    kept = vault()
    for row in StoredFile.objects.order_by("pk").iterator():
        try:
            kept.open(row.digest).close()
        except FileDamagedError as error:
            yield Problem(code=error.code, where=f"文件 {row.name}", message=error.message)


CHECKS: dict[str, Callable[[], Iterator[Problem]]] = {
    "numbers": numbers,
    "documents": documents,
    "templates": templates,
    "services": services,
    "files": files,
}
