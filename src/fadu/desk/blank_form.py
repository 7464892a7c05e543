# SPDX-License-Identifier: MulanPSL-2.0
"""Blank papers at the desk: the form by which a block is drawn, who sees which, and what an act may have been written on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from fadu.cases.papers.blank_forms import on_offer, written_on
from fadu.cases.reading.reach import posts_by_reach
from fadu.desk.forms import Day
from fadu.desk.in_words import InWords
from fadu.people import selectors as people
from fadu.records import blanks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.procedure.model import Action
    from fadu.records.forms import Form

#: what the input for the number of a blank paper is called, before the key of its form
PREFIX = "blank_"
#: title of a form, and the open papers of it: row and number
Choices = tuple[str, list[tuple[int, str]]]


class DrawForm(InWords):
    """A block of blank papers: of which form, how many, and by when they are accounted for."""

    what = forms.ChoiceField(label="文书")
    count = forms.IntegerField(label="份数", min_value=1, max_value=blanks.MOST, initial=3)
    due_on = Day(
        label="应交代之日",
        help_text="到这一天，每个编号都应当登记使用、作废或者交回。",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = on_offer(on)
        self.fields["what"].choices = [
            (f"{kind}/{template}", f"{title}：{form.title}")
            for (kind, template), (title, form) in self.offered.items()
        ]

    def chosen(self) -> tuple[str, Form]:
        """The kind of case and the form."""
        kind, template = self.cleaned_data["what"].split("/")
        return kind, self.offered[kind, template][1]


def seen_by(officer: Officer, at: datetime) -> Q:
    """Which blank papers an officer sees: their own, those of the departments they work in, all for who sees the whole bureau."""
    held = people.holdings(officer, at)
    if any(holding.post in posts_by_reach().bureau for holding in held):
        return Q(bureau_id=officer.bureau_id)
    units = {holding.department_id for holding in held} | {officer.department_id}
    return Q(drawn_by=officer) | Q(department__in=[unit for unit in units if unit])


def overdue_of(officer: Officer, on: date) -> int:
    """How many blank papers an officer should have accounted for before a day."""
    return blanks.open_sheets(officer.bureau_id).filter(drawn_by=officer, due_on__lt=on).count()


def choices_for(case: Case, action: Action, officer: Officer, at: datetime) -> dict[str, Choices]:
    """Template -> the open blank papers on which an act may have been written, of those the officer sees."""
    templates = written_on(case.kind, action)
    if not templates:
        return {}
    rows = blanks.open_sheets(case.bureau_id).filter(
        seen_by(officer, at), kind=case.kind, template__in=templates
    )
    there: dict[str, Choices] = {}
    for row in rows:
        there.setdefault(row.template, (row.title, []))[1].append((row.pk, row.number.text))
    return there


def blank_fields(there: Mapping[str, Choices]) -> dict[str, forms.Field]:
    """The inputs that say on which blank paper it was written."""
    return {
        f"{PREFIX}{template}": forms.TypedChoiceField(
            label=f"写在空白文书上的：《{title}》编号",
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "不是写在空白文书上的"), *papers],
            help_text="同时填写当时的办理时间，收入签字原件。",
        )
        for template, (title, papers) in there.items()
    }
