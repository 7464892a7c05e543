# SPDX-License-Identifier: MulanPSL-2.0
"""Records acts on the database the environment names, and repeats the statements it saw through the bare driver."""

from __future__ import annotations

import time
import uuid
from datetime import date, datetime
from statistics import median
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from fadu.cases import services as cases  # noqa: E402
from fadu.kernel.clock import LEGAL_TIME  # noqa: E402
from fadu.people import services as people  # noqa: E402

#: cases, acts each has before the measurement, and acts measured in each
CASES, BEFORE, ACTS = 20, 5, 4


def main() -> None:
    """Print: ratio of the driver's rate, acts a second, statements an act."""
    call_command("migrate", verbosity=0)
    start = datetime(2022, 1, 4, 9, tzinfo=LEGAL_TIME)
    bureau = people.found_bureau(name="测试局", short="测", abbreviation="测", region_code="990102")
    officer = people.hire(bureau=bureau, name="甲", since=date(2020, 1, 1))
    people.appoint(officer=officer, post="window_clerk", start=start, document="任命")
    payload = {"item": "许可", "application_kind": "new", "intake": "window", "received_on": "2022-03-01"}
    at = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
    opened = [
        cases.open_case(kind="licence", bureau=bureau, by=officer, payload=payload, at=at, request_id=uuid.uuid4())
        for _ in range(CASES)
    ]
    for case in opened * BEFORE:
        act(case, officer)
    seen: list[tuple[str, Any]] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        act(opened[0], officer)
    ours, bare = [], []
    for _ in range(ACTS):
        began = time.perf_counter()
        for case in opened:
            act(case, officer)
        ours.append((time.perf_counter() - began) / CASES)
        bare.append(driver(seen))
    print(f"{median(bare) / median(ours):.4f} {1 / median(ours):.1f} {len(seen)}")


def act(case: Any, officer: Any) -> None:
    """The act measured: a note, which writes an act, its ledger entry and every projection."""
    cases.perform(case=case, action="note", by=officer, payload={"text": "记事"}, request_id=uuid.uuid4())


def driver(seen: list[tuple[str, Any]]) -> float:
    """Seconds of the same statements, reads and writes, through the bare driver in one transaction.

    Reads and updates are repeated as they were; an insert has to write a row of its own.
    """
    connection.ensure_connection()
    raw = connection.connection
    statements = [prepared(sql, params) for sql, params in seen if sql.lstrip().upper().startswith(("SELECT", "UPDATE", "INSERT"))]
    other = "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)"
    cursor = raw.cursor()
    began = time.perf_counter()
    for _ in range(CASES):
        with transaction.atomic():
            for sql, params in statements:
                if sql.startswith("INSERT"):
                    cursor.execute(*prepared(other, (uuid.uuid4().hex, "x" * 200, "2022-01-01 00:00:00+00")))
                else:
                    cursor.execute(sql, params)
                if sql.startswith("SELECT"):
                    cursor.fetchall()
    return (time.perf_counter() - began) / CASES


def prepared(sql: str, params: Any) -> tuple[str, Any]:
    """A statement in the driver's own placeholders."""
    if connection.vendor == "sqlite":
        return sql.replace("%s", "?").replace("%%", "%"), tuple(params or ())
    return sql, params


if __name__ == "__main__":
    main()
