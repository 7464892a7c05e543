# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers stay gapless when processes and threads take them at once, some failing, one killed."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

import fadu

pytestmark = pytest.mark.own_database
SOURCES = str(Path(fadu.__path__[0]).parent)
START = "import os, sys, django; django.setup()\n"
PREPARE = f"""{START}
from fadu.storage import schema
schema.prepare()
from fadu.people.services import found_bureau
print(found_bureau(name="临水区局", short="临水局", abbreviation="临", region_code="990102").pk)
"""
TAKE = f"""{START}
from concurrent.futures import ThreadPoolExecutor
from django.db import connections, transaction
from fadu.records.services import next_number

def take(index):
    try:
        with transaction.atomic():
            text = next_number(bureau_id=int(sys.argv[1]), series="notice", year=2022, abbreviation="临",
                               pattern="{{abbreviation}}罚〔{{year}}〕{{serial}}号")
            if index % 5 == 4:
                raise LookupError
        print(text, flush=True)
    except LookupError:
        pass
    finally:
        connections.close_all()

with ThreadPoolExecutor(2) as pool:
    list(pool.map(take, range(20)))
"""
READ = f"""{START}
from fadu.ledger.verification import checked
from fadu.records.models import IssuedNumber
for number in IssuedNumber.objects.order_by("serial"):
    print(number.serial, number.text)
assert not list(checked()), list(checked())
"""


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a fresh database of the kind the tests run on."""
    base = {**os.environ, "FADU_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join([SOURCES, *sys.path])}
    base.setdefault("DJANGO_SETTINGS_MODULE", "fadu.assembly.settings")
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        yield base
        return
    import psycopg

    name = f"fadu_race_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield {**base, "DATABASE_URL": _named(address, name)}
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _named(address: str, name: str) -> str:
    head, mark, query = address.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{mark}{query}"


def run(code: str, environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_numbers_are_gapless_across_processes_and_threads_with_failures_and_a_kill(
    own_database: dict[str, str],
) -> None:
    bureau = run(PREPARE, own_database).strip()
    command = [sys.executable, "-c", TAKE, bureau]
    takers = [
        subprocess.Popen(command, env=own_database, stdout=subprocess.PIPE, text=True) for _ in range(5)
    ]
    assert takers[0].stdout is not None
    takers[0].stdout.readline()
    takers[0].kill()
    said = [taker.communicate(timeout=120)[0].split() for taker in takers]
    assert [taker.returncode for taker in takers[1:]] == [0, 0, 0, 0]
    rows = [line.split() for line in run(READ, own_database).splitlines()]
    assert [int(serial) for serial, _ in rows] == list(range(1, len(rows) + 1))
    given = [text for part in said[1:] for text in part]
    assert len(given) == len(set(given)) == 4 * 16
    assert set(given) <= {text for _, text in rows}


def test_the_race_is_run_on_the_database_of_this_run() -> None:
    assert (connection.vendor == "postgresql") == bool(os.environ.get("DATABASE_URL"))
