# SPDX-License-Identifier: MulanPSL-2.0
"""The form of the search page: what is sought, and which of the cases found are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fadu.cases.reading.seeking import Narrowed
from fadu.desk.choosing_form import ANY
from fadu.desk.in_words import InWords
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Mapping

STATES = (ANY, ("open", "在办"), ("closed", "已办结"))
#: a longer text is a story and no search
LONGEST = 200


class SeekingForm(InWords):
    """What is sought, the kind of case, and whether it is open; every field may stay empty."""

    q = forms.CharField(label="检索", max_length=LONGEST, required=False)
    kind = forms.ChoiceField(label="事项", required=False)
    state = forms.ChoiceField(label="办理状态", required=False, choices=STATES)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        kinds = library().kinds()
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [ANY, *((kind, library().title(kind)) for kind in kinds)]

    def sought(self) -> str:
        """The text; empty where it could not be read, and its field says why."""
        self.is_valid()
        return str(self.cleaned_data.get("q", "")).replace("\0", "")

    def narrowed(self) -> Narrowed:
        """What is left of the hits; what could not be read narrows nothing."""
        self.is_valid()
        read = {name: self.cleaned_data.get(name, "") for name in ("kind", "state")}
        return Narrowed(kind=read["kind"] or "", state=read["state"] or "")
