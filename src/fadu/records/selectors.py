# SPDX-License-Identifier: MulanPSL-2.0
"""Reads files, numbers, documents and services."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.db.models import QuerySet

from fadu.people import sealing
from fadu.records import sealed_files
from fadu.records.archive import form_of, rendered, vault
from fadu.records.models import Document, IssuedNumber, NumberSeries, Service, StoredFile
from fadu.records.sealed_files import name_of
from fadu.records.sniffing import INLINE

__all__ = [
    "DOCUMENTS",
    "document_by_id",
    "file_by_digest",
    "files_by_digest",
    "form_of",
    "gaps",
    "name_of",
    "numbers",
    "open_file",
    "open_stored",
    "rendered",
    "sealed_as",
    "series_of_year",
    "served_as",
    "served_on",
    "services_of",
    "vault",
]

#: forms of the records room itself: 送达回证, 送达地址确认书
DOCUMENTS = Path(__file__).parent / "documents"


def open_file(digest: str) -> IO[bytes]:
    """A file, open for reading, checked against its digest. Raises FileDamagedError."""
    return vault().open(digest)


def open_stored(file: StoredFile) -> IO[bytes]:
    """A stored file in plain, checked against its digest. Raises FileDamagedError, FileErasedError."""
    return sealed_files.opened(vault(), file)


def file_by_digest(digest: str) -> StoredFile:
    """The stored file of that digest; raises StoredFile.DoesNotExist."""
    return StoredFile.objects.get(digest=digest)


def files_by_digest(digests: Iterable[str]) -> dict[str, int]:
    """Digest -> row of the stored files that are there."""
    return dict(StoredFile.objects.filter(digest__in=list(digests)).values_list("digest", "pk"))


def sealed_as(digest: str, owner: str) -> StoredFile | None:
    """The file of an owner that is sealed and whose plain bytes have that digest."""
    index = sealing.index_under(owner, digest.encode())
    return StoredFile.objects.filter(owner=owner, sealed_index=index).first()


def open_names(digests: Iterable[str]) -> list[str]:
    """What the stored files of some digests are called, those that lie open: the name of a sealed one is sealed with it."""
    return list(StoredFile.objects.filter(digest__in=list(digests), owner="").values_list("name", flat=True))


def document_by_id(number: int) -> Document:
    """A document with the source of its form; raises Document.DoesNotExist."""
    return Document.objects.select_related("source").get(pk=number)


def served_as(file: StoredFile) -> dict[str, str]:
    """The headers to send a file with: shown only where that is safe, never as HTML."""
    shown = "inline" if file.media_type in INLINE else "attachment"
    media_type = (
        file.media_type if file.media_type != "text/html; charset=utf-8" else "application/octet-stream"
    )
    return {"Content-Type": media_type, "Content-Disposition": shown, "X-Content-Type-Options": "nosniff"}


def numbers(*, bureau_id: int, series: str, year: int) -> QuerySet[IssuedNumber]:
    """All numbers of a series in a year, void ones included, by serial."""
    return IssuedNumber.objects.filter(bureau_id=bureau_id, series=series, year=year).select_related(
        "voiding"
    )


def numbers_of(bureau_id: int, year: int) -> list[tuple[str, bool]]:
    """Every number a bureau gave out in a year, and whether it is void, by series and serial."""
    issued = IssuedNumber.objects.filter(bureau_id=bureau_id, year=year).select_related("voiding")
    return [(number.text, number.is_void) for number in issued.order_by("series", "serial")]


def how_many_numbers(bureau_id: int, year: int) -> int:
    """How many numbers a bureau gave out in a year, void ones included."""
    return IssuedNumber.objects.filter(bureau_id=bureau_id, year=year).count()


def gaps(*, bureau_id: int, series: str, year: int) -> list[int]:
    """Serials missing in a series; always empty unless rows were removed by hand."""
    serials = set(numbers(bureau_id=bureau_id, series=series, year=year).values_list("serial", flat=True))
    counter = NumberSeries.objects.filter(bureau_id=bureau_id, series=series, year=year).first()
    return sorted(set(range(counter.first, counter.last + 1)) - serials) if counter else []


def services_of(document: Document) -> QuerySet[Service]:
    """All attempts to serve a document, by party and attempt."""
    return document.services.select_related("proof")


def served_on(document: Document, party_name: str) -> Service | None:
    """The attempt by which the document counts as served on a party, or None."""
    return document.services.filter(party_name=party_name, effective_on__isnull=False).first()


def series_of_year(bureau_id: int, year: int) -> QuerySet[NumberSeries]:
    """The series a bureau has begun in a year."""
    return NumberSeries.objects.filter(bureau_id=bureau_id, year=year)
