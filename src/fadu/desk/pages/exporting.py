# SPDX-License-Identifier: MulanPSL-2.0
"""Lists and figures as files: what is on the page, in a workbook; that a list of cases was taken out, and by whom, is entered first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from fadu.cases.reading import exports
from fadu.cases.reading.reach import posts_by_reach
from fadu.desk import sheets
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_administrators, for_officers, officer_of
from fadu.desk.pages import sheets_of_figures, sheets_of_finding, sheets_of_lists, sheets_of_registers
from fadu.kernel import clock
from fadu.kernel.chinese_dates import chinese_moment
from fadu.people import selectors as people

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fadu.desk.sheets import Exported
    from fadu.people.models import Officer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: whoever keeps the bureau sees who took out what, and whoever oversees all cases
KEEPS = "administrator"


@require_POST
@for_officers
def of_list(request: HttpRequest, page: str) -> HttpResponse:
    """A list of work or what was found, as it was narrowed on the page."""
    build = {**sheets_of_lists.LISTS, **sheets_of_finding.LISTS}.get(page)
    if build is None:
        raise Http404("没有这一清单。")
    officer = officer_of(request)
    return sent(officer, build(officer, clock.now(), request.GET))


@require_POST
@for_officers
def of_party(request: HttpRequest, party_id: int) -> HttpResponse:
    """The cases of a party, as far as the officer may know of them."""
    officer = officer_of(request)
    made = sheets_of_finding.party(officer, clock.now(), party_id)
    if made is None:
        raise Http404("没有这个当事人，或者您无权查看。")
    return sent(officer, made)


@require_POST
@for_officers
def of_figures(request: HttpRequest, year: int) -> HttpResponse:
    """All figures of a year: numbers only, nobody is named in them."""
    officer = officer_of(request)
    return sent(officer, sheets_of_figures.figures(officer, year), is_entered=False)


@require_POST
@for_officers
def of_figure(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The records behind a figure."""
    officer = officer_of(request)
    return sent(officer, sheets_of_figures.records(officer, clock.now(), year, code))


@require_POST
@for_officers
def of_pressing(request: HttpRequest) -> HttpResponse:
    """What is late and why, for whoever heads the cases."""
    officer = officer_of(request)
    made = sheets_of_registers.pressing(officer, clock.now())
    if made is None:
        raise PermissionDenied("本清单由局领导和机构负责人导出。")
    return sent(officer, made)


@require_POST
@for_administrators
def of_register(request: HttpRequest, what: str) -> HttpResponse:
    """A register of the bureau, for whoever keeps it."""
    build = sheets_of_registers.REGISTERS.get(what)
    if build is None:
        raise Http404("没有这一清单。")
    officer = officer_of(request)
    return sent(officer, build(officer, clock.now(), request.GET))


@for_officers
@of_one_moment
def show(request: HttpRequest) -> HttpResponse:
    """Who took out what this month and last: one's own, and all of the bureau for whoever oversees it."""
    officer, now = officer_of(request), clock.now()
    every = exports.lately(officer.bureau_id, clock.legal(now).date())
    held = people.whole_posts(officer, now)
    oversees = bool(held & {KEEPS, *posts_by_reach().bureau})
    lines = every if oversees else [export for export in every if export.officer == officer.pk]
    return render(request, "desk/exports.html", {"lines": lines, "oversees": oversees})


def sent(officer: Officer, made: Exported, *, is_entered: bool = True) -> HttpResponse:
    """The file; before it is sent it is entered who takes it out."""
    with clock.set_to(clock.now()):
        now = clock.legal(clock.now())
        about = [
            ("清单", made.title),
            ("筛选", made.narrowed or "没有筛选"),
            ("截至", chinese_moment(now)),
            ("导出人", f"{officer.name}（{officer.bureau.name}）"),
            ("范围", "只有导出人有权查看的内容；举报人等密封的内容不在其中。"),
            ("使用", "含有个人信息的，只用于履行职责，用后妥善保管、及时删除。"),
        ]
        written = sheets.write(made.parts, about)
        if is_entered:
            with transaction.atomic():
                exports.enter(officer, made.title, made.entered, written.rows)
    response = HttpResponse(written.data, content_type=XLSX)
    name = f"{made.title}-{now:%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response
