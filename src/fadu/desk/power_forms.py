# SPDX-License-Identifier: MulanPSL-2.0
"""The forms by which powers are delegated within limits, and by which everything ends when somebody leaves."""

from __future__ import annotations

from typing import Any

from django import forms

from fadu.desk import following
from fadu.desk.bureau_forms import BureauForm, day_field, waits_for_second
from fadu.desk.forms import Moment
from fadu.kernel import clock
from fadu.people import limits as power
from fadu.people import proposing, rules, services
from fadu.people import selectors as people
from fadu.people.limits import PowerLimits


def actions_by_title() -> list[tuple[str, str]]:
    """The actions a power may be limited to, each title once: the keys of all that bear it, and the title."""
    by_title: dict[str, list[str]] = {}
    for key, title in power.actions_of(()).items():
        by_title.setdefault(title, []).append(key)
    return [(",".join(keys), title) for title, keys in sorted(by_title.items())]


class DelegationForm(BureauForm):
    title = "授权"
    page = "desk:posts"
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
            "actions": actions_by_title(),
            "departments": [(d.pk, d.name) for d in people.departments_at(self.bureau.pk, clock.today())],
        }
        for name, options in choices.items():
            self.fields[name].choices = options

    def clean(self) -> dict[str, Any]:
        """An action is limited to by all its keys in the kinds that were chosen; one that none of them knows is told."""
        values = super().clean() or {}
        known, titles = power.actions_of(values.get("kinds", ())), dict(actions_by_title())
        keys: list[str] = []
        for chosen in values.get("actions", ()):
            own = [key for key in chosen.split(",") if key in known]
            if not own:
                self.add_error(
                    "actions", f"所选案件种类没有“{titles[chosen]}”。请改选动作，或者加选案件种类。"
                )
            keys += own
        values["keys"] = tuple(keys)
        return values

    def save(self) -> str | None:
        values = self.cleaned_data
        limits = PowerLimits(
            kinds=tuple(values["kinds"]),
            actions=values["keys"],
            departments=tuple(values["departments"]),
        )
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
    page = "desk:staff"
    remark = "最后在任之日届满后，其任职、授权、委员会席位随之终止，账号停用；已经办理的事项不受影响，其承办的案件应另行指派。"
    officer = forms.ChoiceField(label="人员")
    on = day_field("最后在任日期")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def asks(self) -> bool:
        return bool(following.in_hand(self.officer(), clock.now()))

    def follows(self) -> list[str]:
        return following.of_leaving(self.officer(), self.cleaned_data["on"], clock.now())

    def save(self) -> None:
        services.depart(
            officer=self.officer(), on=self.cleaned_data["on"], document=self.cleaned_data["document"]
        )
