# SPDX-License-Identifier: MulanPSL-2.0
"""The form by which a plain slip of a register is put right: what is right, and why it was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fadu.desk.in_words import InWords
from fadu.kernel import clock
from fadu.people import correcting
from fadu.people import selectors as people

if TYPE_CHECKING:
    from fadu.people.models import Bureau


class CorrectionForm(InWords):
    """The right content, prefilled with what stands there; a unit is chosen, everything else typed."""

    value = forms.CharField(label="改为", max_length=200)
    reason = forms.CharField(
        label="更正理由", max_length=200, help_text="如：登记时误写，与身份证件（任命文件）核对。"
    )

    def __init__(self, bureau: Bureau, what: str, row: Any, *args: Any, **kwargs: Any) -> None:
        self.bureau, self.what, self.row = bureau, what, row
        before = getattr(row, correcting.CORRECTABLE[what])
        self.is_unit = what == "officer_department"
        shown = before.pk if self.is_unit and before else "" if self.is_unit else before
        super().__init__(*args, **{"initial": {"value": shown}, **kwargs})
        self.fields["value"].label = f"{correcting.title_of(what)}改为"
        if self.is_unit:
            units = [(d.pk, d.name) for d in people.departments_at(bureau.pk, clock.today())]
            self.fields["value"] = forms.ChoiceField(
                label="所在机构改为", choices=[("", "（没有）"), *units], required=False
            )

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if self.is_unit:
            return self.bureau.departments.get(pk=value) if value else None
        if self.what == "account" and value != self.row.username and people.account_exists(value):
            raise forms.ValidationError(f"账号“{value}”已有人使用。请换一个。")
        return value

    def save(self) -> str:
        """What is to be said of it."""
        values = self.cleaned_data
        correcting.correct(
            bureau_id=self.bureau.pk,
            what=self.what,
            row=self.row,
            value=values["value"],
            reason=values["reason"],
        )
        return f"已更正{correcting.title_of(self.what)}；此前的案卷和文书不变，原来的写法见管理记录。"
