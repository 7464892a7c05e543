# SPDX-License-Identifier: MulanPSL-2.0
"""Records acts on the database the environment names, and what carries their guarantees through the bare driver beside them.

What is compared is processor time, of the backend too on PostgreSQL, and without waiting for the disk; how long people wait is
measured by the clock, with the disk. Each round measures both in turn.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from fadu.cases.acts import services as cases  # noqa: E402
from fadu.kernel.clock import LEGAL_TIME  # noqa: E402
from fadu.people import services as people  # noqa: E402
from fadu.people.actors import OfficerActor  # noqa: E402

#: cases, acts each has before the measurement, and rounds measured
CASES, BEFORE, ROUNDS = 20, 5, 9
AT = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
APPLICATION = {"item": "许可", "application_kind": "new", "intake": "window", "received_on": "2022-03-01"}
#: the reads of an act that carry its guarantees: its case, the posts of who acts, the head of the chain (who took which role its acts tell)
READS = ("cases_case", "people_appointment", "ledger_chainhead")


def main() -> None:
    """Print what was measured as one line of JSON."""
    call_command("migrate", verbosity=0)
    bureau = people.found_bureau(name="测试局", short="测", abbreviation="测", region_code="990102")
    officer = people.hire(bureau=bureau, name="甲", since=date(2020, 1, 1))
    people.appoint(officer=officer, post="window_clerk", start=AT - timedelta(days=60), document="任命")
    opened = [received(bureau, officer) for _ in range(CASES)]
    for case in opened * BEFORE:
        note(case, officer)
    other = received(bureau, officer)  # the bare driver has a case of its own
    statements = watched(lambda: note(other, officer))

    def notes() -> None:
        for case in opened:
            note(case, officer)

    waits = [waited(notes) / CASES for _ in range(3)]
    without_disk()
    bare, acts, least = Bare(statements, other.pk), [], []
    for _ in range(ROUNDS):
        acts.append(worked(notes) / CASES)
        least.append(worked(lambda: bare.acts(CASES * 5)) / CASES / 5)
    measured = {
        "statements": len(statements),
        "waited": median(waits),
        "act": median(acts),
        "bare": median(least),
        "ratio": median(a / b for a, b in zip(acts, least, strict=True)),
    }
    print(json.dumps(measured))


def received(bureau: Any, officer: Any) -> Any:
    """A case in which acts are recorded."""
    return cases.open_case(
        kind="licence",
        bureau=bureau,
        by=OfficerActor(officer=officer),
        payload=APPLICATION,
        at=AT,
        request_id=uuid.uuid4(),
    )


def note(case: Any, officer: Any) -> None:
    """The act measured: a note, which writes an act, its ledger entry and every projection."""
    cases.perform(
        case=case,
        action="note",
        by=OfficerActor(officer=officer),
        payload={"text": "记事"},
        at=AT,  # on the day of receipt, on which the law has brought nothing about yet
        request_id=uuid.uuid4(),
    )


# -- the clock and the processor ----------------------------------------------------------------------


def waited(work: Callable[[], object]) -> float:
    """Seconds of one call by the clock."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def worked(work: Callable[[], object]) -> float:
    """Seconds the processor works for one call: here, and in the backend where there is one."""
    backend = backend_of()
    began, there = time.process_time(), spent(backend)
    work()
    return time.process_time() - began + spent(backend) - there


def backend_of() -> int:
    """The process of PostgreSQL that answers this connection; 0 on SQLite."""
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def spent(process: int) -> float:
    """Seconds the processor has worked for a process of this machine."""
    if not process:
        return 0.0
    nanoseconds = Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]
    return int(nanoseconds) / 1e9


def without_disk() -> None:
    """From now on nothing waits for the disk."""
    off = "PRAGMA synchronous=OFF" if connection.vendor == "sqlite" else "SET synchronous_commit TO off"
    with connection.cursor() as cursor:
        cursor.execute(off)


# -- the peer -----------------------------------------------------------------------------------------


def watched(work: Callable[[], object]) -> list[tuple[str, Any]]:
    """The statements of a work."""
    seen: list[tuple[str, Any]] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        work()
    return seen


class Bare:
    """What carries the guarantees of an act, through the bare driver: four reads, compare and set of the case, the act, compare
    and set of the chain's head, the entry with its parts; every row as the act itself wrote it, under a place of its own.
    """

    def __init__(self, statements: list[tuple[str, Any]], case: int) -> None:
        connection.ensure_connection()
        self._cursor = connection.connection.cursor()
        self._reads = [_first(statements, "SELECT", f'FROM "{table}"') for table in READS]
        self._case = _first(statements, "UPDATE", "cases_case")
        self._act = _first(statements, "INSERT", "cases_act")
        self._head = _first(statements, "UPDATE", "ledger_chainhead")
        self._entry = _first(statements, "INSERT", "ledger_ledgerentry")
        self._parts = _first(statements, "INSERT", "ledger_entryparts")
        self._revision, self._key = self._case[1][0], case
        self._seq = self._head[1][0]
        self._hash = self._head[1][1]

    def acts(self, times: int) -> None:
        """So many, each in a transaction of its own."""
        begin = "BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN"
        for _ in range(times):
            self._run(begin, None)
            self._one()
            self._run("COMMIT", None)

    def _one(self) -> None:
        for sql, params in self._reads:
            self._run(sql, params)
            self._cursor.fetchall()
        self._run(self._case[0], [self._revision + 1, self._key, self._revision])
        assert self._cursor.rowcount == 1
        self._run(*_with(self._act, seq=self._seq + 1, request_id=_new_id()))
        self._run(self._head[0], [self._seq + 1, self._hash, self._head[1][2], self._seq, self._hash])
        assert self._cursor.rowcount == 1
        self._run(*_with(self._entry, seq=self._seq + 1, hash=uuid.uuid4().hex * 2))
        self._run(*_with(self._parts, entry_id=self._cursor.fetchone()[0]))
        self._revision, self._seq = self._revision + 1, self._seq + 1

    def _run(self, sql: str, params: Any) -> None:
        if params is None:
            self._cursor.execute(sql)
        else:
            self._cursor.execute(_written(sql), params)


def _first(statements: list[tuple[str, Any]], verb: str, words: str) -> tuple[str, Any]:
    return next((sql, list(params)) for sql, params in statements if sql.startswith(verb) and words in sql)


def _with(statement: tuple[str, Any], **values: Any) -> tuple[str, list[Any]]:
    """An insert with other values in some of its columns."""
    sql, params = statement
    columns = re.findall(r'"(\w+)"', sql[sql.index("(") : sql.index(")")])
    return sql, [
        values.get(column, value) for column, value in zip(columns, params[: len(columns)], strict=True)
    ]


def _new_id() -> Any:
    return uuid.uuid4().hex if connection.vendor == "sqlite" else uuid.uuid4()


def _written(sql: str) -> str:
    """A statement in the driver's own placeholders."""
    return sql.replace("%s", "?").replace("%%", "%") if connection.vendor == "sqlite" else sql


if __name__ == "__main__":
    main()
