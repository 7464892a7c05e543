# SPDX-License-Identifier: MulanPSL-2.0
"""Eight operating-system processes on one database, one killed with -9: numbers, chains and requests stay whole."""

from __future__ import annotations

import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from counter import complain, registrar
from django.db import connection

from fadu.cases.models import Act, Case
from fadu.ledger import sequencing, verification

PROCESSES, EACH = 8, 6

CHILD = """
import sys, uuid
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
sys.path.insert(0, sys.argv[2])
from counter import complain
from fadu.people.models import Officer
clerk = Officer.objects.select_related("bureau", "department").get(pk=int(sys.argv[3]))
print("ready", flush=True)
sys.stdin.readline()
for request in sys.argv[4:]:
    print(complain(clerk, uuid.UUID(request)).number, flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_eight_processes_and_one_killed_leave_gapless_numbers_whole_chains_and_one_act_a_request() -> None:
    clerk = registrar()
    work = [[str(uuid.uuid4()) for _ in range(EACH)] for _ in range(PROCESSES)]
    work[1] = work[0]  # two processes carry the same requests
    name = str(connection.settings_dict["NAME"])
    here = str(Path(__file__).parent)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, name, here, str(clerk.pk), *requests],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for requests in work
    ]
    for child in running:
        assert child.stdout is not None
        assert child.stdin is not None
        assert child.stdout.readline() == "ready\n", child.stderr.read() if child.stderr else ""
    for child in running:
        child.stdin.write("go\n")  # type: ignore[union-attr]
        child.stdin.flush()  # type: ignore[union-attr]
    victim = running[-1]
    victim.stdout.readline()  # type: ignore[union-attr]
    victim.kill()
    for child in running[:-1]:
        _, wrong = child.communicate(timeout=120)
        assert child.returncode == 0, wrong
    victim.communicate(timeout=30)

    for request in work[-1]:  # what the killed one carried is carried to its end by another
        complain(clerk, uuid.UUID(request))

    wanted = {request for requests in work for request in requests}
    kept = [str(one) for one in Act.objects.filter(action="register").values_list("request_id", flat=True)]
    numbers = sorted(
        int(number.split("〕")[1].rstrip("号")) for number in Case.objects.values_list("number", flat=True)
    )
    assert sorted(kept) == sorted(wanted)
    assert numbers == list(range(1, len(wanted) + 1))
    sequencing.sequence()
    assert verification.verify() == []
