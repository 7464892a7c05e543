# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau nobody can administer any more gets an administrator back by two persons, each with their own password, and by nobody alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.ledger import verification
from fadu.people import accounts, administration, founding, giving_back, keepers, selectors
from fadu.people import services as people
from fadu.people.appointing import AppointmentError
from fadu.people.models import Account, Bureau

pytestmark = pytest.mark.django_db
PASSWORD = "Qing-He-Da-Dui-7"
REASON = "唯一的管理员调离，账号停用"


def keeper(bureau: Bureau, name: str, post: str, username: str) -> Any:
    officer = people.hire(bureau=bureau, name=name, since=clock.today())
    people.appoint(
        officer=officer, post=post, start=datetime(2022, 1, 1, tzinfo=LEGAL_TIME), document="清人1号"
    )
    account = people.open_account(username=username, password=PASSWORD, officer=officer)
    accounts.settle(account)
    return officer


@pytest.fixture
def bureau() -> Bureau:
    """A bureau with a head and a discipline officer, whose only administrator's account was closed in the database."""
    founded = founding.found(
        name="清河市市场监督管理局",
        short="清河局",
        abbreviation="清",
        region_code="370000",
        code="",
        admin="guanli",
        admin_name="管理员",
        password=PASSWORD,
    )
    keeper(founded, "钱局", "bureau_head", "juzhang")
    keeper(founded, "纪某", "discipline_officer", "jijian")
    accounts.shut(Account.objects.get(username="guanli"), "停用")
    return founded


def give_back(*by: str, to: str = "guanli", password: str = PASSWORD, reason: str = REASON) -> str:
    return giving_back.give_back(to, by=[(name, password) for name in by], reason=reason)


def test_two_persons_give_an_administrator_back_who_can_sign_in_and_is_told(bureau: Bureau) -> None:
    made = give_back("juzhang", "jijian")

    account = Account.objects.get(username="guanli")
    assert account.is_active
    assert account.check_password(made)
    assert not accounts.is_settled(account)
    assert accounts.reset_notices(account)
    (done, *_) = administration.done_lately(bureau, clock.today(), 1)
    assert (
        done.words
        == f"经钱局（juzhang）、纪某（jijian）在服务器上一起办理，管理员任系统管理员并重设密码，理由：{REASON}"
    )
    assert verification.verify() == []


def test_somebody_else_is_made_administrator_where_the_former_one_is_gone(bureau: Bureau) -> None:
    keeper(bureau, "新某", "case_handler", "xinmou")

    give_back("juzhang", "jijian", to="xinmou")

    officer = Account.objects.get(username="xinmou").officer
    assert selectors.whole_posts(officer, clock.now()) == {"administrator"}


def test_a_head_is_not_made_administrator_beside_it(bureau: Bureau) -> None:
    keeper(bureau, "赵副", "deputy_head", "fenguan")

    with pytest.raises(AppointmentError, match="不能同时任“系统管理员”"):
        give_back("juzhang", "jijian", to="fenguan")


def test_one_person_twice_or_a_wrong_password_gives_nothing_back(bureau: Bureau) -> None:
    with pytest.raises(keepers.KeeperError, match="同一个人"):
        give_back("juzhang", "juzhang")
    with pytest.raises(keepers.KeeperError, match="密码不对"):
        give_back("juzhang", "jijian", password="wrong")
    assert not Account.objects.get(username="guanli").is_active


def test_somebody_whose_post_confirms_nothing_is_none_of_the_two(bureau: Bureau) -> None:
    keeper(bureau, "办某", "case_handler", "banmou")

    with pytest.raises(keepers.KeeperError, match="现在不任"):
        give_back("juzhang", "banmou")


def test_nobody_makes_themselves_administrator(bureau: Bureau) -> None:
    with pytest.raises(keepers.KeeperError, match="本人"):
        give_back("juzhang", "jijian", to="jijian")


def test_while_another_administrator_can_sign_in_it_is_done_on_the_page(bureau: Bureau) -> None:
    keeper(bureau, "新某", "administrator", "xinmou")

    with pytest.raises(keepers.KeeperError, match="另有能登录的系统管理员"):
        give_back("juzhang", "jijian")


def test_without_a_reason_nothing_is_given_back(bureau: Bureau) -> None:
    with pytest.raises(BadInputError, match="理由"):
        give_back("juzhang", "jijian", reason=" ")
