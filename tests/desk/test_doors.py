# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever has the database alone signs in as nobody: neither by a session read or copied there, nor by a password put there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from fadu.ledger import mark_checks
from fadu.ledger.models import EntryParts
from fadu.people import accounts, keepers
from fadu.people import services as people
from fadu.people.models import Account, Bureau
from fadu.storage import triggers

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
OWN, PUT = "Qing-He-Da-Dui-7", "Bie-ren-de-mima-8"


@pytest.fixture
def account(administrator: Client) -> Account:
    (bureau,) = Bureau.objects.all()
    officer = people.hire(bureau=bureau, name="李某", since=date(2022, 1, 1))
    opened = people.open_account(username="limou", password=OWN, officer=officer)
    accounts.settle(opened)
    Session.objects.all().delete()
    return opened


def signed_in(password: str = OWN) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/sign-in/", {"username": "limou", "password": password})


def by_hand(statement: str, *values: object) -> None:
    triggers.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    triggers.install()


# -- sessions --------------------------------------------------------------------------------------


def test_a_session_goes_on_over_requests_and_ends_with_signing_out(account: Account) -> None:
    client, answer = signed_in()

    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/").status_code == 302
    assert Session.objects.filter(session_key=client.cookies["sessionid"].value).count() == 0


def test_no_cookie_stands_in_the_database(account: Account) -> None:
    client, _ = signed_in()
    row = Session.objects.get()

    assert client.cookies["sessionid"].value not in (row.session_key, row.session_data)
    thief = Client()
    thief.cookies["sessionid"] = row.session_key
    assert thief.get("/")["Location"].startswith("/sign-in/")


def test_a_session_copied_under_another_key_says_nothing(account: Account) -> None:
    holder, _ = signed_in()
    stolen = Session.objects.get()
    own, _ = signed_in()
    row = Session.objects.exclude(pk=stolen.pk).get()
    Session.objects.filter(pk=row.pk).update(session_data=stolen.session_data)

    assert holder.get("/").status_code == 200
    assert own.get("/")["Location"].startswith("/sign-in/")


def test_a_session_kept_past_its_time_in_the_database_has_ended_all_the_same(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = signed_in()
    row = Session.objects.get()
    Session.objects.update(expire_date=row.expire_date + timedelta(days=365))
    now = row.expire_date.timestamp() + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: now)

    assert client.get("/")["Location"].startswith("/sign-in/")


# -- passwords -------------------------------------------------------------------------------------


def test_a_password_put_into_the_database_opens_nothing(account: Account) -> None:
    by_hand("UPDATE people_account SET password = %s", make_password(PUT))

    client, answer = signed_in(PUT)

    assert "此账号的登记与账本不符" in answer.content.decode()
    assert client.get("/")["Location"].startswith("/sign-in/")
    with pytest.raises(keepers.KeeperError, match="登记与账本不符"):
        keepers.administrator("limou", PUT)


def test_nor_does_one_whose_entry_was_changed_with_it(account: Account) -> None:
    before = EntryParts.objects.filter(entry__stream=f"account:{account.pk}").latest("entry__seq")
    account.password = make_password(PUT)
    digest = accounts.body_of(account)["password"]
    by_hand("UPDATE people_account SET password = %s", account.password)
    old = before.main.split('"password":"')[1].split('"')[0]
    by_hand(
        "UPDATE ledger_entryparts SET main = %s WHERE entry_id = %s",
        before.main.replace(old, digest),
        before.pk,
    )

    assert "此账号的登记与账本不符" in signed_in(PUT)[1].content.decode()
    assert mark_checks.newest(f"account:{account.pk}") is None


def test_an_account_closed_or_another_persons_in_the_entry_is_not_opened_by_a_row(account: Account) -> None:
    accounts.shut(account, "离任")
    by_hand("UPDATE people_account SET is_active = %s", True)

    assert "此账号的登记与账本不符" in signed_in()[1].content.decode()
