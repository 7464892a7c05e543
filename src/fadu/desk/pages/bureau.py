# SPDX-License-Identifier: MulanPSL-2.0
"""The bureau on one page: its departments, people with their posts, and local parameters; kept by the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.bureau_forms import (
    AppointmentForm,
    BureauForm,
    CertificateForm,
    DepartmentForm,
    OfficerForm,
    ParameterForm,
    QualificationForm,
    local_titles,
    midnight,
    parameter_title,
    parameter_words,
    waits_for_second,
)
from fadu.desk.committee_forms import CommitteeForm, SeatForm, UnseatForm
from fadu.desk.officer import for_administrators, officer_of
from fadu.desk.place_forms import LocalNameForm, PatternForm
from fadu.desk.power_forms import DelegationForm, LeavingForm
from fadu.kernel import clock
from fadu.people import adopted, held_late, proposing, rules
from fadu.people import selectors as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


#: what an administrator keeps by forms, in the order of the page
FORMS: dict[str, type[BureauForm]] = {
    "department": DepartmentForm,
    "officer": OfficerForm,
    "appointment": AppointmentForm,
    "delegation": DelegationForm,
    "leaving": LeavingForm,
    "certificate": CertificateForm,
    "qualification": QualificationForm,
    "committee": CommitteeForm,
    "seat": SeatForm,
    "unseat": UnseatForm,
    "parameter": ParameterForm,
    "local_name": LocalNameForm,
    "pattern": PatternForm,
}


@for_administrators
def show(request: HttpRequest) -> HttpResponse:
    """Everything kept here, with who holds what since when."""
    bureau = officer_of(request).bureau
    posts, titles = rules.posts(), local_titles()
    officers = (
        bureau.officers.select_related("department", "account")
        .prefetch_related("appointments__department", "certificates")
        .order_by("pk")
    )
    late = held_late.entered_on(bureau)
    people_rows = [
        {
            "officer": officer,
            "posts": [
                (posts[a.post], a, late.get(a.pk))
                for a in sorted(officer.appointments.all(), key=lambda a: a.start)
            ],
        }
        for officer in officers
    ]
    entered = adopted.entered_afterwards(bureau)
    parameters = [
        {
            "title": parameter_title(row.key, titles),
            "row": row,
            "value": parameter_words(row.key, row.value),
            "entered": entered.get(row.pk),
        }
        for row in bureau.parameters.order_by("key", "-start")
    ]
    context = {
        "bureau": bureau,
        "people": people_rows,
        "seats": people.seats_of(bureau, clock.today()),
        "parameters": parameters,
        "local_names": adopted.local_names(bureau, clock.today()),
        "particulars": [
            (title, adopted.particulars_of(bureau, clock.today()).get(key, "没有登记"))
            for key, title in rules.particulars().items()
        ],
        "forms": [(key, form.title) for key, form in FORMS.items()],
        "today": clock.today(),
        "waiting": proposing.open_proposals(bureau),
    }
    return render(request, "desk/bureau.html", context)


@for_administrators
@keeps_what_was_typed
def add(request: HttpRequest, what: str) -> HttpResponse:
    """One form; what the service refuses stands beside what was typed."""
    officer = officer_of(request)
    if what not in FORMS:
        raise Http404("没有这个表单。")
    form = FORMS[what](officer.bureau, request.POST or None, initial=request.GET.dict())
    if is_pressed(request) and form.is_valid():
        said = form.save()
        messages.success(request, said or f"已办理：{form.title}。")
        return redirect("desk:bureau")
    return render(request, "desk/bureau_form.html", {"form": form})


@for_administrators
def end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """End an appointment from the beginning of a day; what was done under it stands."""
    officer = officer_of(request)
    appointment = people.appointment_of(officer.bureau_id, appointment_id)
    if appointment is None:
        raise Http404("没有这个任职。")
    if request.method == "POST":
        ended = proposing.end(appointment=appointment, end=midnight(clock.today()))
        messages.success(request, waits_for_second(ended) or "任职已终止。")
    return redirect("desk:bureau")
