# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever follows a link of the desk comes to a page: no link leads to a refusal, to what only a press opens, or nowhere."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import resolve

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)"')
#: so many addresses of one kind are followed
EACH = 2


def kind_of(address: str) -> tuple[object, ...]:
    """What an address is of: its name, and the words in it that are no numbers."""
    place = resolve(address.split("?")[0])
    words = {key: value for key, value in place.kwargs.items() if isinstance(value, str)}
    return place.url_name, words.get("what"), words.get("fmt")


@pytest.mark.parametrize("account", ["juzhang", "zhifa", "dengji", "jijian", "guanli", "duizhang"])
def test_every_link_that_an_account_is_shown_leads_to_a_page(
    desk_of: Callable[..., Client], account: str
) -> None:
    client, followed, astray = desk_of(account), Counter[object](), []
    waiting = deque([("/", "")])
    while waiting:
        address, shown_on = waiting.popleft()
        kind = kind_of(address)
        if followed[kind] == EACH:
            continue
        followed[kind] += 1
        answer = client.get(address)
        if answer.status_code not in {200, 302}:
            astray.append((shown_on, address, answer.status_code))
        elif answer.status_code == 200 and not answer.streaming and "html" in answer["Content-Type"]:
            waiting += [(unescape(link), address) for link in LINK.findall(answer.content.decode())]

    assert astray == []
    assert len(followed) > 15
