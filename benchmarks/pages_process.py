# SPDX-License-Identifier: MulanPSL-2.0
"""Opens the pages of the desk in a home, as one officer: milliseconds of processor time and statements of each."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from statistics import median
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.measure import in_turn  # noqa: E402
from benchmarks.worlds import TODAY  # noqa: E402
from fadu.cases.models import Case  # noqa: E402
from fadu.kernel.clock import LEGAL_TIME, set_to  # noqa: E402
from fadu.people.models import Account  # noqa: E402

#: pages that are the same for every case
PAGES = {"inbox": "/", "search": "/search/?q=食品", "search in vain": "/search/?q=zzz", "done": "/done/"}
#: cases opened of each kind: one of few acts, one of the middle, one of many
SHARES = (0.1, 0.5, 0.9)


def main() -> None:
    """Print what was measured as one line of JSON: page -> [milliseconds, statements]."""
    with set_to(datetime(TODAY.year, TODAY.month, TODAY.day, 9, 30, tzinfo=LEGAL_TIME)):
        print(json.dumps(measured(signed_in(sys.argv[1]))))


def signed_in(account: str) -> Client:
    """A client of the desk; its static files need not be collected."""
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    user = Account.objects.get(username=account)
    client.force_login(user, backend="fadu.people.backend.AccountBackend")
    return client


def measured(client: Client) -> dict[str, Any]:
    """Each page opened several times in turn, when everything that is remembered is remembered."""
    addresses = list(PAGES.values()) + case_pages()
    counts = [statements(client, each) for each in addresses]
    times = in_turn(*[(lambda each=each: opened(client, each), 3) for each in addresses], rounds=5)
    pages = dict(zip(addresses, zip((1000 * t for t in times), counts, strict=True), strict=True))
    cases = [pages[address] for address in addresses[len(PAGES) :]]
    return {
        **{name: pages[address] for name, address in PAGES.items()},
        "case, median": [median(ms for ms, _ in cases), median(n for _, n in cases)],
        "case, worst": [max(ms for ms, _ in cases), max(n for _, n in cases)],
        "cases": len(cases),
    }


def case_pages() -> list[str]:
    """The addresses of cases of every kind, of few and of many acts."""
    keys: list[int] = []
    for kind in Case.objects.order_by("kind").values_list("kind", flat=True).distinct():
        ordered = Case.objects.filter(kind=kind)[:2000].annotate(acts_=Count("acts"))
        ranked = [pk for _, pk in sorted((case.acts_, case.pk) for case in ordered)]
        keys += [ranked[int(share * len(ranked))] for share in SHARES]
    return [f"/case/{pk}/" for pk in dict.fromkeys(keys)]


def opened(client: Client, address: str) -> None:
    """Open a page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def statements(client: Client, address: str) -> int:
    """How often a page asks the database, opened a second time."""
    opened(client, address)
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        opened(client, address)
    return len(asked)


if __name__ == "__main__":
    main()
