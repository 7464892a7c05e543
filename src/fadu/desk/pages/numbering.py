# SPDX-License-Identifier: MulanPSL-2.0
"""Where the numbers of a year begin: after the last one of the register that was kept before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from fadu.cases.papers import numbering
from fadu.desk import by_two
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_administrators, officer_of
from fadu.kernel import clock
from fadu.records import selectors as records

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class SeriesForm(InWords):
    """One series of one year, with the last number of the old register."""

    series = forms.ChoiceField(label="编号序列")
    year = forms.IntegerField(label="年份", min_value=2000, max_value=2099)
    last = forms.IntegerField(
        label="原有台账的最后序号", min_value=0, help_text="系统从下一号编起，中间不留空号。"
    )
    reason = forms.CharField(label="依据", max_length=200, help_text="如：原纸质登记簿、原系统的最后一号。")

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].choices = choices


@for_administrators
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """Every series of the year: how far it has gone, and a form to begin one after an old register."""
    officer, year = officer_of(request), clock.today().year
    bureau, known = officer.bureau, numbering.all_series(officer.bureau, clock.today())
    form = SeriesForm(
        [(s.key, s.title) for s in known], request.POST or None, initial={"year": year, **request.GET.dict()}
    )
    if is_pressed(request) and form.is_valid():
        values = form.cleaned_data
        title = next(s.title for s in known if s.key == values["series"])
        content = {
            "series": values["series"],
            "year": values["year"],
            "first": values["last"] + 1,
            "reason": values["reason"],
            "title": title,
        }
        words = f"编号：{title}{values['year']}年自{values['last'] + 1}号编起，依据：{values['reason']}"
        messages.success(request, by_two.proposed(bureau, "series", content, words))
        return redirect("desk:numbers")
    begun = {row.series: row for row in records.series_of_year(bureau.pk, year)}
    rows = [
        {
            "series": s,
            "begun": begun.get(s.key),
            "is_of_cases": s.key.startswith("case:"),
            "next": s.written(bureau, year, (begun[s.key].last if s.key in begun else 0) + 1),
            "taken": numbering.highest_taken(bureau, s, year)
            if s.key.startswith("case:") and s.key not in begun
            else 0,
        }
        for s in known
    ]
    context = {
        "form": form,
        "rows": rows,
        "untaken": sum(not (row["begun"] or row["taken"] or row["is_of_cases"]) for row in rows),
        "year": year,
        "settings": by_two.waiting(bureau, "series", "pattern"),
        "missing": by_two.missing(bureau),
    }
    return render(request, "desk/numbers.html", context)
