# SPDX-License-Identifier: MulanPSL-2.0
"""The duty report on screen: read, reword, lock, and see what moved since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from fadu.desk.officer import for_officers, officer_of
from fadu.kernel import clock
from fadu.kernel.errors import FaduError
from fadu.people import selectors as people
from fadu.reporting import services
from fadu.reporting.outline import outline

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fadu.people.models import Officer
    from fadu.reporting.models import DutyReport

#: who writes the head's report
AUTHORS = {"bureau_head", "deputy_head", "legal_counsel"}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


@for_officers
def show(request: HttpRequest, year: int) -> HttpResponse:
    """The report of the year."""
    officer = officer_of(request)
    posts = people.whole_posts(officer, clock.now())
    if not posts & (AUTHORS | {"discipline_officer"}):
        raise PermissionDenied("述法报告由负责人和法制机构查看、编写。")
    report = services.report_of(officer.bureau, year)
    if fmt := request.GET.get("format"):
        return download(report, fmt)
    if request.method == "POST":
        _change(request, report, officer, may=bool(posts & AUTHORS), is_head="bureau_head" in posts)
        return redirect("desk:report", year)
    context = {
        "report": report,
        "draft": services.current(report),
        "moved": services.moved(report),
        "texts": {s.key: s.text for s in outline().statements()},
        "may_edit": bool(posts & AUTHORS) and report.locked_at is None,
        "is_head": "bureau_head" in posts,
    }
    return render(request, "desk/report.html", context)


def download(report: DutyReport, fmt: str) -> HttpResponse:
    """The report as a file."""
    if fmt not in TYPES:
        raise PermissionDenied("没有这种格式。")
    response = HttpResponse(services.as_file(report, fmt), content_type=TYPES[fmt])
    response["Content-Disposition"] = f"attachment; filename=duty-report-{report.year}.{fmt}"
    return response


def _change(request: HttpRequest, report: DutyReport, officer: Officer, *, may: bool, is_head: bool) -> None:
    if not may:
        raise PermissionDenied("您只能查看述法报告。")
    try:
        if "lock" in request.POST:
            if not is_head:
                raise PermissionDenied("述法报告由主要负责人定稿。")
            services.lock(report, by=officer)
            messages.success(request, "报告已定稿，数据已记入账本。")
        else:
            services.reword(report, key=request.POST.get("key", ""), text=request.POST.get("text", ""))
            messages.success(request, "表述已保存；其中的数字仍由记录算出。")
    except FaduError as error:
        messages.error(request, error.message)
