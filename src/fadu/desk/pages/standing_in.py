# SPDX-License-Identifier: MulanPSL-2.0
"""Who stands in for me while I am away: named from–to, ends by itself, taken back before that by a press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from fadu.cases.reading import workload
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.forms import Moment
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_officers, officer_of
from fadu.kernel import clock
from fadu.people import administration, appointing, proposing, rules, standing_in
from fadu.people import selectors as people
from fadu.people.models import ProposedAppointment

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.people.models import Appointment, Officer


class StandInForm(InWords):
    """For which post, who, from when to when, and why."""

    appointment = forms.TypedChoiceField(label="我的岗位", coerce=int)
    officer = forms.TypedChoiceField(label="代理人", coerce=int)
    start = Moment(label="自")
    end = Moment(label="至", help_text="届时自行终止；提前回来的，可以在本页收回。")
    document = forms.CharField(
        label="依据", max_length=200, help_text="如：休假审批单、出差通知的名称和文号。"
    )

    def __init__(self, officer: Officer, own: list[Appointment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles, units = rules.posts(), people.units_of(officer.bureau_id, clock.today())
        places = {one.department_id for one in own}
        kept_out = standing_in.kept_out(officer, own, clock.now())
        everybody = [(pk, name, unit, place) for pk, name, place, unit in units if pk != officer.pk]
        self.kept_out = [
            (name, unit, kept_out[pk]) for pk, name, unit, _ in everybody if pk in kept_out
        ]  #: who is not offered, with unit and reason
        others = [one for one in everybody if one[0] not in kept_out]
        others.sort(key=lambda one: one[3] not in places)
        self.fields["appointment"].choices = [
            (one.pk, titles[one.post] + (f"（{one.department.name}）" if one.department else ""))
            for one in own
        ]
        self.fields["officer"].choices = [
            ("", "请选择"),
            *((pk, f"{name}（{unit}）" if unit else name) for pk, name, unit, _ in others),
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        start, end = values.get("start"), values.get("end")
        if start and start.date() < clock.today():
            self.add_error(
                "start", f"不能早于今天（{clock.today()}）；实为{start.date()}。请改为今天或者以后。"
            )
        if start and end and end <= start:
            self.add_error("end", "应晚于开始时间。请改其中一个。")
        return values


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """The form, and who stands in now or later."""
    officer, now = officer_of(request), clock.now()
    own = standing_in.own_posts(officer, now)
    titles = rules.posts()
    if not own:
        named = "、".join(titles[post] for post in titles if post in rules.substitutable_posts())
        raise PermissionDenied(f"本页由{named}指定自己的代理人。")
    initial = {"start": now.replace(second=0, microsecond=0)}
    form = StandInForm(officer, own, request.POST or None, initial=initial)
    if is_pressed(request) and form.is_valid():
        messages.success(request, _named(officer, own, form.cleaned_data))
        if said := _own_work_of(officer.bureau.officers.get(pk=form.cleaned_data["officer"])):
            messages.warning(request, said)
        return redirect("desk:stand_in")
    listed = [(titles[row.post], row, row.start <= now) for row in standing_in.of(officer, now)]
    waiting = [(titles[row.post], row, standing_in.confirmers(row)) for row in standing_in.proposed(officer)]
    return render(
        request, "desk/stand_in.html", {"form": form, "standing": listed, "waiting_for_second": waiting}
    )


def _named(officer: Officer, own: list[Appointment], values: dict[str, Any]) -> str:
    """Name the stand-in, and what is to be said of it."""
    to = officer.bureau.officers.get(pk=values["officer"])
    with administration.kept_by(officer):
        row = standing_in.stand_in(
            appointment=next(one for one in own if one.pk == values["appointment"]),
            to=to,
            start=max(values["start"], clock.now()),
            end=values["end"],
            document=values["document"],
        )
    until = f"{values['end']:%Y-%m-%d %H:%M}"
    if isinstance(row, ProposedAppointment):
        able = "、".join(standing_in.confirmers(row))
        by = (
            f"请{able}之一"
            if "、" in able
            else f"请{able}"
            if able
            else "现在没有可以确认的人，请先由管理员任命；然后"
        )
        return f"已提请由{to.name}代理您的岗位（{row.reason}），须由第二人确认，确认以前不生效。{by}在“确认”页确认。"
    return f"{to.name}代理您的岗位，到{until}自行终止。"


def _own_work_of(to: Officer) -> str:
    """That a stand-in checks none of his own work, and whose turn it stays; empty where nothing is assigned to him."""
    if not (count := len({one.case.pk for one in workload.assigned_to(to, clock.now())})):
        return ""
    return (
        f"{to.name}自己承办着{count}件在办案件：其中应由您核批的，代理人不得核批自己的办理，"
        "仍由您本人或者另一代理人办理。"
    )


@for_officers
def end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Take it back before its end; asked for by the address alone, it shows the page."""
    officer, now = officer_of(request), clock.now()
    row = next((one for one in standing_in.of(officer, now) if one.pk == appointment_id), None)
    if row is None:
        raise Http404("没有这一代理，或者它已经终止。")
    if request.method == "POST":
        with administration.kept_by(officer):
            appointing.take_back(row, now)
        messages.success(request, f"已收回，{row.officer.name}自此刻起不再代理。")
    return redirect("desk:stand_in")


@for_officers
def take_back(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take back a stand-in that nobody has confirmed yet; asked for by the address alone, it shows the page."""
    officer = officer_of(request)
    row = next((one for one in standing_in.proposed(officer) if one.pk == proposal_id), None)
    if row is None:
        raise Http404("没有这一待确认的代理，或者已经有人确认。")
    if request.method == "POST":
        with administration.kept_by(officer):
            proposing.take_back(row)
        messages.success(request, f"已收回由{row.officer.name}代理的提请，不再等人确认。")
    return redirect("desk:stand_in")
