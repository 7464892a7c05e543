# SPDX-License-Identifier: MulanPSL-2.0
"""The posts of the bureau and who holds them; an end is asked once, with what follows from it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from fadu.desk import following
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.bureau_forms import day_field, midnight, waits_for_second
from fadu.desk.in_words import InWords
from fadu.desk.officer import for_administrators, officer_of
from fadu.kernel import clock
from fadu.people import held_late, proposing, rules
from fadu.people import selectors as people

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse


class EndingForm(InWords):
    """From which day the post is no longer held, by which document."""

    on = day_field("自何日起不再担任", help_text="当日零时起终止；不早于今天。")
    document = forms.CharField(label="依据文件", max_length=200, help_text="免职、终止代理的文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": clock.today()}, **kwargs})

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on < clock.today():
            raise forms.ValidationError(
                f"不能早于今天（{clock.today()}）；实为{on}。此前以这一岗位办理的事项已经记入案卷，请填写今天或者以后的日期。"
            )
        return on


@for_administrators
def show(request: HttpRequest) -> HttpResponse:
    """Each post with its holders now, those to come, and the posts nobody holds."""
    bureau, now = officer_of(request).bureau, clock.now()
    late = held_late.entered_on(bureau)
    by_post: dict[str, list[Any]] = {post: [] for post in rules.posts()}
    for row in people.appointments_not_over(bureau, now):
        by_post.setdefault(row.post, []).append(
            {"row": row, "entered": late.get(row.pk), "to_come": row.start > now}
        )
    posts = [(title, rules.duty(post), by_post[post]) for post, title in rules.posts().items()]
    context = {"posts": posts, "waiting": proposing.open_proposals(bureau), "soon": now + timedelta(days=30)}
    return render(request, "desk/posts.html", context)


@for_administrators
@keeps_what_was_typed
def end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """End an appointment from the beginning of a day; what was done under it stands."""
    officer, now = officer_of(request), clock.now()
    appointment = people.appointment_of(officer.bureau_id, appointment_id, now)
    if appointment is None:
        raise Http404("没有这个任职，或者它已经终止。")
    form = EndingForm(request.POST or None)
    if is_pressed(request) and form.is_valid():
        values = form.cleaned_data
        ended = proposing.end(
            appointment=appointment, end=midnight(values["on"]), document=values["document"]
        )
        messages.success(request, waits_for_second(ended) or f"任职自{values['on']}起终止。")
        return redirect("desk:officer", appointment.officer_id)
    title = rules.posts()[appointment.post]
    context = {
        "form": form,
        "title": f"终止任职：{appointment.officer.name}　{title}",
        "follows": following.of_the_end(appointment, now),
        "button": "终止任职",
        "back": "desk:posts",
    }
    return render(request, "desk/confirm.html", context)
