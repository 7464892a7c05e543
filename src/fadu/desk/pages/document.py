# SPDX-License-Identifier: MulanPSL-2.0
"""A document of a case, to look at or to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.db import transaction
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from fadu.cases.reading import openings
from fadu.cases.reading.sight import Sight
from fadu.desk.officer import for_officers, officer_of, seen_by
from fadu.desk.shown import binding
from fadu.desk.shown.since import since
from fadu.records import pieces
from fadu.records.bound import bound
from fadu.records.opened import opened
from fadu.records.since import NOTHING, shown
from fadu.records.volume import volume

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fadu.cases.models import Case, CaseDocument
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
    case, needed = _volume(request, case_id, access)
    file = binding.file_of(case, *binding.cases_of(officer_of(request), case, needed), access)
    if fmt not in {"html", "pdf"}:
        raise Http404("没有这一卷宗。")
    is_binding = bool(file.left_out) and binding.binds(case, officer_of(request))
    note = left_out(file.left_out, is_binding=is_binding)
    if not file.papers and not file.materials:
        raise Http404(f"这一卷没有您可以查看的文书和材料。{note}" if note else "这一卷还没有文书和材料。")
    name = f"{case.number}{binding.VOLUMES[access]}"
    if fmt == "pdf":
        content = volume(title=name, subtitle=case.called, pieces=file.pieces(), note=note)
    else:
        materials = pieces.of_materials(file.materials)
        content = bound(
            f"{name}（{len(file.papers) + len(materials)}份）", file.papers, file.said, materials, note=note
        )
    return _volume_sent(content, name, fmt)


@require_POST
@for_officers
def whole_file_plain(request: HttpRequest, case_id: int, access: str) -> HttpResponse:
    """The copy for the file of a whole volume, its parties in plain, at one press: entered first, as one look that names the papers.

    Whoever has to bind the file is given all of it, as long as it is his turn to.
    """
    (case, needed), officer = _volume(request, case_id, access), officer_of(request)
    is_binding = binding.binds(case, officer)
    split = (
        ([case, *binding.children_of(case)], []) if is_binding else binding.cases_of(officer, case, needed)
    )
    file = binding.file_of(case, *split, access)
    if not openings.may_open(seen_by(request, case_id)[1]) or not (file.papers or file.materials):
        raise Http404("这一卷没有您可以打印存卷本的文书和材料。")
    plain = binding.in_plain(officer, file.rows, is_binding=is_binding)
    with transaction.atomic():
        for each in {case.pk: case, **{row.case_id: row.case for row in file.rows}}.values():
            papers = "、".join(
                _named(row.document)
                for row in file.rows
                if row.document_id in plain and each.pk in (row.case_id, case.pk)
            )
            if (
                papers or each.pk == case.pk
            ):  # the case whose file it is names all of them, each procedure below it its own
                openings.enter(
                    each, officer, f"{case.number}{binding.VOLUMES[access]}存卷本：{papers or '材料'}"
                )
    name = f"{case.number}{binding.VOLUMES[access]}存卷本"
    note = left_out(file.left_out, is_binding=False)
    content = volume(title=name, subtitle=case.called, pieces=file.pieces(plain), note=note)
    return _volume_sent(content, name, "pdf")


def left_out(count: int, *, is_binding: bool) -> str:
    """What a file says of the papers and materials that whoever prints it may not see; nothing where there are none."""
    if not count:
        return ""
    how = (
        "轮到您装订归档，按“存卷本”即全部印出。" if is_binding else "装订归档的，由办理归档的人打印“存卷本”。"
    )
    return f"另有{count}份文书、材料在您无权查看的关联程序中，没有印入，不在目录和页数之内。{how}"


def _volume(request: HttpRequest, case_id: int, access: str) -> tuple[Case, Sight]:
    """A case whose volume an officer may have, and how much of a case has to be seen for it; any other does not exist for them."""
    case, seen = seen_by(request, case_id)
    needed = {"main": Sight.MAIN, "secondary": Sight.WHOLE}.get(access)
    if needed is None or seen < needed:
        raise Http404("没有这一卷宗。")
    return case, needed


def _volume_sent(content: bytes, name: str, fmt: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[fmt][0])
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{name}.{fmt}')}"
    if fmt == "html":
        response["Content-Security-Policy"] = _STYLED_BY_ITSELF
    response["Cache-Control"] = "no-store"
    return response


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
