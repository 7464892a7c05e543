# SPDX-License-Identifier: MulanPSL-2.0
"""A second factor that its holder lost, taken off by two persons: proposed here by one, decided by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fadu.desk import lockout, sign_ins
from fadu.desk.officer import for_officers
from fadu.desk.pages.confirmations import second_person
from fadu.kernel.plain_numbers import plain_number
from fadu.people import factor_resets

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
@for_officers
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a reset, with its reason."""
    by = second_person(request)
    chosen = plain_number(request.POST.get("officer"))
    people = factor_resets.resettable(by.bureau, beside=by)
    officer = people.filter(pk=chosen).first() if chosen is not None else None
    if officer is None:
        messages.error(request, "没有提请：请先选择要重置其动态口令的人员。")
    else:
        factor_resets.propose(officer=officer, by=by, reason=request.POST.get("reason", ""))
        messages.success(request, f"已提请重置{officer.name}的动态口令，由第二人确认后生效。")
    return redirect("desk:confirmations")


@require_POST
@for_officers
def decide(request: HttpRequest, reset_id: int) -> HttpResponse:
    """Confirm a reset, or do not, with a reason."""
    by = second_person(request)
    reset = factor_resets.open_resets(by.bureau).filter(pk=reset_id).first()
    if reset is None:
        raise Http404("没有这一待确认的事项，或者已经有人确认。")
    is_confirmed = "confirm" in request.POST
    factor_resets.decide(reset, by=by, is_confirmed=is_confirmed, remark=request.POST.get("remark", ""))
    if is_confirmed:
        sign_ins.end(reset.officer.account)
        lockout.forgive(reset.officer.account.username)
    messages.success(
        request,
        f"已确认，{reset.officer.name}现在凭密码登录，登录后重新设置。"
        if is_confirmed
        else "已记为不予确认，不生效。",
    )
    return redirect("desk:confirmations")
