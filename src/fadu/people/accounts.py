# SPDX-License-Identifier: MulanPSL-2.0
"""Accounts: a password somebody else chose is changed at the first sign-in; an account is closed, never deleted.

Whether the password is the holder's own stands in the account and in the ledger: so an account opened or reset by an
administrator is told from one in its holder's hands, and the change is not put off by signing out. A reset password opens the
account once. The holder is told of a reset: at every sign-in for a while, and when the old password is tried.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from fadu.kernel import clock
from fadu.kernel.chinese_dates import chinese_moment
from fadu.kernel.errors import BadInputError, FaduError
from fadu.ledger import mark_checks
from fadu.people import administration, second_person, selectors
from fadu.people.models import Account, PasswordReset
from fadu.people.proof import body_of, record

if TYPE_CHECKING:
    from datetime import datetime

    from fadu.people.models import Bureau, Officer

#: for so long each sign-in gives notice of a reset, and the password before it is known again
NOTICE_FOR = timedelta(days=30)
ADMINISTRATOR = "administrator"


class AccountError(FaduError):
    """账号不能这样办理。"""

    code = "account"


#: columns of an account by which it opens
_OPENS = ("username", "password", "is_active", "is_own_password", "officer_id")


def is_as_entered(account: Account) -> bool:
    """Whether what opens an account is what this program entered of it last.

    A password changed in the database for a moment, and put back, would leave acts in the holder's name and nothing to name.
    """
    last = mark_checks.newest(f"account:{account.pk}")
    body = body_of(account)
    return last is not None and all(last.body.get(name) == body[name] for name in _OPENS)


def is_settled(account: Account) -> bool:
    """Whether the password is the holder's own."""
    return account.is_own_password


@transaction.atomic
def settle(account: Account) -> None:
    """The password that somebody else typed in was the holder's choice."""
    account.is_own_password = True
    account.save(update_fields=["is_own_password"])
    record(account)


@transaction.atomic
def change_password(account: Account, password: str) -> None:
    """The holder chooses a password. Raises BadInputError where it is too weak, or the old one again."""
    if account.check_password(password):
        raise AccountError("新密码与原密码相同。请另设一个。")
    _set(account, password, is_own=True)
    enter(account, "password", f"本人修改密码：{account.username}")


@transaction.atomic
def reset_password(account: Account, password: str) -> None:
    """An administrator sets a password that opens the account once; the holder changes it then, and is told."""
    before = account.password
    _set(account, password, is_own=False)
    now, keeper = clock.now(), administration.keeper()
    for past in account.resets.filter(at__lt=now - NOTICE_FOR).exclude(before="").order_by("pk"):
        past.before = ""
        past.save(update_fields=["before"])
        record(past)
    reset = PasswordReset.objects.create(
        account=account,
        at=now,
        by=keeper.officer.name if keeper.officer else keeper.program,
        before=before,
    )
    record(reset)
    enter(account, "reset", f"重设密码：{account.username}")


def is_spent(account: Account) -> bool:
    """Whether the password is one that was set by an administrator and has opened the account already."""
    last = account.resets.order_by("-at", "-pk").first()
    return not is_settled(account) and last is not None and last.used_at is not None


@transaction.atomic
def spend(account: Account) -> None:
    """The account was opened with the password an administrator set: it opens it no more."""
    for reset in account.resets.filter(used_at=None).order_by("pk"):
        reset.used_at = clock.now()
        reset.save(update_fields=["used_at"])
        record(reset)


def reset_notices(account: Account) -> list[str]:
    """The notices at sign-in of passwords that somebody else set lately."""
    since = clock.now() - NOTICE_FOR
    return [_notice(reset) for reset in account.resets.filter(at__gte=since).order_by("at", "pk")]


def reset_behind(username: str, password: str) -> str:
    """What is told to whoever tries a password that was theirs before an administrator reset it; empty for all others."""
    since = clock.now() - NOTICE_FOR
    resets = PasswordReset.objects.filter(account__username=username, at__gte=since).exclude(before="")
    return next(
        (_notice(reset) for reset in resets.order_by("-at") if check_password(password, reset.before)), ""
    )


def _notice(reset: PasswordReset) -> str:
    return f"您的密码于{chinese_moment(reset.at)}由{reset.by}重设。不是您要求的，请立即告诉本局的纪检人员。"


def _set(account: Account, password: str, *, is_own: bool) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise BadInputError(
            expected="足够强的密码", got="（所给的密码）", where="密码", remedy="；".join(error.messages)
        ) from error
    account.set_password(password)
    account.is_own_password = is_own
    account.save(update_fields=["password", "is_own_password"])


def close(account: Account, *, by: Account) -> None:
    """The account signs in no more, from this moment; what was done with it stands.

    Where the holder's post is ended by two, it is ended first.
    """
    if account.pk == by.pk:
        raise AccountError("不能停用自己的账号。请由另一位管理员办理。")
    officer = account.officer
    if officer and (why := _ended_by_two(officer)):
        raise second_person.SecondPersonError(
            f"{officer.name}的岗位须由两人任免（{why}），其账号不能由一人停用。请先提请终止其任职，经第二人确认后再停用；密码可能泄露的，先重设密码。"
        )
    if (
        officer
        and _administers(officer)
        and not has_administrator(officer.bureau, clock.now(), beside=officer)
    ):
        raise AccountError(
            f"{officer.name}是本机关唯一能登录的系统管理员，不能停用其账号。请先为另一位系统管理员开立账号。"
        )
    shut(account, "停用")


@transaction.atomic
def shut(account: Account, why: str) -> None:
    """The account signs in no more."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    enter(account, "closed", f"停用账号：{account.username}（{why}）")


@transaction.atomic
def reopen(account: Account) -> None:
    """The account may sign in again."""
    account.is_active = True
    account.save(update_fields=["is_active"])
    enter(account, "reopened", f"启用账号：{account.username}")


def has_administrator(bureau: Bureau, at: datetime, *, beside: Officer) -> bool:
    """Whether somebody beside an officer administers a bureau at a moment and from then on, and can sign in."""
    held = selectors.appointments_at(at).filter(post=ADMINISTRATOR, officer__bureau=bureau)
    lasting = held.filter(Q(end=None), Q(officer__until=None), officer__account__is_active=True)
    return lasting.exclude(kind="delegated").exclude(officer=beside).exists()


def _ended_by_two(officer: Officer) -> str:
    reasons = (
        second_person.reason(officer, post, start=None)
        for post in sorted(selectors.whole_posts(officer, clock.now()))
    )
    return next(filter(None, reasons), "")


def _administers(officer: Officer) -> bool:
    return ADMINISTRATOR in selectors.whole_posts(officer, clock.now())


def enter(account: Account, what: str, words: str) -> None:
    """Enter an account as it now stands, and what was done with it, in the caller's transaction."""
    record(account)
    officer: Any = account.officer
    about = f"，{officer.name}" if officer else ""
    administration.enter(
        officer.bureau_id if officer else None,
        f"account_{what}",
        f"{words}{about}",
        row=f"account:{account.pk}",
    )
