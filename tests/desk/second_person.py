# SPDX-License-Identifier: MulanPSL-2.0
"""Somebody beside the administrator who may confirm, and what they press: for tests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.test import Client

from fadu.kernel.clock import LEGAL_TIME
from fadu.people import accounts
from fadu.people import services as people
from fadu.people.models import Account, Bureau, ProposedSetting

PASSWORD = "Qing-He-Da-Dui-7"
LONG_AGO = datetime(2022, 1, 1, tzinfo=LEGAL_TIME)


def second(username: str = "jijian", post: str = "discipline_officer") -> Client:
    """A browser of a second person who holds a post since long ago, set up by a program, with a password of their own."""
    officer = people.hire(bureau=Bureau.objects.get(), name="纪某", since=date(2022, 1, 1))
    people.appoint(officer=officer, post=post, start=LONG_AGO, document="清局发〔2022〕1号")
    accounts.settle(people.open_account(username=username, password=PASSWORD, officer=officer))
    client = Client()
    client.force_login(Account.objects.get(username=username), backend="fadu.people.backend.AccountBackend")
    return client


def settled(client: Client, **decision: str) -> Any:
    """The answer to a press on the page of confirmations, with everything ticked that waits."""
    waiting = [str(pk) for pk in ProposedSetting.objects.filter(decided_at=None).values_list("pk", flat=True)]
    return client.post("/confirmations/settings/", {"setting": waiting, **(decision or {"confirm": "1"})})
