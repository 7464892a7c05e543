# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau of a few officers with one penalty case, whose officers sit at the desk: for tests."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from django.test import Client
from lives import begun

import static_files
from fadu.kernel import clock
from fadu.people import services as people
from fadu.people.models import Account

if TYPE_CHECKING:
    from django.http import HttpResponse
    from lives import Life

    from fadu.cases.models import Case

BACKEND = "fadu.people.backend.AccountBackend"
PASSWORD = "Yi-ge-hao-mima-9"
#: what a filing says
FACTS = {
    "suspected_violation": "销售超过保质期的食品",
    "verification_result": "属实",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    "violation_continues": True,
}


def founded() -> Life:
    """The bureau with its case, and the files its pages need."""
    static_files.collect()
    return begun()


def browser(life: Life, who: str) -> Client:
    """A browser in which an officer of the bureau is signed in."""
    officer, client = life.officers[who], Client()
    if not Account.objects.filter(officer=officer).exists():
        people.open_account(username=who, password=PASSWORD, officer=officer)
    client.force_login(Account.objects.get(officer=officer), backend=BACKEND)
    return client


def sent(life: Life, client: Client, address: str, data: dict[str, object] | None = None) -> HttpResponse:
    """The answer to a press, or to a page asked for, at the moment at which the case stands."""
    with clock.set_to(life.now):
        return client.get(address) if data is None else client.post(address, data)


def page(life: Life, client: Client, address: str, data: dict[str, object] | None = None) -> str:
    """The page that answers."""
    answer = sent(life, client, address, data)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def form_of(case: Case, action: str) -> str:
    """The address of the form of an act."""
    return f"/case/{case.pk}/do/{action}/"


def filled_in(text: str) -> dict[str, list[str]]:
    """What a browser would send of the form on a page as it was shown: by name of the input."""
    form = text.partition('id="the-form"')[2].partition("</form>")[0]
    said: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or "checked" in tag):
            said.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name, body in re.findall(r'<textarea name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        said[name] = [unescape(body.removeprefix("\n"))]
    for name, body in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        said[name] = re.findall(r'<option value="([^"]*)"[^>]*selected', body)
    return said
