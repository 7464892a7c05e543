# SPDX-License-Identifier: MulanPSL-2.0
"""The people of the bureau: a list that is narrowed and searched, and a page per person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from fadu.cases.reading import workload
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_administrators, officer_of
from fadu.kernel import clock
from fadu.people import held_late, history, rules, staff
from fadu.people import selectors as people

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from fadu.people.models import Bureau, Officer

#: so many people stand on a page
PAGE = 50


class WantedForm(InWords):
    """By what the list is narrowed; everything may stay empty."""

    words = forms.CharField(label="姓名、账号或者证号", max_length=60, required=False)
    department = forms.TypedChoiceField(label="机构", required=False, coerce=int, empty_value=None)
    post = forms.ChoiceField(label="岗位", required=False)
    state = forms.ChoiceField(label="情况", required=False, choices=list(staff.STATES.items()))

    def __init__(self, bureau: Bureau, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = people.departments_of(bureau.pk).values_list("pk", "name")
        self.fields["department"].choices = [("", "不限"), *units]
        self.fields["post"].choices = [("", "不限"), *rules.posts().items()]

    def wanted(self) -> staff.Wanted:
        """What was asked; what could not be read narrows nothing."""
        self.is_valid()
        return staff.Wanted(
            **{name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        )


@for_administrators
def show(request: HttpRequest) -> HttpResponse:
    """Who serves here, with posts, account and certificate."""
    bureau, now = officer_of(request).bureau, clock.now()
    form = WantedForm(bureau, request.GET)
    pages = Paginator(staff.staff(bureau, now, form.wanted()), PAGE)
    page = pages.get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "count": pages.count,
        "page": page,
        "query": query.urlencode(),
        "people": [row_of(officer, now) for officer in page],
        "is_narrowed": any(query.values()),
    }
    return render(request, "desk/staff.html", context)


def row_of(officer: Officer, at: datetime) -> dict[str, Any]:
    """An officer as the list shows them: posts held now, and the newest certificate."""
    today = at.date()
    held = [a for a in officer.appointments.all() if rules.covers(a.start, a.end, at)]
    certificates = sorted(officer.certificates.all(), key=lambda one: one.valid_to)
    return {
        "officer": officer,
        "posts": "、".join(dict.fromkeys(rules.posts()[a.post] for a in held)),
        "certificate": certificates[-1] if certificates else None,
        "lapsed": bool(certificates) and certificates[-1].valid_to < today,
    }


@for_administrators
def one(request: HttpRequest, officer_id: int) -> HttpResponse:
    """A person: posts, certificates, account, cases assigned, and what was administered about them."""
    bureau, now = officer_of(request).bureau, clock.now()
    officer = staff.staff(bureau, now, staff.Wanted(state="all")).filter(pk=officer_id).first()
    if officer is None:
        raise Http404("本机关没有这个人员。")
    late, posts = held_late.entered_on(bureau), rules.posts()
    held = [
        {
            "title": posts[row.post],
            "row": row,
            "entered": late.get(row.pk),
            "is_over": row.end is not None and row.end <= now,
        }
        for row in sorted(officer.appointments.all(), key=lambda one: one.start, reverse=True)
    ]
    account = getattr(officer, "account", None)
    qualification = getattr(officer, "qualification", None)
    streams = [f"officer:{officer.pk}", *(f"appointment:{item['row'].pk}" for item in held)]
    streams += [f"certificate:{row.pk}" for row in officer.certificates.all()]
    streams += [f"account:{account.pk}"] if account else []
    streams += [f"qualification:{qualification.pk}"] if qualification else []
    context = {
        "officer": officer,
        "today": now.date(),
        "held": held,
        "qualification": qualification,
        "assigned": workload.assigned_to(officer, clock.now()),
        "names": history.names_of("officer", [officer]).get(officer.pk, ()),
        "happened": history.acts_about(bureau.pk, streams),
    }
    return render(request, "desk/officer.html", context)
