# SPDX-License-Identifier: MulanPSL-2.0
"""Flow charts, drawn from the definition that is executed: of a kind of case for the wall, of one case with how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control

from fadu.cases.papers.paper import form_of
from fadu.cases.world.worlds import editions_on, known_state_of, law_for, procedure_of
from fadu.desk.officer import case_for, for_officers, officer_of
from fadu.kernel import clock
from fadu.kernel.errors import FaduError
from fadu.kernel.plain_numbers import plain_number
from fadu.people import adopted
from fadu.people import selectors as people
from fadu.procedure import chart
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.http import HttpRequest

    from fadu.people.models import Bureau, Officer
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State

#: what a chart is printed on
SHEETS = {"a3": "A3", "a4": "A4"}


@for_officers
def wall(request: HttpRequest, kind: str) -> HttpResponse:
    """The chart of a kind of case as it hangs on a wall, under the bureau's name; printed on A3 or A4."""
    officer, today = officer_of(request), clock.today()
    procedure = _in_force(kind, today)
    department = _department(request, officer)
    heading = _heading(officer.bureau, department, today)
    drawn = chart.svg(
        procedure, law=law_for(officer.bureau), titles=titles(procedure, today), heading=heading, styled=False
    )
    sheet = request.GET.get("sheet", "a3")
    context = {
        "procedure": procedure,
        "chart": mark_safe(drawn),  # noqa: S308 - drawn here, every word of it escaped
        "departments": people.departments_of(officer.bureau_id),
        "department": department,
        "has_telephone": bool(heading.supervision),
        "sheet": sheet if sheet in SHEETS else "a3",
        "sheets": SHEETS.items(),
        "lies": chart.lies_across(drawn),
    }
    return render(request, "desk/wall_chart.html", context)


@for_officers
def of_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """The whole chart of one case: what was done in it with its days, and where it stands."""
    case, today = case_for(request, case_id), clock.today()
    procedure, state = procedure_of(case), known_state_of(case)
    course = chart.Course(here=state.stage, done=days_of(state))
    drawn = chart.svg(
        procedure,
        law=law_for(case.bureau),
        titles=titles(procedure, today),
        heading=_heading(case.bureau, case.department.name if case.department else "", today),
        course=course,
        styled=False,
    )
    context = {"case": case, "chart": mark_safe(drawn), "lies": chart.lies_across(drawn)}  # noqa: S308 - as above
    return render(request, "desk/case_chart.html", context)


@cache_control(max_age=3600, private=True)
def style(request: HttpRequest) -> HttpResponse:
    """How charts look: the rules that stand in a chart's own file, for pages that hold one."""
    return HttpResponse(chart.STYLE, content_type="text/css; charset=utf-8")


def _heading(bureau: Bureau, department: str, today: date) -> chart.Heading:
    """Under whose name a chart stands, with the telephone of whoever supervises."""
    supervision = adopted.particulars_of(bureau, today).get("supervision_phone", "")
    return chart.Heading(bureau=bureau.name, department=department, supervision=supervision)


def days_of(state: State) -> Mapping[str, str]:
    """Action -> on which days it was done, in words; what is void is left out."""
    done: dict[str, list[datetime]] = {}
    for entry in state.entries:
        if entry.seq not in state.void:
            done.setdefault(entry.action, []).append(entry.at)
    return {action: _days(sorted(moments)) for action, moments in done.items()}


def _days(moments: Iterable[datetime]) -> str:
    days = list(dict.fromkeys(f"{moment:%Y-%m-%d}" for moment in moments))
    return days[0] if len(days) == 1 else f"{days[0]}等{len(days)}日"


def titles(procedure: Procedure, on: date) -> Mapping[str, str]:
    """What the forms a procedure issues and the kinds of case are called."""
    forms = {
        issue.template: _form_title(procedure, issue.template, on)
        for action in procedure.actions.values()
        for issue in action.issues
    }
    return {**{kind: library().title(kind) for kind in library().kinds()}, **forms}


def _form_title(procedure: Procedure, template: str, on: date) -> str:
    """What a form is called; a case that goes on under an earlier edition still has the forms of that day."""
    try:
        return form_of(procedure, template, on).title
    except FaduError:
        return form_of(procedure, template, procedure.edition).title


def _in_force(kind: str, on: date) -> Procedure:
    try:
        return editions_on(kind, on)
    except FaduError as error:
        raise Http404("没有这个种类的案件，或者今天没有可适用的程序。") from error


def _department(request: HttpRequest, officer: Officer) -> str:
    """The department the chart names: the one chosen, or of the case from whose page it was asked for. Who looks at it says nothing of
    who handles such cases.
    """
    if (number := plain_number(request.GET.get("department", ""))) is None:
        return ""
    department = people.departments_of(officer.bureau_id).filter(pk=number).first()
    return department.name if department else ""
