# SPDX-License-Identifier: MulanPSL-2.0
"""Many cases handed over when somebody leaves: whose, to whom by kind and role, a trial with every refusal, then the acts."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import render

from fadu.cases.acts import handing_over
from fadu.cases.reading import workload
from fadu.desk import addresses
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.kernel import clock
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from fadu.cases.acts.handing_over import Group, Handed
    from fadu.cases.reading.workload import Assigned

#: so many assignments are handed over at once: each is asked of the judge by itself
MOST = 40


class HandingForm(InWords):
    """For each kind and role a new officer; which of the cases; why."""

    reason = forms.CharField(label="理由", max_length=300, help_text="如：王某调离，其承办的案件移交李某。")
    cases = forms.MultipleChoiceField(label="移交的案件", widget=forms.CheckboxSelectMultiple)

    def __init__(self, groups: Sequence[Group], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.may_give = not groups or any(not group.asked_of for group in groups)
        self.fields["cases"].choices = [
            (_name(one), _name(one)) for group in groups if not group.asked_of for one in group.assigned
        ]
        for place, group in enumerate(groups):
            if group.asked_of:
                continue
            total = len(group.assigned)
            able = [
                (
                    one.person,
                    f"{one.name}（{one.unit}；可承办{count}/{total}件{'' if one.has_account else '；没有账号'}）",
                )
                for one, count in group.able
            ]
            help_text = (
                "" if able else "此刻没有可以承办的人员：担任相应岗位、持有效证件、不须回避而且尚未指派。"
            )
            self.fields[f"to{place}"] = forms.ChoiceField(
                label=group.title, choices=[("", "（暂不移交）"), *able], required=False, help_text=help_text
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "cases" in values and not self.chosen(values):
            raise forms.ValidationError("没有选择接手的人员。请至少为一类案件选择一人。")
        return values

    def chosen(self, values: dict[str, Any]) -> list[tuple[Assigned, str]]:
        """The cases that were ticked, each with its new officer."""
        return [
            (one, person)
            for place, group in enumerate(self.groups)
            if (person := values.get(f"to{place}"))
            for one in group.assigned
            if _name(one) in values.get("cases", ())
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Each group with its field and its cases, for the page."""
        ticked = set(self.data.getlist("cases")) if self.is_bound else None
        return [
            {
                "group": group,
                "field": None if group.asked_of else self[f"to{place}"],
                "cases": [
                    (_name(one), one, ticked is None or _name(one) in ticked) for one in group.assigned
                ],
            }
            for place, group in enumerate(self.groups)
        ]


def _name(assigned: Assigned) -> str:
    return f"{assigned.case.pk}-{assigned.role}"


@for_officers
@of_one_moment
def choose(request: HttpRequest) -> HttpResponse:
    """Who has cases in hand that I may see."""
    officer, now = officer_of(request), clock.now()
    loads = workload.loads(officer, now)
    formers = list(officer.bureau.officers.filter(pk__in=[load.officer for load in loads]))
    others = handing_over.given_by_others(formers, officer, now)
    listed = [(load, others.get(load.officer, "")) for load in loads]
    return render(request, "desk/hand_over_choose.html", {"loads": listed})


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest, officer_id: int) -> HttpResponse:
    """The form; the trial; and, pressed, what was handed over and what was not."""
    officer, now = officer_of(request), clock.now()
    former = people.officer_in(officer.bureau_id, officer_id)
    groups = handing_over.groups(former, officer, now, MOST) if former else []
    if former is None or not (groups or request.method == "POST"):
        raise Http404("此人没有您能看到的承办案件。")
    form = HandingForm(groups, request.POST or None)
    context: dict[str, Any] = {"former": former, "form": form, "most": MOST, "press": uuid.uuid4()}
    if is_pressed(request) and form.is_valid():
        chosen, reason = form.chosen(form.cleaned_data), form.cleaned_data["reason"]
        if "confirm" in request.POST:
            press = addresses.request_id(request)
            handed = handing_over.hand_over(chosen, former=former, by=officer, reason=reason, press=press)
            context |= _shown(handed, groups) | {"is_done": True}
        else:
            handed = handing_over.tried(chosen, former=former, by=officer, reason=reason, at=now)
            context |= _shown(handed, groups)
    return render(request, "desk/hand_over.html", context)


def _shown(handed: Sequence[Handed], groups: Sequence[Group]) -> dict[str, Any]:
    able = {one.person: one for group in groups for one, _ in group.able}
    names = {person: one.name for person, one in able.items()}
    chosen = dict.fromkeys(one.to for one in handed if not one.is_refused)
    return {
        "silent": [names[person] for person in chosen if person in able and not able[person].has_account],
        "handed": [(one, names.get(one.to, one.to)) for one in handed],
        "allowed": sum(1 for one in handed if not one.is_refused),
    }
