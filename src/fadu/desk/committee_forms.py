# SPDX-License-Identifier: MulanPSL-2.0
"""The forms by which committees and leading groups are set up, seated and unseated."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction

from fadu.desk.bureau_forms import BureauForm, day_field
from fadu.kernel import clock
from fadu.people import committees
from fadu.people import selectors as people

KINDS = [("committee", "委员会"), ("leading_group", "领导小组"), ("working_group", "工作小组")]


class CommitteeForm(BureauForm):
    title = "设立委员会或者领导小组"
    page = "desk:committees"
    remark = "集体讨论以会议当日的成员和法定人数为准。案件审理委员会请登记为“行政处罚案件审理委员会”。"
    kind = forms.ChoiceField(label="类别", choices=KINDS)
    name = forms.CharField(label="名称", max_length=100)
    since = day_field("成立日期")
    denominator = forms.IntegerField(
        label="法定到会人数：成员的几分", min_value=1, max_value=20, initial=2, help_text="如二分之一，填2。"
    )
    numerator = forms.IntegerField(
        label="之几", min_value=1, max_value=20, initial=1, help_text="如二分之一，填1；三分之二，填2。"
    )
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def save(self) -> None:
        values = self.cleaned_data
        committees.found_committee(
            bureau=self.bureau,
            kind=values["kind"],
            title=values["name"],
            since=values["since"],
            document=values["document"],
            quorum=(values["numerator"], values["denominator"]),
        )


class SeatForm(BureauForm):
    title = "登记成员"
    page = "desk:committees"
    committee = forms.ChoiceField(label="委员会、领导小组")
    officer = forms.MultipleChoiceField(
        label="人员", widget=forms.CheckboxSelectMultiple, help_text="可以一次登记几人。"
    )
    chair = forms.ChoiceField(label="其中的主任（组长）", required=False)
    since = day_field("自")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sitting = self.bureau.committees.filter(until=None).order_by("pk")
        self.fields["committee"].choices = [(c.pk, c.title) for c in sitting]
        self.fields["chair"].choices = [("", "（没有）"), *self.fields["officer"].choices]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("chair") and values["chair"] not in values.get("officer", ()):
            self.add_error("chair", "主任（组长）应是所选人员中的一人。请同时选上，或者另选。")
        return values

    def save(self) -> str:
        values = self.cleaned_data
        committee = self.bureau.committees.get(pk=values["committee"])
        seated = []
        with transaction.atomic():
            for number in values["officer"]:
                row = committees.seat(
                    committee=committee,
                    officer=self.bureau.officers.get(pk=number),
                    since=values["since"],
                    is_chair=number == values["chair"],
                    document=values["document"],
                )
                seated.append(row.officer.name)
        return f"已登记为“{committee.title}”成员：{'、'.join(seated)}。"


class UnseatForm(BureauForm):
    title = "免去成员"
    page = "desk:committees"
    membership = forms.ChoiceField(label="成员")
    until = day_field("任期最后一日")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seats = {
            str(m.pk): m for _, members in people.seats_of(self.bureau, clock.today()) for m in members
        }
        titles = [(key, f"{m.committee.title}　{m.officer.name}") for key, m in self._seats.items()]
        self.fields["membership"].choices = titles

    def save(self) -> None:
        values = self.cleaned_data
        committees.unseat(
            membership=self._seats[values["membership"]], until=values["until"], document=values["document"]
        )


class DissolvingForm(BureauForm):
    title = "撤销委员会或者领导小组"
    page = "desk:committees"
    remark = (
        "最后一日届满后，其全部成员的任期随之终止；此前的会议和决议不受影响，此后不能再以其名义集体讨论。"
    )
    committee = forms.ChoiceField(label="委员会、领导小组")
    until = day_field("最后一日")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sitting = self.bureau.committees.filter(until=None).order_by("pk")
        self.fields["committee"].choices = [(c.pk, c.title) for c in sitting]

    def asks(self) -> bool:
        return True

    def follows(self) -> list[str]:
        committee, until = self._committee(), self.cleaned_data["until"]
        names = "、".join(seat.officer.name for seat in people.members_at(committee, clock.today()))
        return [
            f"“{committee.title}”的最后一日是{until}，不能撤回，只能另行设立。",
            f"成员的任期随之终止：{names or '没有成员'}。",
            "此后须集体讨论的案件，须有另外设立的委员会或者会议。",
        ]

    def _committee(self) -> Any:
        return self.bureau.committees.get(pk=self.cleaned_data["committee"])

    def save(self) -> None:
        values = self.cleaned_data
        committees.dissolve(
            committee=self._committee(),
            until=values["until"],
            document=values["document"],
        )
