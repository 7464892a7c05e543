# SPDX-License-Identifier: MulanPSL-2.0
"""A document of a case, to look at or to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404, HttpResponse

from fadu.cases.reading.sight import Sight
from fadu.desk.officer import for_officers, seen_by
from fadu.records import selectors as records

if TYPE_CHECKING:
    from django.http import HttpRequest

TYPES = {
    "pdf": ("application/pdf", "inline"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    "html": ("text/html; charset=utf-8", "inline"),
}


@for_officers
def show(request: HttpRequest, case_id: int, document_id: int, fmt: str) -> HttpResponse:
    """The document in one of its formats; all carry the same text."""
    case, seen = seen_by(request, case_id)
    row = case.documents.select_related("document").filter(pk=document_id).first()
    closed = seen < Sight.MAIN or (row is not None and row.access == "secondary" and seen < Sight.WHOLE)
    if row is None or closed or fmt not in TYPES:
        raise Http404("没有这份文书。")
    media_type, disposition = TYPES[fmt]
    response = HttpResponse(records.rendered(row.document, fmt), content_type=media_type)
    name = quote(f"{row.document.number or row.document.title}.{fmt}")
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{name}"
    if fmt == "html":
        response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return response
