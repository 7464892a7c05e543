# SPDX-License-Identifier: MulanPSL-2.0
"""A document of a case, to look at or to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.db import transaction
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from fadu.cases.models import CaseDocument
from fadu.cases.reading import openings, sight
from fadu.cases.reading.sight import Sight
from fadu.desk.officer import WITH, for_officers, officer_of, seen_by
from fadu.desk.shown.materials import materials_of
from fadu.desk.shown.since import since
from fadu.kernel import clock
from fadu.records import pieces
from fadu.records.bound import bound
from fadu.records.opened import opened
from fadu.records.since import NOTHING, shown
from fadu.records.volume import volume

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from fadu.cases.models import Case
    from fadu.records.models import Document
    from fadu.records.since import Since

TYPES = {
    "pdf": ("application/pdf", "inline"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    "html": ("text/html; charset=utf-8", "inline"),
}

#: papers bring their own style, and nothing that runs
_STYLED_BY_ITSELF = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@for_officers
def show(request: HttpRequest, case_id: int, document_id: int, fmt: str) -> HttpResponse:
    """The document in one of its formats; all carry the same text."""
    case, seen = seen_by(request, case_id)
    row = _row(case, seen, document_id, fmt)
    return _sent(row.document, shown(row.document, fmt, _since(row)), fmt)


@require_POST
@for_officers
def show_whole(request: HttpRequest, case_id: int, document_id: int, fmt: str) -> HttpResponse:
    """The copy for the file, its parties in plain; that it was opened, and by whom, is entered first."""
    case, seen = seen_by(request, case_id)
    row = _row(case, seen, document_id, fmt)
    if not openings.may_open(seen):
        raise Http404("没有这份文书。")
    with transaction.atomic():
        openings.enter(case, officer_of(request), _named(row.document), document=row.document_id)
    response = _sent(row.document, opened(row.document, fmt, _since(row)), fmt)
    response["Cache-Control"] = "no-store"
    return response


@for_officers
def whole_file(request: HttpRequest, case_id: int, access: str, fmt: str = "html") -> HttpResponse:
    """All papers of the main or the secondary file, those of the procedures opened out of the case among them, in the order in which
    they were issued, and then its materials: as one page to print, or as one PDF with a list of contents and numbered pages. How much
    of it the officer may not see is said in it: nobody takes a part of a file for the whole.
    """
    case, seen = seen_by(request, case_id)
    needed = {"main": Sight.MAIN, "secondary": Sight.WHOLE}.get(access)
    if needed is None or seen < needed or fmt not in {"html", "pdf"}:
        raise Http404("没有这一卷宗。")
    cases, closed = _cases_of_file(request, case, needed)
    rows = _papers_of_file(cases, access)
    papers, said = [row.document for row in rows], since(rows)
    materials = pieces.of_materials(materials_of(cases, access))
    note = left_out(len(_papers_of_file(closed, access)) + len(materials_of(closed, access)) if closed else 0)
    if not papers and not materials:
        raise Http404(f"这一卷没有您可以查看的文书和材料。{note}" if note else "这一卷还没有文书和材料。")
    name = f"{case.number}{'正卷' if access == 'main' else '副卷'}"
    if fmt == "pdf":
        bound_in = [*pieces.of_papers(papers, said), *materials]
        content = volume(title=name, subtitle=case.called, pieces=bound_in, note=note)
    else:
        content = bound(f"{name}（{len(papers) + len(materials)}份）", papers, said, materials, note=note)
    response = HttpResponse(content, content_type=TYPES[fmt][0])
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{name}.{fmt}')}"
    if fmt == "html":
        response["Content-Security-Policy"] = _STYLED_BY_ITSELF
    response["Cache-Control"] = "no-store"
    return response


def left_out(count: int) -> str:
    """What a file says of the papers and materials that whoever prints it may not see; nothing where there are none."""
    if not count:
        return ""
    return f"另有{count}份文书、材料在您无权查看的关联程序中，没有印入，不在目录和页数之内。装订归档的，请有权查看的人打印。"


def _cases_of_file(request: HttpRequest, case: Case, needed: Sight) -> tuple[list[Case], list[Case]]:
    """A case with its children as far as the officer sees these as much, and the children he does not see as much."""
    officer, now = officer_of(request), clock.now()
    children = [(child, sight.sight_of(officer, child, now)) for child in case.children.select_related(*WITH)]
    seen = [child for child, as_much in children if as_much is not None and as_much >= needed]
    return [case, *seen], [child for child, _ in children if child not in seen]


def _papers_of_file(cases: Sequence[Case], access: str) -> list[CaseDocument]:
    """The papers in force of some cases."""
    rows = CaseDocument.objects.filter(case__in=cases, access=access, document__voiding=None)
    known = rows.select_related("document__source", "case__bureau")
    return list(known.order_by("document__issued_at", "document_id"))


def _row(case: Case, seen: Sight, document_id: int, fmt: str) -> CaseDocument:
    """The document of a case in a format there is; one that the officer may not see does not exist for them."""
    row = case.documents.select_related("document", "case__bureau").filter(pk=document_id).first()
    closed = seen < Sight.MAIN or (row is not None and row.access == "secondary" and seen < Sight.WHOLE)
    if row is None or closed or fmt not in TYPES:
        raise Http404("没有这份文书。")
    return row


def _since(row: CaseDocument) -> Since:
    """What was said since of one paper."""
    return since([row]).get(row.document_id, NOTHING)


def _named(document: Document) -> str:
    return f"《{document.title}》{document.number or ''}"


def _sent(document: Document, content: bytes, fmt: str) -> HttpResponse:
    media_type, disposition = TYPES[fmt]
    response = HttpResponse(content, content_type=media_type)
    name = quote(f"{document.number or document.title}.{fmt}")
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{name}"
    if fmt == "html":
        response["Content-Security-Policy"] = _STYLED_BY_ITSELF
    return response
