# SPDX-License-Identifier: MulanPSL-2.0
"""The forms by which powers are delegated within limits, and by which everything ends when somebody leaves."""

from __future__ import annotations

from typing import Any

from django import forms

from fadu.desk.bureau_forms import BureauForm, day_field, waits_for_second
from fadu.desk.forms import Moment
from fadu.kernel import clock
from fadu.people import limits as power
from fadu.people import proposing, rules, services
from fadu.people import selectors as people
from fadu.people.limits import PowerLimits


class DelegationForm(BureauForm):
    title = "授权"
    remark = "把一项任职的权限在一定时间、一定范围内授予他人。范围不选的即为全部；被授予的权限不得再授权。"
    appointment = forms.TypedChoiceField(label="授权人的任职", coerce=int)
    officer = forms.ChoiceField(label="被授权人")
    start = Moment(label="自")
    end = Moment(label="至")
    kinds = forms.MultipleChoiceField(label="限于案件种类", required=False)
    actions = forms.MultipleChoiceField(
        label="限于办理动作", required=False, help_text="如只授予夜间补办批准。"
    )
    departments = forms.TypedMultipleChoiceField(label="限于机构", required=False, coerce=int)
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = rules.posts()
        held = people.appointments_of(self.bureau, clock.now())
        choices: dict[str, list[tuple[Any, str]]] = {
            "appointment": [
                (a.pk, f"{a.officer.name}　{posts[a.post]}") for a in held if a.kind != "delegated"
            ],
            "kinds": power.kinds(),
            "actions": sorted(power.actions_of(()).items(), key=lambda item: item[1]),
            "departments": [(d.pk, d.name) for d in self.bureau.departments.order_by("pk")],
        }
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def save(self) -> str | None:
        values = self.cleaned_data
        limits = PowerLimits(**{name: tuple(values[name]) for name in ("kinds", "actions", "departments")})
        row = services.delegation(
            appointment=people.appointment_in(self.bureau, values["appointment"]),
            to=self.officer(),
            start=values["start"],
            end=values["end"],
            scope="",
            document=values["document"],
            limits=limits,
        )
        return waits_for_second(proposing.appoint(row))


class LeavingForm(BureauForm):
    title = "登记离任"
    remark = "最后在任之日届满后，其任职、授权、委员会席位随之终止，账号停用；已经办理的事项不受影响，其承办的案件应另行指派。"
    officer = forms.ChoiceField(label="人员")
    on = day_field("最后在任日期")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def save(self) -> None:
        services.depart(
            officer=self.officer(), on=self.cleaned_data["on"], document=self.cleaned_data["document"]
        )
