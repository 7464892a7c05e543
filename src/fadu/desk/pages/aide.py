# SPDX-License-Identifier: MulanPSL-2.0
"""The head names the one person who sees what waits for him; for anybody else there is no such page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.forms import Day
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_officers, officer_of
from fadu.kernel import clock
from fadu.people import administration, aides

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: the button by which nobody is the aide any more
STOP = "stop"


class AideForm(InWords):
    """Who it is, and until when."""

    aide = forms.ChoiceField(label="助手")
    until = Day(label="至（当日起停止）", required=False, help_text="不填的，到您另行指定或者停止为止。")

    def __init__(self, choices: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aide"].choices = [("", "（请选择）"), *choices]


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest) -> HttpResponse:
    """Who was and is the head's aide, and the form that names another."""
    head, now = officer_of(request), clock.now()
    if not aides.is_head(head, now):
        raise PermissionDenied("只有主要负责人可以指定看到待签事项的助手。")
    pressed = is_pressed(request)
    form = AideForm(aides.to_choose(head.bureau, head, now), request.POST or None)
    if pressed and STOP in request.POST:
        with administration.kept_by(head):
            aides.dismiss(head=head, at=now)
        messages.success(request, "已停止：等您签署的事，现在只有您本人看得到。")
        return redirect("desk:aide")
    if pressed and form.is_valid():
        aide = head.bureau.officers.get(pk=form.cleaned_data["aide"])
        with administration.kept_by(head):
            aides.name_aide(head=head, aide=aide, at=now, until=form.cleaned_data["until"])
        messages.success(request, f"已指定{aide.name}：等您签署的事，除您本人以外只有{aide.name}看得到。")
        return redirect("desk:aide")
    context = {"form": form, "aide": aides.aide_of(head, now), "named": aides.aides_of(head)}
    return render(request, "desk/aide.html", context)
