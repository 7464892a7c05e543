# SPDX-License-Identifier: MulanPSL-2.0
"""Accounts in the administrator's hands: closed, opened again, given a new first password."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fadu.desk import lockout, sign_ins
from fadu.desk.officer import for_administrators, officer_of
from fadu.people import accounts

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
@for_administrators
def change(request: HttpRequest, account_id: int, what: str) -> HttpResponse:
    """Close, reopen, or reset: what was done with an account stands in every case."""
    officer = officer_of(request)
    holder = officer.bureau.officers.filter(account__pk=account_id).select_related("account").first()
    if holder is None or what not in {"close", "reopen", "reset"}:
        raise Http404("没有这个账号。")
    account = holder.account
    if what == "close":
        accounts.close(account, by=officer.account)
        sign_ins.end(account)
        messages.success(request, f"{holder.name}的账号已停用，自此刻起不能登录。")
    elif what == "reopen":
        accounts.reopen(account)
        messages.success(request, f"{holder.name}的账号已重新启用。")
    else:
        made = secrets.token_urlsafe(9)
        accounts.reset_password(account, made)
        sign_ins.end(account)
        lockout.forgive(account.username)
        messages.success(
            request,
            f"{holder.name}的一次性密码是 {made}（只显示这一次）；本人凭它登录一次并须先修改，且会被告知重设之事。",
        )
    return redirect("desk:bureau")
