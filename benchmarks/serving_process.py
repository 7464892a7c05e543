# SPDX-License-Identifier: MulanPSL-2.0
"""Signs officers in on the home the environment names, or asks a running site as so many people who wait for each answer."""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from typing import Any

#: accounts of the demo's bureau, in turn, who press at the same time
ACCOUNTS = (
    "juzhang",
    "fenguan",
    "fazhi",
    "shenhe",
    "chuangkou",
    "xukekezhang",
    "dengji",
    "duizhang",
)


def main() -> None:
    """`sessions` prints a cookie and the address of a case for each account; `ask PORT SECONDS` reads who asks for what as JSON
    from its input, and prints the milliseconds of every answer and how many bytes came.
    """
    if sys.argv[1] == "sessions":
        print(json.dumps(sessions()))
    else:
        print(json.dumps(ask(int(sys.argv[2]), float(sys.argv[3]), json.load(sys.stdin))))


def sessions() -> list[dict[str, str]]:
    """A session of each account, and the fullest case it may read."""
    import django

    django.setup()
    from django.conf import settings
    from django.db.models import Count
    from django.test import Client

    from fadu.cases.reading.sight import visible_to
    from fadu.kernel import clock
    from fadu.people.models import Account

    made = []
    for account in Account.objects.filter(username__in=ACCOUNTS).order_by("username"):
        client = Client()
        client.force_login(account, backend="fadu.people.backend.AccountBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        read = visible_to(account.officer, clock.now()).annotate(acts_=Count("acts")).order_by("-acts_")
        case = read.first()
        made.append(
            {
                "cookie": f"{settings.SESSION_COOKIE_NAME}={session}",
                "case": f"/case/{case.pk}/" if case else "/",
            }
        )
    return made


def ask(port: int, seconds: float, people: list[dict[str, str]]) -> dict[str, Any]:
    """The answers that so many people get who each ask again as soon as the answer is there."""
    until, answers, sizes = time.perf_counter() + seconds, [], []
    threads = [threading.Thread(target=_one, args=(port, until, person, answers, sizes)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"ms": sorted(answers), "bytes": max(sizes, default=0)}


def _one(port: int, until: float, person: dict[str, str], answers: list[float], sizes: list[int]) -> None:
    headers = {"Cookie": person["cookie"], "Accept-Encoding": "gzip", "Host": f"127.0.0.1:{port}"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.perf_counter() < until:
        began = time.perf_counter()
        connection.request("GET", person["address"], headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (person["address"], answer.status)
        assert answer.headers["Content-Encoding"] == "gzip"
        answers.append(1000 * (time.perf_counter() - began))
        sizes.append(len(body))
    connection.close()


if __name__ == "__main__":
    main()
