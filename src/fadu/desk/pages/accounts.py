# SPDX-License-Identifier: MulanPSL-2.0
"""Accounts in the administrator's hands: closed, opened again, given a new first password; each asked once, with what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from fadu.desk import following, lockout, sign_ins
from fadu.desk.officer import for_administrators, officer_of
from fadu.kernel import clock
from fadu.people import accounts
from fadu.people.passwords import one_time

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fadu.people.models import Account, Officer

_TITLES = {"close": "停用账号", "reopen": "启用账号", "reset": "重设密码"}


@for_administrators
def change(request: HttpRequest, account_id: int, what: str) -> HttpResponse:
    """Close, reopen, or reset: asked for, it says what follows; pressed, it is done. What was done with an account stands in every case."""
    officer = officer_of(request)
    holder = (
        officer.bureau.officers.filter(account__pk=account_id).select_related("account", "bureau").first()
    )
    if holder is None or what not in _TITLES:
        raise Http404("没有这个账号。")
    if request.method != "POST":
        context = {
            "title": f"{_TITLES[what]}：{holder.account.username}（{holder.name}）",
            "follows": _follows(holder.account, what),
            "button": _TITLES[what],
            "back_to": reverse("desk:officer", args=[holder.pk]),
        }
        return render(request, "desk/confirm.html", context)
    messages.success(request, _done(holder, what, officer))
    return redirect("desk:officer", holder.pk)


def _follows(account: Account, what: str) -> list[str]:
    if what == "close":
        return following.of_closing(account, clock.now())
    if what == "reopen":
        return ["可以用原来的密码登录，岗位照现在的任职。"]
    return [
        "原密码不能再登录；系统给出一次性密码，只显示一次。本人凭它登录一次并须先修改，且会被告知由谁重设。"
    ]


def _done(holder: Officer, what: str, by: Officer) -> str:
    account = holder.account
    if what == "close":
        accounts.close(account, by=by.account)
        sign_ins.end(account)
        return f"{holder.name}的账号已停用，自此刻起不能登录。"
    if what == "reopen":
        accounts.reopen(account)
        return f"{holder.name}的账号已重新启用。"
    made = one_time()
    accounts.reset_password(account, made)
    sign_ins.end(account)
    lockout.forgive(account.username)
    return f"{holder.name}的一次性密码是 {made}（只显示这一次）；本人凭它登录一次并须先修改，且会被告知重设之事。"
