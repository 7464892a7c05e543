# SPDX-License-Identifier: MulanPSL-2.0
"""The form that registers one person with everything of them: unit, posts, certificate and account; read as a row of the sheet is."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password

from fadu.desk.bureau_forms import BureauForm, day_field
from fadu.desk.people_forms import free_username
from fadu.intake import personnel, personnel_rows
from fadu.intake.personnel_rows import (
    ACCOUNT,
    DOCUMENT,
    NAME,
    NUMBER,
    POSTS,
    SINCE,
    START,
    UNIT,
    VALID_FROM,
    VALID_TO,
)
from fadu.kernel import clock
from fadu.people import rules

#: field -> column of the sheet
COLUMNS = {
    "name": NAME,
    "department": UNIT,
    "since": SINCE,
    "posts": POSTS,
    "start": START,
    "document": DOCUMENT,
    "number": NUMBER,
    "valid_from": VALID_FROM,
    "valid_to": VALID_TO,
    "username": ACCOUNT,
}


class OfficerForm(BureauForm):
    title = "登记工作人员"
    page = "desk:staff"
    remark = "一次登记：机构、岗位、执法证、账号，没有的留空。多人的，用表格登记。"
    has_preview = True
    #: what the next person has in common with this one, where several are registered one after the other
    kept: ClassVar[tuple[str, ...]] = ("department", "since", "start", "document")
    name = forms.CharField(label="姓名", max_length=personnel_rows.LONGEST)
    department = forms.ChoiceField(label="所在机构", required=False)
    since = day_field("到任日期")
    posts = forms.MultipleChoiceField(
        label="岗位",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="在所在机构任职；没有岗位的只能登录，不能办理案件。",
    )
    start = day_field("任职自", required=False, help_text="早于今天的，须由第二人确认后生效。")
    document = forms.CharField(
        label="任职依据文件", max_length=200, required=False, help_text="文件名称和文号。"
    )
    number = forms.CharField(label="执法证号", max_length=60, required=False)
    valid_from = day_field("执法证有效期自", required=False)
    valid_to = day_field("执法证有效期至", required=False)
    username = forms.CharField(
        label="登录账号", max_length=60, required=False, help_text="如姓名的拼音；不需要登录的不填。"
    )
    password = forms.CharField(
        label="初始密码",
        required=False,
        widget=forms.PasswordInput,
        help_text="不填的由系统生成，只显示一次；本人登录以后须先换成自己的。",
    )

    def __init__(self, bureau: Any, *args: Any, **kwargs: Any) -> None:
        today = clock.today().isoformat()
        first = {"since": today, "start": today, **(kwargs.pop("initial", None) or {})}
        super().__init__(bureau, *args, initial=first, **kwargs)
        self.fields["posts"].choices = list(rules.posts().items())
        self.fields["department"].choices = [("", "（没有）"), *self.fields["department"].choices[1:]]

    def clean_username(self) -> str:
        return free_username(str(self.cleaned_data["username"]).strip())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("username") and values.get("password"):
            try:
                validate_password(values["password"])
            except forms.ValidationError as error:
                self.add_error("password", error)
        if not self.errors:
            try:
                personnel.tried_one(self.bureau, self._columns())
            except personnel.UnreadableError as error:
                for reason in error.reasons:
                    self.add_error(_field_of(reason.column), reason.message)
        return values

    def follows(self) -> list[str]:
        return [f"{words}。" for words in personnel.tried_one(self.bureau, self._columns())]

    def save(self) -> str:
        values = self.cleaned_data
        does, password = personnel.enter_one(self.bureau, self._columns(), values["password"])
        said = f"{values['name']}：{'、'.join(does) or '已经登记，没有变化'}。"
        if password and not values["password"]:
            said += f"账号“{values['username']}”的一次性密码是 {password}（只显示这一次）；本人登录后须先换成自己的密码。"
        return said

    def _columns(self) -> dict[str, str]:
        """What was typed, as a row of the sheet."""
        values = self.cleaned_data
        unit, titles = self.department(), rules.posts()
        row = {column: _plain(values.get(field)) for field, column in COLUMNS.items()}
        return {
            **row,
            UNIT: unit.name if unit else "",
            POSTS: "、".join(titles[post] for post in values["posts"]),
        }


def _plain(value: Any) -> str:
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _field_of(column: str) -> str | None:
    """The field in which a column of the sheet is typed; None where it is about the person as a whole."""
    return next((field for field, name in COLUMNS.items() if name == column), None)
