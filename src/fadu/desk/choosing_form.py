# SPDX-License-Identifier: MulanPSL-2.0
"""The form by which a list of cases is narrowed: every field may stay empty, and what is chosen stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fadu.cases.reading.choosing import Chosen
from fadu.cases.reading.sight import visible_to
from fadu.cases.world.worlds import is_installed
from fadu.desk.forms import Day
from fadu.desk.in_words import InWords
from fadu.people import selectors as people
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fadu.people.models import Officer

LAMPS = (
    ("", "不限"),
    ("red", "已超期"),
    ("today", "今日届满"),
    ("yellow", "临近届满"),
    ("green", "期限未近"),
    ("none", "无运行期限"),
)
ANY = ("", "不限")


class ChoosingForm(InWords):
    """Kind, stage, handler, department, words, days of opening and lamp; choices are those of what the officer may see."""

    words = forms.CharField(label="当事人或内容中的词", max_length=60, required=False)
    kind = forms.ChoiceField(label="事项", required=False)
    stage = forms.ChoiceField(label="环节", required=False)
    department = forms.TypedChoiceField(label="承办机构", required=False, coerce=int, empty_value=None)
    handler = forms.TypedChoiceField(label="承办人", required=False, coerce=int, empty_value=None)
    since = Day(label="开始日自", required=False)
    until = Day(label="开始日至", required=False)
    lamp = forms.ChoiceField(label="期限", required=False, choices=LAMPS)

    def __init__(
        self, data: Mapping[str, Any], officer: Officer, at: datetime, *, left_out: tuple[str, ...] = ()
    ) -> None:
        super().__init__(data)
        for name in left_out:
            del self.fields[name]
        kinds = visible_to(officer, at).values_list("kind", flat=True).order_by("kind").distinct()
        titles = [(kind, library().title(kind)) for kind in kinds if is_installed(kind)]
        self._choices("kind", titles)
        self._choices("stage", stages_of(str(data.get("kind", ""))))
        self._choices("department", people.departments_of(officer.bureau_id).values_list("pk", "name"))
        self._choices("handler", people.officers_of(officer.bureau_id, at.date()))

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = [ANY, *choices]

    def clean(self) -> dict[str, Any]:
        """A day of opening does not lie before the one from which on cases are asked for."""
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", f"“开始日至”{until}早于“开始日自”{since}，请改其中一个。")
        return values

    def chosen(self) -> Chosen:
        """What the list is narrowed to; what could not be read narrows nothing, and its field says so."""
        self.is_valid()
        read = {name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        return Chosen(**{name: value for name, value in read.items() if value not in ("", None)})


def stages_of(kind: str) -> list[tuple[str, str]]:
    """The stages of a kind, whatever the edition a case stands on."""
    if not kind or not is_installed(kind):
        return []
    titles = {
        key: stage.title for edition in library().editions(kind) for key, stage in edition.stages.items()
    }
    return list(titles.items())
