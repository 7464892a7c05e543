# SPDX-License-Identifier: MulanPSL-2.0
"""The forms by which an administrator adds to what is kept of the bureau: each opens by its name, and leads back to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from fadu.desk import by_two
from fadu.desk.answers import PREVIEW, is_pressed, keeps_what_was_typed, problem_of
from fadu.desk.committee_forms import CommitteeForm, DissolvingForm, SeatForm, UnseatForm
from fadu.desk.officer import for_administrators, officer_of
from fadu.desk.parameter_forms import ParameterForm
from fadu.desk.people_forms import (
    AccountForm,
    AppointmentForm,
    CertificateForm,
    DepartmentForm,
    QualificationForm,
)
from fadu.desk.person_form import OfficerForm
from fadu.desk.place_forms import LocalNameForm, PatternForm
from fadu.desk.power_forms import DelegationForm, LeavingForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.desk.bureau_forms import BureauForm

#: what an administrator keeps by forms, in the order of the pages
FORMS: dict[str, type[BureauForm]] = {
    "department": DepartmentForm,
    "officer": OfficerForm,
    "appointment": AppointmentForm,
    "delegation": DelegationForm,
    "leaving": LeavingForm,
    "account": AccountForm,
    "certificate": CertificateForm,
    "qualification": QualificationForm,
    "committee": CommitteeForm,
    "seat": SeatForm,
    "unseat": UnseatForm,
    "dissolving": DissolvingForm,
    "parameter": ParameterForm,
    "local_name": LocalNameForm,
    "pattern": PatternForm,
}


@for_administrators
@keeps_what_was_typed
def add(request: HttpRequest, what: str) -> HttpResponse:
    """One form; what the service refuses stands beside what was typed. ``preview`` shows what would follow and writes nothing.

    What does not come back is asked once: the first press says what follows, the second does it, unless something else was typed.
    """
    officer = officer_of(request)
    if what not in FORMS:
        raise Http404("没有这个表单。")
    form = FORMS[what](officer.bureau, request.POST or None, initial=request.GET.dict())
    context = {"form": form, "section": form.page}
    if form.is_by_two:
        context["missing"] = by_two.missing(officer.bureau)
    foresees = form.has_preview and PREVIEW in request.POST and problem_of(request) is None
    if (foresees or is_pressed(request)) and form.is_valid():
        is_asked = form.asks() and request.POST.get("confirmed") != form.mark()
        if is_asked or foresees:
            shown = {"follows": form.follows(), "mark": form.mark() if form.asks() else ""}
            return render(request, "desk/bureau_form.html", {**context, **shown})
        said = form.save()
        messages.success(request, said or f"已办理：{form.title}。")
        return redirect(_next(form, what) if "again" in request.POST and form.kept else form.page)
    return render(request, "desk/bureau_form.html", context)


def _next(form: BureauForm, what: str) -> str:
    """The form for the next one, with what it has in common with the one before."""
    same = {name: form.data.get(name, "") for name in form.kept}
    return f"{reverse('desk:bureau_add', args=[what])}?{urlencode(same)}"
