# SPDX-License-Identifier: MulanPSL-2.0
"""An administrator given back to a bureau that nobody can keep any more: by two persons at the server, each with their own password.

Whoever handled cases hands these posts back with it. It is no back door: it asks for two whose posts may confirm each other's proposals anyway, and works only while nobody else can
administer the bureau from a page. Whose account it is, is told of the new password as of every reset.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.people import accounts, administration, keepers, selectors, services
from fadu.people.passwords import one_time
from fadu.people.rules import confirming_posts, posts_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.people.models import Account, Officer


@transaction.atomic
def give_back(username: str, *, by: Sequence[tuple[str, str]], reason: str) -> str:
    """Make the holder of an account an administrator who can sign in, and return the password that opens the account once.

    ``by``: account and password of the two. Raises KeeperError for anybody who may not, or where somebody else administers;
    BadInputError without a reason or such an account.
    """
    if not reason.strip():
        raise BadInputError(expected="理由", got="（空）", where="--reason", remedy="写明经过，供以后查明")
    account = selectors.account_of(username) if selectors.account_exists(username) else None
    officer = account.officer if account else None
    if account is None or officer is None or (officer.until is not None and officer.until < clock.today()):
        raise BadInputError(
            expected="在任人员的账号", got=username, where="账号", remedy="核对账号；离任的不能再任管理员"
        )
    persons = keepers.confirmers(by)
    if str(officer.pk) in {person["officer"] for person in persons}:
        raise keepers.KeeperError("不能由本人为自己办理。须由另外两人一起办理。")
    now = clock.now()
    if accounts.has_administrator(officer.bureau, now, beside=officer):
        raise keepers.KeeperError("本机关另有能登录的系统管理员，请由其在“本机关”页面办理，不用这个命令。")
    with administration.kept_by_program("fadu administrator"):
        made = _made(account, reason.strip())
        named = "、".join(f"{person['name']}（{person['account']}）" for person in persons)
        administration.enter(
            officer.bureau_id,
            "administrator_given_back",
            f"经{named}在服务器上一起办理，{officer.name}任系统管理员并重设密码，理由：{reason.strip()}",
            row=f"account:{account.pk}",
            persons=persons,
        )
    return made


def _made(account: Account, reason: str) -> str:
    """Post, open account and new password of the holder."""
    officer, now = account.officer, clock.now()
    if accounts.ADMINISTRATOR not in selectors.whole_posts(officer, now):
        _freed(officer, reason)
        services.appoint(
            officer=officer,
            post=accounts.ADMINISTRATOR,
            start=now,
            document=reason,
            department=officer.department,
        )
    if not account.is_active:
        accounts.reopen(account)
    made = one_time(16)
    accounts.reset_password(account, made)
    return made


def _freed(officer: Officer, reason: str) -> None:
    """End what the person holds of the posts that nobody holds beside an administrator's: there is nobody else to end them.

    A post whose holders confirm is left, and the appointment refused: then another person is to be chosen.
    """
    now = clock.now()
    ending = posts_apart(accounts.ADMINISTRATOR) - confirming_posts()
    for held in selectors.appointments_at(now).filter(officer=officer, post__in=ending, start__lt=now):
        services.end_appointment(appointment=held, end=now, document=reason)
