# SPDX-License-Identifier: MulanPSL-2.0
"""Being told outside the site: the calendar under a secret address, and mail; each officer opens and ends them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fadu.desk import feeds, mailing
from fadu.desk.answers import is_pressed, keeps_what_was_typed
from fadu.desk.mail_form import MailForm
from fadu.desk.officer import for_officers, officer_of
from fadu.kernel import clock
from fadu.storage.once import asked_once

if TYPE_CHECKING:
    from django.http import HttpRequest


@keeps_what_was_typed
@for_officers
def settings(request: HttpRequest) -> HttpResponse:
    """Whether there is a calendar address, since when, read when; where mail goes and how often."""
    return _settings(request)


def _settings(request: HttpRequest, address: str = "") -> HttpResponse:
    officer = officer_of(request)
    choice = mailing.choice_of(officer)
    initial = {"address": choice.address, "often": choice.often} if choice else {}
    sent = request.method == "POST" and "often" in request.POST
    form = MailForm(request.POST if sent else None, initial=initial)
    if sent and is_pressed(request) and form.is_valid():
        mailing.choose(officer, **form.cleaned_data)
        messages.success(request, "已保存邮件提醒的设置。")
        return redirect("desk:telling")
    context = {
        "feed": feeds.of(officer),
        "address": address,
        "form": form,
        "mail_is_on": mailing.is_on(),
        "per_hour": feeds.PER_HOUR,
    }
    return render(request, "desk/telling.html", context)


@require_POST
@for_officers
def change(request: HttpRequest) -> HttpResponse:
    """Make an address, or another in its place, and show it this once; or revoke it."""
    officer = officer_of(request)
    if "revoke" in request.POST:
        feeds.revoke(officer)
        messages.success(request, "已停用日历订阅，原地址自此打不开。")
        return redirect("desk:telling")
    token = feeds.make(officer, clock.now())
    address = request.build_absolute_uri(reverse("desk:feed", args=[token]))
    answer = _settings(request, address)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of an address. Whatever else there may be about it: an address that opens nothing says only that."""
    now = clock.now()
    feed = feeds.opened_by(token, now)
    if feed is None:
        raise Http404("这个日历地址打不开：已经停用、更换，或者从未有过。请登录后在“通知”的设置里重新启用。")
    if not feeds.count(feed, now):
        return HttpResponse(
            "读取过于频繁，请稍后再试。",
            status=HTTPStatus.TOO_MANY_REQUESTS,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": "3600", "Cache-Control": "no-store"},
        )
    with asked_once():
        text = feeds.text_of(feed.officer, now)
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="fadu.ics"'},
    )
