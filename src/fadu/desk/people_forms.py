# SPDX-License-Identifier: MulanPSL-2.0
"""The forms by which an administrator keeps departments, people, posts and what people are certified to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction

from fadu.cases.reading import nobody
from fadu.desk import following
from fadu.desk.bureau_forms import BureauForm, day_field, midnight, waits_for_second
from fadu.kernel import clock
from fadu.kernel.chinese_dates import chinese_date
from fadu.people import proposing, rules, second_person, services
from fadu.people import selectors as people
from fadu.people.models import Appointment, Department
from fadu.people.passwords import one_time


class DepartmentForm(BureauForm):
    title = "设立内设机构"
    page = "desk:departments"
    name = forms.CharField(
        label="名称",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="每行一个，可以一次设立几个。",
    )

    def clean_name(self) -> list[str]:
        names = [line.strip() for line in str(self.cleaned_data["name"]).splitlines() if line.strip()]
        longest = Department._meta.get_field("name").max_length or 0
        for name in names:
            if len(name) > longest:
                raise forms.ValidationError(
                    f"每行一个机构名称，最多{longest}个字；“{name[:20]}……”有{len(name)}个字。"
                )
            if names.count(name) > 1:
                raise forms.ValidationError(f"“{name}”写了两次。请删去一行。")
        there = self.bureau.departments.filter(name__in=names).values_list("name", flat=True)
        if there:
            raise forms.ValidationError(f"名称为“{'、'.join(there)}”的机构已经登记。请核对，或者另用名称。")
        return names

    def save(self) -> str:
        with transaction.atomic():
            for name in self.cleaned_data["name"]:
                services.found_department(bureau=self.bureau, name=name)
        return f"已设立：{'、'.join(self.cleaned_data['name'])}。"


class AccountForm(BureauForm):
    title = "为已登记的人员开立账号"
    page = "desk:accounts"
    remark = "一次性密码由系统生成，只显示一次；本人凭它登录以后须先换成自己的密码。"
    officer = forms.ChoiceField(label="人员")
    username = forms.CharField(label="登录账号", max_length=60, help_text="如姓名的拼音；全系统不得重复。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = people.without_account(self.bureau.pk, clock.today())

    def clean_username(self) -> str:
        return free_username(str(self.cleaned_data["username"]).strip())

    def save(self) -> str:
        officer, username = self.officer(), self.cleaned_data["username"]
        made = one_time()
        services.open_account(username=username, password=made, officer=officer)
        return f"已为{officer.name}开立账号“{username}”，一次性密码是 {made}（只显示这一次）；本人登录后须先换成自己的密码。"


def free_username(username: str) -> str:
    """The name of an account that nobody has yet. Raises ValidationError."""
    if people.account_exists(username):
        raise forms.ValidationError(f"账号“{username}”已有人使用。请换一个。")
    return username


class AppointmentForm(BureauForm):
    title = "给予任职"
    page = "desk:posts"
    remark = (
        "任职自某日起给予办理权限，不改变已经办理的事项。"
        "自过去的日期起任、主要负责人的任职、给本人的任职，须由第二人确认后生效。"
    )
    officer = forms.ChoiceField(label="人员")
    post = forms.ChoiceField(label="岗位")
    department = forms.ChoiceField(label="机构", required=False)
    has_preview = True
    kind = forms.ChoiceField(label="性质", choices=[("regular", "任职"), ("standin", "代理")])
    start = day_field("自")
    end = day_field("至", required=False, help_text="不填的，至另行通知时止。")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = list(rules.posts().items())

    def follows(self) -> list[str]:
        row, now = self._row(), clock.now()
        services.check_appointment(row)
        why = second_person.of_appointment(row)
        lines = (
            [f"须经第二人确认才生效：{why}。"] if why else [f"自{row.start.date()}起生效，不需要第二人确认。"]
        )
        lines.append(f"{row.officer.name}可以{rules.duty(row.post)}。")
        taken = nobody.turns_taken_by(self.bureau, now, row)
        lines.append(following.of_turns(taken, "现在没有人能办、由此有人办的待办"))
        return lines

    def save(self) -> str | None:
        return waits_for_second(proposing.appoint(self._row()))

    def _row(self) -> Appointment:
        values = self.cleaned_data
        return Appointment(
            officer=self.officer(),
            post=values["post"],
            start=midnight(values["start"]),
            end=midnight(values["end"]) if values["end"] else None,
            document=values["document"],
            department=self.department(),
            kind=values["kind"],
        )


class CertificateForm(BureauForm):
    title = "登记、换发执法证"
    page = "desk:certificates"
    remark = "换发而编号不变的，照原编号填写新的有效期；以前的有效期保留，当时的办理仍按当时的证件核对。"
    officer = forms.ChoiceField(label="人员")
    number = forms.CharField(label="证件编号", max_length=60)
    valid_from = day_field("有效期自")
    valid_to = day_field("有效期至")

    def save(self) -> None:
        values = self.cleaned_data
        services.certify(
            officer=self.officer(),
            number=values["number"],
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
        )


class QualificationForm(BureauForm):
    title = "登记法律职业资格"
    page = "desk:certificates"
    officer = forms.ChoiceField(label="人员")
    number = forms.CharField(label="资格证书编号", max_length=60, required=False)
    obtained_on = day_field("取得日期", required=False)
    reviewing_since = day_field("从事审核起始日期", required=False)

    @property
    def remark(self) -> str:  # type: ignore[override]
        """Which of the two is asked for hangs on the day the law began to ask."""
        since = chinese_date(rules.reviewers_rule())
        return f"{since}前已从事法制审核的，填写从事审核起始日期；其后初次从事的，填写资格证书。"

    def save(self) -> None:
        values = self.cleaned_data
        services.qualify(
            officer=self.officer(),
            number=values["number"],
            obtained_on=values["obtained_on"],
            reviewing_since=values["reviewing_since"],
        )
