# SPDX-License-Identifier: MulanPSL-2.0
"""The forms about one department that is there: its new name from a day on, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fadu.desk.bureau_forms import day_field
from fadu.desk.in_words import InWords
from fadu.kernel import clock
from fadu.people import departments

if TYPE_CHECKING:
    from fadu.people.models import Department


class RenamingForm(InWords):
    """A new name, from which day, by which document."""

    name = forms.CharField(label="新名称", max_length=100)
    since = day_field("自", help_text="更名文件写明的日期，不晚于今天。")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, department: Department, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"since": clock.today()}, **kwargs})
        self.department = department

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        others = self.department.bureau.departments.exclude(pk=self.department.pk)
        if others.filter(name=name).exists():
            raise forms.ValidationError(f"名称为“{name}”的机构已经登记。请核对，或者另用名称。")
        return name

    def save(self) -> str:
        """What is to be said of it."""
        before = self.department.name
        departments.rename(department=self.department, **self.cleaned_data)
        return f"“{before}”已更名为“{self.department.name}”，列表和此后的文书用新名称。"


class EndingForm(InWords):
    """The last day, by which document."""

    until = day_field("最后一日")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, department: Department, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"until": clock.today()}, **kwargs})
        self.department = department

    def save(self) -> str:
        """What is to be said of it."""
        departments.end(department=self.department, **self.cleaned_data)
        return f"“{self.department.name}”已登记撤销，最后一日{self.cleaned_data['until']}。"
