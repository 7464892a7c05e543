# SPDX-License-Identifier: MulanPSL-2.0
"""What is new for the officer, read and unread; how they want to be told of it outside the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from fadu.desk import news
from fadu.desk.moment import of_one_moment
from fadu.desk.officer import for_officers, officer_of
from fadu.kernel import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: at most so many that were read are shown
READ = 50


@require_GET
@for_officers
@of_one_moment
def show(request: HttpRequest) -> HttpResponse:
    """What was not seen yet, then what was."""
    pieces = news.pieces(officer_of(request), clock.now())
    context = {
        "unread": [piece for piece in pieces if not piece.is_seen],
        "read": [piece for piece in pieces if piece.is_seen][:READ],
        "today": clock.today(),
    }
    return render(request, "desk/news.html", context)


@require_POST
@for_officers
def see(request: HttpRequest) -> HttpResponse:
    """Keep that what was shown has been seen: one piece, or all that stood on the page."""
    keys = request.POST.getlist("only") or request.POST.getlist("key")
    count = news.see(officer_of(request), keys, clock.now())
    messages.success(request, f"已标为已读：{count}条。" if count else "没有需要标为已读的通知。")
    return redirect("desk:news")
