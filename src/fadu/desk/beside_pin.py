# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever stands beside a colleague shows who he is on that device: by his confirming PIN, or by his password. Nobody is signed in by it.

Wrong ones count and make one wait as at the sign-in, those of the PIN by themselves: who guesses at it locks nobody out of his desk.
After so many the PIN confirms nothing until its holder sets it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed

from fadu.desk import lockout
from fadu.people import accounts, pins
from fadu.people.accounts import AccountError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fadu.people.models import Account

#: so many wrong PINs within a day, from wherever, and it is locked
MOST = 10


def show_who(request: HttpRequest, account: Account, typed: str) -> None:
    """Nothing, where what was typed is the holder's own. Raises AccountError, PinError."""
    if not accounts.is_as_entered(account) or not accounts.is_settled(account):
        raise AccountError("此账号的密码还不是本人设定的，不能用来确认。请本人先登录并修改密码。")
    if not account.is_active:
        raise AccountError("此账号已经停用，不能用来确认。")
    if pins.looks_like_one(typed):
        _by_pin(request, account, typed)
    elif authenticate(request, username=account.username, password=typed) is None:
        raise AccountError("密码不对，没有确认。请由本人核对大小写后再输入；连续五次不对须等一会儿再试。")


def _by_pin(request: HttpRequest, account: Account, typed: str) -> None:
    name = counted_as(account)
    if lockout.failures_of(name) >= MOST:
        raise AccountError(
            f"确认口令已经输错{MOST}次，锁定了。请由本人输入登录密码确认，或者登录后重新设定确认口令。"
        )
    if pins.pin_of(account) is None:
        raise AccountError(
            "此人没有设定确认口令。请由本人输入登录密码；本人登录后按右上角的姓名，在“账号安全”中可以设定确认口令。"
        )
    if not AxesProxyHandler.is_allowed(request, {"username": name}):
        raise AccountError("确认口令连续输错，暂时锁定。请稍等再试，或者由本人输入登录密码。")
    if not pins.is_right(account, typed):
        user_login_failed.send(sender=__name__, credentials={"username": name}, request=request)
        raise AccountError("确认口令不对，没有确认。请由本人再输入；连续输错的须等待，输错十次即锁定。")


def forgive(account: Account) -> None:
    """Its holder has set it anew: what was guessed before counts no more."""
    lockout.forgive(counted_as(account))


def counted_as(account: Account) -> str:
    """As whom wrong PINs of an account are counted: not as its sign-in; no account has a name with such a beginning."""
    return f"pin\0{account.username}"
