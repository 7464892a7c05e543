# SPDX-License-Identifier: MulanPSL-2.0
"""Accounts: a password somebody else chose is changed at the first sign-in; an account is closed, never deleted.

``last_login`` stays empty until the holder has a password of their own: so an account opened or reset by an administrator is
told from one in its holder's hands, and the holder cannot put the change off by signing out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError, FaduError

if TYPE_CHECKING:
    from fadu.people.models import Account


class AccountError(FaduError):
    """账号不能这样办理。"""

    code = "account"


def is_settled(account: Account) -> bool:
    """Whether the password is the holder's own."""
    return account.last_login is not None


def settle(account: Account) -> None:
    """The password is the holder's own from now on."""
    account.last_login = clock.now()
    account.save(update_fields=["last_login"])


def change_password(account: Account, password: str) -> None:
    """The holder chooses a password. Raises BadInputError where it is too weak, or the old one again."""
    if account.check_password(password):
        raise AccountError("新密码与原密码相同。请另设一个。")
    _set(account, password)
    settle(account)


def reset_password(account: Account, password: str) -> None:
    """An administrator sets a password; the holder changes it at the next sign-in."""
    _set(account, password)
    account.last_login = None
    account.save(update_fields=["last_login"])


def _set(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise BadInputError(
            expected="足够强的密码", got="（所给的密码）", where="密码", remedy="；".join(error.messages)
        ) from error
    account.set_password(password)
    account.save(update_fields=["password"])


def close(account: Account, *, by: Account) -> None:
    """The account signs in no more, from this moment; what was done with it stands."""
    if account.pk == by.pk:
        raise AccountError("不能停用自己的账号。请由另一位管理员办理。")
    account.is_active = False
    account.save(update_fields=["is_active"])


def reopen(account: Account) -> None:
    """The account may sign in again."""
    account.is_active = True
    account.save(update_fields=["is_active"])
