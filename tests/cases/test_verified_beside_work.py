# SPDX-License-Identifier: MulanPSL-2.0
"""The whole database is verified beside a site that goes on writing: always an answer, never an error, nothing said wrongly."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from counter import complain, registrar

from fadu.assembly.entry import main

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20

#: notes, new cases with new parties, files and heads, one after the other until nobody listens; each is counted aloud
CHILD = """
import sys, uuid
sys.path.insert(0, sys.argv[4])
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from counter import complain
from fadu.cases.acts import services
from fadu.cases.errors import StaleRevisionError
from fadu.cases.models import Case
from fadu.ledger import sequencing
from fadu.people.parties import register_party
from fadu.people.actors import OfficerActor
from fadu.people.models import Officer
from fadu.records import services as records
clerk = Officer.objects.get(pk=int(sys.argv[2]))
case = Case.objects.get(pk=int(sys.argv[3]))
place = 0
while True:
    place += 1
    services.perform(case=case, action="note", by=OfficerActor(officer=clerk), payload={"text": str(place)}, request_id=uuid.uuid4())
    if place % 3 == 0:
        register_party(kind="person", name=f"某{place}", phone="13800000000")
        complain(clerk, uuid.uuid4())
    if place % 5 == 0:
        records.store(name=f"{place}.txt", content=str(place).encode())
        sequencing.sequence()
    print(place, flush=True)
"""


@contextmanager
def a_busy_site(clerk: Any, case: Any) -> Iterator[subprocess.Popen[str]]:
    """A process that keeps writing, from its first act on."""
    from django.db import connection

    name, here = str(connection.settings_dict["NAME"]), str(Path(__file__).parent)
    writer = subprocess.Popen(
        [sys.executable, "-c", CHILD, name, str(clerk.pk), str(case.pk), here],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert writer.stdout.readline() == "1\n", writer.stderr.read()  # type: ignore[union-attr]
        yield writer
    finally:
        writer.kill()
        writer.communicate(timeout=30)


def test_verify_answers_twenty_times_beside_a_site_that_writes(
    capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    from fadu.ledger import sequencing
    from fadu.ledger.models import LedgerEntry

    settings.FADU_WITNESS = ""
    clerk = registrar()
    case = complain(clerk, uuid.uuid4())
    sequencing.sequence()
    sizes, answers = [], []
    with a_busy_site(clerk, case) as writer:
        for _ in range(TIMES):
            capsys.readouterr()
            answers.append((main(["ledger", "verify", "--json"]), json.loads(capsys.readouterr().out)))
            sizes.append(LedgerEntry.objects.count())
        assert writer.poll() is None, writer.stderr.read()  # type: ignore[union-attr]

    assert answers == [(0, [])] * TIMES
    assert sizes[-1] > sizes[0], "the site wrote while it was verified"
