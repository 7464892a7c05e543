# SPDX-License-Identifier: MulanPSL-2.0
"""Signing in as people do, in two steps where there are two."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from fadu.kernel import clock, totp
from fadu.people import second_factor
from fadu.people.models import Account

PASSWORD = "qing-he-2022-desk"


def text_of(answer: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def signed_in(account: str, password: str = PASSWORD, **options: Any) -> tuple[Client, Any]:
    """A browser and the answer to account and password."""
    client = Client(**options)
    return client, client.post("/sign-in/", {"username": account, "password": password})


def code_now(secret: bytes, *, ahead: int = 0) -> str:
    """What a telephone shows now, or so many half minutes from now."""
    return totp.code_of(secret, totp.step_at(clock.now() - clock.shifted()) + ahead)


def with_a_telephone(account: str) -> tuple[bytes, list[str]]:
    """The secret on the telephone of an account that has put on a second factor a while ago, and the recovery codes."""
    holder = Account.objects.get(username=account)
    sealed = second_factor.new_secret(holder)
    secret = second_factor.opened(sealed)
    codes = second_factor.put_on(holder, sealed, code_now(secret, ahead=-1))
    return secret, codes
