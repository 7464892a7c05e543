# SPDX-License-Identifier: MulanPSL-2.0
"""Who may change the key that signs the ledger, or destroy one that seals: at the machine, but by name, with the password of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel import clock
from fadu.kernel.errors import FaduError
from fadu.people import accounts, selectors
from fadu.people.rules import confirming_posts
from fadu.people.rules import posts as titles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ADMINISTRATOR, HEAD = "administrator", "bureau_head"


class KeeperError(FaduError):
    """不能这样办理。"""

    code = "keeper"


def administrator(username: str, password: str) -> dict[str, str]:
    """The administrator of that account, as entered. Raises KeeperError."""
    return _keeper(username, password, (ADMINISTRATOR,))


def two(given: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """An administrator and the head of the highest bureau, as entered: two persons. Raises KeeperError."""
    persons = [_keeper(username, password, (ADMINISTRATOR, HEAD)) for username, password in given]
    if len({person["officer"] for person in persons}) != 2 or {person["post"] for person in persons} != {
        ADMINISTRATOR,
        HEAD,
    }:
        raise KeeperError("须由管理员和机关主要负责人两人一起办理；所给的不是这样两个人。")
    return persons


def confirmers(given: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Two persons of the highest bureau in posts that confirm, as entered; administrators are none of them. Raises KeeperError."""
    wanted = tuple(sorted(confirming_posts() - {ADMINISTRATOR}))
    persons = [_keeper(username, password, wanted) for username, password in given]
    if len({person["officer"] for person in persons}) != 2:
        raise KeeperError("须由两人一起办理；所给的是同一个人。")
    return persons


def _keeper(username: str, password: str, posts: Sequence[str]) -> dict[str, str]:
    account = selectors.account_of(username) if selectors.account_exists(username) else None
    if account is None or not account.is_active or not account.check_password(password):
        raise KeeperError(f"账号“{username}”或其密码不对，或者账号已经停用。")
    if not accounts.is_as_entered(account):
        raise KeeperError(
            f"账号“{username}”的登记与账本不符，不能用它办理。请先运行 fadu ledger verify 查明。"
        )
    if not accounts.is_settled(account):
        raise KeeperError(f"账号“{username}”的密码是别人设的。请本人先登录一次，另设密码。")
    officer = account.officer
    held = (
        selectors.appointments_at(clock.now())
        .filter(officer=officer, post__in=posts, officer__bureau__parent=None)
        .order_by("post")
        .values_list("post", flat=True)
        .first()
    )
    if officer is None or held is None:
        raise KeeperError(f"账号“{username}”现在不任{_named(posts)}，不能办理此事。")
    return {"account": username, "officer": str(officer.pk), "name": officer.name, "post": held}


_NAMES: Mapping[str, str] = {ADMINISTRATOR: "管理员", HEAD: "机关主要负责人"}


def _named(posts: Sequence[str]) -> str:
    return "或".join(_NAMES.get(post) or titles()[post] for post in posts)
