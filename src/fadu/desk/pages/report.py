# SPDX-License-Identifier: MulanPSL-2.0
"""The duty report on screen: read, reword, lock, and see what moved since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.officer import for_officers, officer_of
from fadu.desk.pages.figures import sides
from fadu.figures.figure import Figure
from fadu.figures.period import Period
from fadu.figures.reading import figure
from fadu.kernel import clock
from fadu.people import selectors as people
from fadu.people.rules import posts as post_titles
from fadu.reporting import evidence, services
from fadu.reporting.drafted import BARE
from fadu.reporting.outline import HEAD
from fadu.reporting.outline_file import outline
from fadu.reporting.readers import AUTHORS, READERS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fadu.people.models import Officer
    from fadu.reporting.drafted import Draft
    from fadu.reporting.models import DutyReport

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest, year: int) -> HttpResponse:
    """The report of a post for the year: a draft from today's records, or as it was locked."""
    officer = officer_of(request)
    report, posts = _asked_for(request, officer, year)
    if fmt := request.GET.get("format"):
        return download(report, fmt)
    if is_pressed(request):
        _change(request, report, officer, posts)
        return redirect(_address(report))
    draft = services.as_it_stands(report)
    context = {
        "report": report,
        "address": _address(report),
        "draft": draft,
        "sections": _sections(
            draft, report, typed={request.POST.get("key", ""): request.POST.get("text", "")}
        ),
        "bare": BARE,
        "moved": services.moved(report),
        "posts": [(post, post_titles()[post]) for post in outline().posts],
        "may_edit": bool(posts & AUTHORS) and report.locked_at is None,
        "may_lock": report.post in posts and report.locked_at is None,
    }
    return render(request, "desk/report.html", context)


@for_officers
def records(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """The records behind a figure or a piece of evidence of the report: of a locked one those that were locked."""
    officer = officer_of(request)
    report, _ = _asked_for(request, officer, year)
    shown = _bound(report, name)
    context = {
        "year": year,
        "figure": shown,
        "back": _address(report),
        "locked": report.locked_at,
        **sides(shown, officer),
    }
    return render(request, "desk/figure.html", context)


def _asked_for(request: HttpRequest, officer: Officer, year: int) -> tuple[DutyReport, frozenset[str]]:
    posts = people.whole_posts(officer, clock.now())
    if not posts & READERS:
        raise PermissionDenied("述法报告由负责人和法制机构查看、编写。")
    return services.report_of(officer.bureau, year, request.GET.get("post", HEAD)), posts


def _address(report: DutyReport) -> str:
    return f"{reverse('desk:report', args=[report.year])}?post={report.post}"


def _bound(report: DutyReport, name: str) -> Figure:
    """A figure of the report; evidence is shown as a count of its records. Raises UnknownNameError."""
    if report.locked_at is None:
        period = Period.year(report.year, as_of=services.as_of(report))
        if name not in evidence.PROVIDERS:
            return figure(name, report.bureau, period)
        rows = tuple(evidence.rows_of(name, report.bureau, period))
    else:
        draft = services.as_it_stands(report)
        if name in draft.figures:
            return draft.figures[name]
        rows = tuple(draft.evidence.get(name, ()))
    if not rows:
        raise Http404(f"报告没有以“{name}”为依据。")
    title = evidence.title_of(name)
    return Figure(
        code="",
        name=title,
        unit="项",
        definition="",
        measure="count",
        value=len(rows),
        kept=True,
        listing=lambda: rows,
    )


def _sections(draft: Draft, report: DutyReport, *, typed: dict[str, str]) -> list[dict[str, Any]]:
    """The report as the page walks through it: each sentence with the text its author edits, ``typed`` just now or kept."""
    kept = dict(report.wordings.values_list("statement", "text"))
    texts = {s.key: s.text for s in outline().sentences()} | kept | typed
    return [
        {
            "title": section.title,
            "parts": [
                {
                    "part": part,
                    "paragraphs": [
                        {
                            "lead": p.lead,
                            "sentences": [
                                {"sentence": s, "text": texts.get(s.key, s.text)} for s in p.sentences
                            ],
                        }
                        for p in part.paragraphs
                    ],
                }
                for part in section.parts
            ],
        }
        for section in draft.sections
    ]


def download(report: DutyReport, fmt: str) -> HttpResponse:
    """The report as a file."""
    if fmt not in TYPES:
        raise Http404("没有这种格式。")
    response = HttpResponse(services.as_file(report, fmt), content_type=TYPES[fmt])
    response["Content-Disposition"] = f"attachment; filename=duty-report-{report.year}-{report.post}.{fmt}"
    return response


def _change(request: HttpRequest, report: DutyReport, officer: Officer, posts: frozenset[str]) -> None:
    if not posts & AUTHORS:
        raise PermissionDenied("您只能查看述法报告。")
    if "lock" in request.POST:
        if report.post not in posts:
            raise PermissionDenied(f"这份述法报告由{post_titles()[report.post]}定稿。")
        services.lock(report, by=officer)
        messages.success(request, "报告已定稿，数据已记入账本。")
    else:
        services.reword(report, key=request.POST.get("key", ""), text=request.POST.get("text", ""))
        messages.success(request, "表述已保存；其中的数字仍由记录算出。")
