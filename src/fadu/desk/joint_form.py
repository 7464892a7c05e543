# SPDX-License-Identifier: MulanPSL-2.0
"""The second officer's word on what a colleague recorded as done together: which acts, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fadu.cases.world import sealed
from fadu.cases.world.worlds import procedure_of
from fadu.desk.built_in_forms import BuiltIn
from fadu.desk.words import action_title, payload_words
from fadu.kernel.chinese_dates import chinese_date
from fadu.procedure.jointly import AND, unconfirmed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.procedure.entry import Entry


class ConfirmJoint(BuiltIn):
    """Every act that names the officer beside who recorded it, each to be ticked where he was there."""

    of = forms.MultipleChoiceField(
        label="由您共同办理的",
        widget=forms.CheckboxSelectMultiple,
        help_text="逐项看过所记内容，参加了的才勾选；没有参加的不勾选，由登记的人更正。确认即与登记的人一起对所记内容负责。",
    )

    def __init__(self, *args: Any, person: str, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        own = [
            joint.entry
            for joint in unconfirmed(procedure_of(self.case), self.state)
            if any(one.person == self.person for one in joint.waiting)
        ]
        field = self.fields["of"]
        field.choices = [(str(entry.seq), self._named(entry)) for entry in own]
        #: what each of them says, in words
        self.shown = [(self._named(entry), self._words(entry)) for entry in own]

    def _named(self, entry: Entry) -> str:
        title = action_title(self.case, entry.action)
        return f"{title}（{chinese_date(entry.at.date())}，{entry.by[0].name}登记）"

    def _words(self, entry: Entry) -> list[tuple[str, str]]:
        covered = sealed.cover(procedure_of(self.case), dict(entry.payload))
        return payload_words(self.case, covered, entry.action)

    def payload(self) -> dict[str, Any]:
        return {"of": AND.join(self.cleaned_data["of"])}
