# SPDX-License-Identifier: MulanPSL-2.0
"""Who guesses waits longer and longer; whose account is guessed at goes on working; where a request comes from is not said by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory, override_settings
from tests.desk.signing_in import PASSWORD, text_of

from fadu.desk.client_address import address_of
from fadu.desk.lockout import ACCOUNT, ADDRESS, PAIR
from fadu.kernel import clock
from fadu.people.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("lived")]
HERE, THERE = "10.0.0.5", "203.0.113.9"


class Times:
    """The moment at which django-axes believes to be."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, tzinfo=clock.LEGAL_TIME)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: int) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Times:
    moment = Times()
    monkeypatch.setattr("axes.handlers.proxy.now", moment)
    return moment


@pytest.fixture(autouse=True)
def _passwords_are_compared_at_once(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Each real comparison takes a good part of a second, as it should; here they are counted, not timed."""
    monkeypatch.setattr(Account, "check_password", lambda _, given: given == PASSWORD)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def tried(account: str = "juzhang", password: str = "nicht-dieses", address: str = HERE) -> Any:
    return Client(REMOTE_ADDR=address).post("/sign-in/", {"username": account, "password": password})


def failed(times: int, **where: str) -> list[int]:
    return [tried(**where).status_code for _ in range(times)]


def test_the_fifth_failure_makes_one_wait_a_minute_and_says_until_when_and_who_helps(times: Times) -> None:
    assert failed(4) == [200] * 4

    answer = tried()

    assert answer.status_code == 429
    assert "还有约1分钟" in text_of(answer)
    assert "请本局的系统管理员重设" in text_of(answer)
    assert tried(password=PASSWORD).status_code == 429
    times.pass_by(seconds=61)
    assert tried(password=PASSWORD).status_code == 302


def test_each_further_failure_doubles_the_wait_up_to_half_an_hour(times: Times) -> None:
    failed(5)
    waits = []
    for minutes in (1, 2, 4, 8, 16, 30, 30):
        times.pass_by(minutes=minutes, seconds=1)
        waits.append(text_of(tried()).partition("还有约")[2].partition("分钟")[0])

    assert waits == ["2", "4", "8", "16", "30", "30", "30"]


def test_what_is_tried_while_one_waits_makes_the_wait_no_longer(times: Times) -> None:
    failed(5)
    times.pass_by(seconds=30)
    failed(10)
    times.pass_by(seconds=31)

    assert tried(password=PASSWORD).status_code == 302


def test_failures_at_one_address_lock_nobody_out_at_another(times: Times) -> None:
    failed(40, address=THERE)

    assert tried(password=PASSWORD).status_code == 302


def test_a_flood_from_many_addresses_makes_wait_where_the_account_is_unknown_and_not_at_its_own_desk(
    times: Times,
) -> None:
    tried(password=PASSWORD, address=HERE)
    for number in range(7):
        failed(3, address=f"198.51.100.{number}")

    assert tried(password=PASSWORD, address=THERE).status_code == 429
    assert tried(password=PASSWORD, address=HERE).status_code == 302
    times.pass_by(seconds=61)
    assert tried(password=PASSWORD, address=THERE).status_code == 302


def test_an_address_that_tries_many_accounts_waits_but_not_for_who_works_there(times: Times) -> None:
    tried("zhifa", PASSWORD, HERE)
    for number in range(50):
        tried(f"erfunden{number}", address=HERE)

    assert tried("dengji", PASSWORD, HERE).status_code == 429
    assert tried("zhifa", PASSWORD, HERE).status_code == 302


def test_failures_are_forgotten_after_a_day_and_after_a_success(times: Times) -> None:
    failed(4)
    times.pass_by(hours=25)
    assert failed(4) == [200] * 4
    tried(password=PASSWORD)

    assert failed(4) == [200] * 4


def test_a_reset_by_the_administrator_opens_the_account_at_once(desk_of: Any, times: Times) -> None:
    failed(5, account="zhifa")
    pk = Account.objects.get(username="zhifa").pk
    desk_of("guanli").post(f"/bureau/account/{pk}/reset/")

    assert tried("zhifa").status_code == 200


def test_what_was_typed_as_account_stands_nowhere(times: Times) -> None:
    tried("mein-passwort-im-falschen-feld")

    row = AccessAttempt.objects.latest("pk")
    assert "passwort" not in "".join(str(value) for value in vars(row).values())


def test_the_waits_are_hard_for_one_address_and_soft_for_all() -> None:
    assert PAIR(4) == ACCOUNT(19) == ADDRESS(49) == timedelta()
    assert max(PAIR(n) for n in range(99)) == timedelta(minutes=30)
    assert max(ACCOUNT(n) for n in range(999)) == timedelta(minutes=1)
    assert max(ADDRESS(n) for n in range(999)) == timedelta(minutes=15)


# -- proxies ---------------------------------------------------------------------------------------


PROXIES = (ip_network("10.0.0.7"), ip_network("192.168.1.0/24"), ip_network("::1"))


@pytest.mark.parametrize(
    ("sender", "said", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
        ("10.0.0.7", "", "10.0.0.7"),
        ("10.0.0.7", "1.2.3.4", "1.2.3.4"),
        ("10.0.0.7", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        ("10.0.0.7", "6.6.6.6, 1.2.3.4, 192.168.1.20", "1.2.3.4"),
        ("10.0.0.7", "192.168.1.20", "192.168.1.20"),
        ("10.0.0.7", "1.2.3.4:5678", "1.2.3.4"),
        ("10.0.0.7", "[2001:db8::1]:5678", "2001:db8::1"),
        ("::1", "2001:db8::1", "2001:db8::1"),
        ("::ffff:10.0.0.7", "::ffff:1.2.3.4", "1.2.3.4"),
        ("10.0.0.7", "1.2.3.4, unknown", "10.0.0.7"),
        ("10.0.0.7", "1.2.3.4, <script>", "10.0.0.7"),
        ("", "1.2.3.4", None),
    ],
)
@override_settings(FADU_TRUSTED_PROXIES=PROXIES)
def test_the_client_is_the_right_most_address_that_is_no_proxy_of_ours(
    sender: str, said: str, address: str | None
) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=sender, HTTP_X_FORWARDED_FOR=said)

    assert address_of(request) == address


def test_without_the_setting_nobody_says_where_a_request_comes_from_but_its_sender() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.7", HTTP_X_FORWARDED_FOR="1.2.3.4")

    assert address_of(request) == "10.0.0.7"
