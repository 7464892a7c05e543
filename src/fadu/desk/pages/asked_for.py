# SPDX-License-Identifier: MulanPSL-2.0
"""What is sealed in a case, for a post that may ask for it: by a reason, which is entered before anything is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db import transaction
from django.http import Http404
from django.shortcuts import render

from fadu.cases.acts import said_openly
from fadu.cases.reading import openings, selectors
from fadu.cases.world import sealed, worlds
from fadu.desk import words
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_officers, officer_of, seen_by
from fadu.kernel import clock
from fadu.kernel.letters import says_something
from fadu.people import sealing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.cases.models import Act, Case

#: what such an opening is called where it is entered
WHAT = "密封的内容（举报人、线索提供人的身份等）"


def is_a_reason(reason: str) -> None:
    """Refuse a reason that is none."""
    if not says_something(reason):
        raise forms.ValidationError("应写明为办理什么事必须知道；标点、重复的字不是理由。")


class ReasonForm(InWords):
    """Why it has to be known."""

    reason = forms.CharField(
        label="查看的理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[is_a_reason],
        help_text="写明为办理什么事必须知道，例如“核查〔2023〕5号来信反映举报信息泄露”。只写来信、交办单的编号或者案号，不写是谁写的。理由连同您的姓名、时间记入本案的查看记录，看得到本案全部内容的人都看得到，不能删改。",
    )


@for_officers
@keeps_what_was_typed
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    """The form that asks why; once it is answered, what is sealed. Whoever may not ask, and a case that seals nothing, has no such page."""
    case, seen = seen_by(request, case_id)
    officer = officer_of(request)
    if not openings.may_ask(officer, seen, clock.now()):
        raise Http404("没有这个案件，或者您无权查看。")
    closed = [(act, *each) for act in selectors.acts_shown(case) for each in sealed.closed_in(act.payload)]
    if not closed:
        raise Http404("本案没有密封的内容。")
    pressed = is_pressed(request)
    form = ReasonForm(request.POST or None)
    shown: list[tuple[str, str]] = []
    if pressed and form.is_valid() and _is_said_openly(case, form):
        with transaction.atomic():
            openings.enter(case, officer, WHAT, reason=form.cleaned_data["reason"])
        shown = _in_plain(case, closed)
    response = render(request, "desk/asked_for.html", {"case": case, "form": form, "shown": shown})
    response["Cache-Control"] = "no-store"
    return response


def _is_said_openly(case: Case, form: ReasonForm) -> bool:
    """Whether the reason names nobody who is sealed: whoever sees the case reads it. Where it does, its field says what to write."""
    ground = said_openly.barred(case, "look_at_sealed", form.cleaned_data["reason"])
    if ground is not None:
        form.add_error("reason", f"{ground.message}{ground.remedy}。")
    return ground is None


def _in_plain(case: Case, closed: list[tuple[Act, str, str]]) -> list[tuple[str, str]]:
    """What each is called and says, once."""
    fields = worlds.procedure_of(case).fields
    said = (
        (
            f"{words.action_title(case, act.payload.get('of', act.action))}："
            f"{fields[key].title if key in fields else '说明'}",
            sealing.unseal(token),
        )
        for act, key, token in closed
    )
    return list(dict.fromkeys(said))
