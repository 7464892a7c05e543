# SPDX-License-Identifier: MulanPSL-2.0
"""One's own account: password, second factor, and where one is signed in, each to be ended from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fadu.desk import sign_ins
from fadu.desk.officer import for_officers
from fadu.kernel import clock
from fadu.kernel.plain_numbers import plain_number
from fadu.people import pins, second_factor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: so many sign-ins that have ended are shown
PAST = 10


@for_officers
def show(request: HttpRequest) -> HttpResponse:
    """The sign-ins that hold, those before, and how the account opens."""
    account: Any = request.user
    factor = second_factor.factor_of(account)
    holding = sign_ins.open_ones(account)
    ended = account.sign_ins.exclude(pk__in=[entry.pk for entry in holding]).order_by("-at", "-pk")
    context = {
        "open": holding,
        "past": ended[:PAST],
        "this": request.session.get(sign_ins.ENTRY),
        "factor": factor,
        "pin": pins.pin_of(account),
        "codes_left": second_factor.codes_left(factor) if factor else 0,
        "asked": second_factor.is_asked_of(account.officer, clock.now()),
        "idle": settings.SESSION_COOKIE_AGE // 60,
        "hours": settings.FADU_SESSION_HOURS,
    }
    return render(request, "desk/own.html", context)


@require_POST
@login_required
def end(request: HttpRequest) -> HttpResponse:
    """End one of one's sign-ins, or all others."""
    account: Any = request.user
    only, this = request.POST.get("only", ""), request.session.get(sign_ins.ENTRY)
    if only:
        ended = sign_ins.end(account, only=plain_number(only) or 0, beside=this)
    else:
        ended = sign_ins.end(account, beside=this)
    messages.success(request, f"已结束{ended}处登录。" if ended else "没有结束：那一处登录已经不在了。")
    return redirect("desk:own")
