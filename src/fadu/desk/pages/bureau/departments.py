# SPDX-License-Identifier: MulanPSL-2.0
"""The departments of the bureau: who is in each, its earlier names, its new name and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render

from fadu.desk import following
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.department_forms import EndingForm, RenamingForm
from fadu.desk.officer import for_administrators, officer_of
from fadu.kernel import clock
from fadu.people import history
from fadu.people import selectors as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.people.models import Department


@for_administrators
def show(request: HttpRequest) -> HttpResponse:
    """Each with how many serve in it, and the names it bore."""
    bureau, today = officer_of(request).bureau, clock.today()
    serving = Count("officers", filter=Q(officers__until=None) | Q(officers__until__gte=today))
    rows = list(people.departments_of(bureau.pk).annotate(serving=serving))
    names = history.names_of("department", rows)
    listed = [{"row": row, "names": names.get(row.pk, ())} for row in rows]
    return render(request, "desk/departments.html", {"departments": listed, "today": today})


@for_administrators
@keeps_what_was_typed
def rename(request: HttpRequest, department_id: int) -> HttpResponse:
    """A new name from a day on."""
    department = _one(request, department_id)
    form = RenamingForm(department, request.POST or None)
    if is_pressed(request) and form.is_valid():
        messages.success(request, form.save())
        return redirect("desk:departments")
    context = {
        "form": form,
        "title": f"机构更名：{department.name}",
        "remark": "此前的文书和案卷仍用原来的名称。只是当初写错了的，用“更正”。",
        "button": "更名",
        "back": "desk:departments",
    }
    return render(request, "desk/confirm.html", context)


@for_administrators
@keeps_what_was_typed
def end(request: HttpRequest, department_id: int) -> HttpResponse:
    """Asked once: what follows is said beside the form."""
    department = _one(request, department_id)
    form = EndingForm(department, request.POST or None)
    if is_pressed(request) and form.is_valid():
        messages.success(request, form.save())
        return redirect("desk:departments")
    names = [
        name
        for _, name, unit, _ in people.units_of(department.bureau_id, clock.today())
        if unit == department.pk
    ]
    context = {
        "form": form,
        "title": f"撤销机构：{department.name}",
        "follows": following.of_leaving_unit(department.name, names),
        "button": "确认撤销",
        "back": "desk:departments",
    }
    return render(request, "desk/confirm.html", context)


def _one(request: HttpRequest, department_id: int) -> Department:
    department = people.departments_of(officer_of(request).bureau_id).filter(pk=department_id).first()
    if department is None or department.until is not None:
        raise Http404("没有这个机构，或者它已经撤销。")
    return department
