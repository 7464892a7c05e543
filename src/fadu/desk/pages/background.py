# SPDX-License-Identifier: MulanPSL-2.0
"""What did not go through in the background: the administrator sees it, with what to do, and lets it be tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fadu.cases.background import failing, rounds
from fadu.desk.officer import for_administrators, officer_of
from fadu.kernel import clock
from fadu.ledger import passes

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@for_administrators
def show(request: HttpRequest) -> HttpResponse:
    """Whether the background runs, and everything in it that fails, what waits for a person first."""
    officer, last = officer_of(request), rounds.pulse()
    context = {
        "last": last,
        "silent": rounds.is_silent(last, clock.now()),
        "failing": failing.failing(officer.bureau_id),
        "verified": passes.read(),
    }
    return render(request, "desk/background.html", context)


@require_POST
@for_administrators
def retry(request: HttpRequest, key: str) -> HttpResponse:
    """Let the next round try one of them again."""
    if not failing.retry(key, officer_of(request).bureau_id):
        raise Http404("这一项已经办成，或者没有这一项。")
    messages.success(request, "后台下一遍（约一分钟内）再办这一项，办成以后自本页消失。")
    return redirect("desk:background")
