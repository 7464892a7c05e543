# SPDX-License-Identifier: MulanPSL-2.0
"""The calendar of the desk: what ends, is heard and meets, by day and by week, for me, my department, or the meetings of the bureau."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from fadu.desk import agenda
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.kernel import clock
from fadu.procedure.schema import year_problems

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@for_officers
@of_one_moment
def show(request: HttpRequest) -> HttpResponse:
    """The week or day asked for, today's where none is; what is asked for wrongly is said, and today's is shown."""
    officer, now = officer_of(request), clock.now()
    asked = request.GET.get("on", "")
    on, problem = _day(asked, now.date())
    scope = request.GET.get("of") if request.GET.get("of") in agenda.SCOPES else "mine"
    span = request.GET.get("by") if request.GET.get("by") in agenda.SPANS else "week"
    step = timedelta(days=agenda.SPANS[str(span)][1])
    leaves = agenda.leaves(officer, str(scope), str(span), on, now)
    context = {
        "leaves": leaves,
        "count": sum(len(leaf.lines) for leaf in leaves),
        "on": on,
        "scope": scope,
        "scopes": agenda.SCOPES.items(),
        "span": span,
        "spans": [(key, title) for key, (title, _) in agenda.SPANS.items()],
        "before": on - step,
        "after": on + step,
        "today": now.date(),
        "problem": problem,
    }
    return render(request, "desk/calendar.html", context)


def _day(asked: str, today: date) -> tuple[date, str]:
    """The day asked for, or today and what is wrong with what was asked."""
    if not asked:
        return today, ""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return today, f"“日期”应如 2022-03-01；实为“{asked[:20]}”。现在显示今天的，请重新选择。"
    if any(year_problems(day)):
        return today, f"“日期”的年份不在办案记录的范围内：{asked[:20]}。现在显示今天的，请重新选择。"
    return day, ""
