# SPDX-License-Identifier: MulanPSL-2.0
"""The second step of a sign-in: the password was right, the account is not opened yet; and what counts as a guess beside the door.

Between the two steps the session names the account and the password it had, for ten minutes. A wrong code is counted as a
wrong password is, so whoever has the password alone waits longer and longer.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.utils.crypto import constant_time_compare

from fadu.people import second_factor
from fadu.people import selectors as people

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fadu.people.models import Account

#: the input of the second step, and what the session holds of the first
CODE, PENDING = "code", "first_step"
#: seconds between the steps
LASTS = 600


def hold(request: HttpRequest, account: Account) -> None:
    """Keep that the first step was made."""
    request.session[PENDING] = [account.pk, account.get_session_auth_hash(), time.time()]


def held(request: HttpRequest) -> Account | None:
    """Whose first step was made a moment ago, with the password that still is theirs; None where nobody's was."""
    pk, password, at = request.session.get(PENDING) or (None, "", 0.0)
    if pk is None or time.time() - at > LASTS:
        return None
    account = people.account_by_key(pk)
    if account is None or not account.is_active:
        return None
    is_same = constant_time_compare(password, account.get_session_auth_hash())
    return account if is_same else None


def may_try(request: Any, account: Account) -> bool:
    """Whether a code or a password is looked at now; where not, the answer is that one waits, and until when."""
    if AxesProxyHandler.is_allowed(request, {"username": account.username}):
        return True
    request.axes_locked_out = True
    request.axes_credentials = {"username": account.username}
    return False


def count_failure(request: HttpRequest, account: Account) -> None:
    """A code or a password was wrong."""
    user_login_failed.send(sender=__name__, credentials={"username": account.username}, request=request)


def is_right_code(request: HttpRequest, account: Account, code: str) -> bool:
    """Whether the code opens the account; a wrong one is counted."""
    if not may_try(request, account):
        return False
    if second_factor.is_right(account, code):
        return True
    count_failure(request, account)
    return False


def is_right_password(request: HttpRequest, account: Account, password: str) -> bool:
    """Whether it is the holder's password, asked again before something grave; a wrong one is counted."""
    if not may_try(request, account):
        return False
    if account.check_password(password):
        return True
    count_failure(request, account)
    return False
