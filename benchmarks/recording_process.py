# SPDX-License-Identifier: MulanPSL-2.0
"""Records acts and imports histories on the database the environment names, and the bare driver's work beside them.

Each round measures both in turn, and the medians of the rounds' ratios are told: a disk that others use moves both.
"""

from __future__ import annotations

import json
import time
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from fadu.cases.acts import services as cases  # noqa: E402
from fadu.intake import mapping, taking_in  # noqa: E402
from fadu.intake.histories import History, PastAct  # noqa: E402
from fadu.kernel.clock import LEGAL_TIME  # noqa: E402
from fadu.people import services as people  # noqa: E402
from fadu.people.actors import OfficerActor  # noqa: E402

#: cases, acts each has before the measurement, and rounds measured
CASES, BEFORE, ROUNDS = 20, 5, 9
AT = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
TOLD = {"item": "许可", "application_kind": "new", "intake": "window", "received_on": "2022-03-01"}
PLAN = mapping.load(Path(__file__).resolve().parents[1] / "docs" / "examples" / "receipt-mapping.yaml")
#: the writes of one act without any reading: its case's revision, the act, its entry and the head of its chain
WRITES = (
    "UPDATE cases_case SET revision = revision WHERE id = %s",
    "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)",
    "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)",
    "UPDATE ledger_chainhead SET seq = seq WHERE stream = %s",
)


def main() -> None:
    """Print what was measured as one line of JSON."""
    call_command("migrate", verbosity=0)
    bureau = people.found_bureau(name="测试局", short="测", abbreviation="测", region_code="990102")
    officer = people.hire(bureau=bureau, name="甲", since=date(2020, 1, 1))
    people.appoint(officer=officer, post="window_clerk", start=AT - timedelta(days=60), document="任命")
    opened = [
        cases.open_case(
            kind="licence",
            bureau=bureau,
            by=OfficerActor(officer=officer),
            payload=TOLD,
            at=AT,
            request_id=uuid.uuid4(),
        )
        for _ in range(CASES)
    ]
    for case in opened * BEFORE:
        act(case, officer)
    seen = watched(lambda: act(opened[0], officer))
    acts, bare, imports, single = [], [], [], []
    for place in range(ROUNDS):
        acts.append(seconds(lambda: [act(case, officer) for case in opened]) / CASES)
        bare.append(repeated(seen))
        some = [history(place, n) for n in range(CASES)]
        imports.append(seconds(lambda some=some: take(some, bureau)) / sum(len(h.acts) for h in some))
        single.append(written(opened))
    told = {
        "act": median(b / a for a, b in zip(acts, bare, strict=True)),
        "rate": 1 / median(acts),
        "statements": len(seen),
        "import": median(s / i for i, s in zip(imports, single, strict=True)),
        "import_rate": 1 / median(imports),
    }
    print(json.dumps(told))


def seconds(work: Any) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def act(case: Any, officer: Any) -> None:
    """The act measured: a note, which writes an act, its ledger entry and every projection."""
    cases.perform(
        case=case,
        action="note",
        by=OfficerActor(officer=officer),
        payload={"text": "记事"},
        request_id=uuid.uuid4(),
    )


def history(place: int, number: int) -> History:
    """A past with ten acts, as an import reads it."""
    acts = [PastAct(action="receive", at=AT, day_only=False, payload=TOLD)]
    acts += [
        PastAct(action="note", at=AT + timedelta(days=n), day_only=True, payload={"text": f"记事{n}"})
        for n in range(1, 10)
    ]
    name = f"旧{place}-{number}"
    return History(
        place=number, number=name, title="许可", acts=tuple(acts), parties=(), digest=f"{place}-{number}"
    )


def take(some: list[History], bureau: Any) -> None:
    """Take histories in as the import does: a batch is one transaction."""
    taking_in._take(taking_in.Outcome(), some, PLAN, bureau=bureau, at=AT, progress=lambda *_: None)


def watched(work: Any) -> list[tuple[str, Any]]:
    """The statements of a work."""
    seen: list[tuple[str, Any]] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        work()
    return seen


def repeated(seen: list[tuple[str, Any]]) -> float:
    """Seconds of the same statements of an act, reads and writes, through the bare driver in one transaction.

    Reads and updates are repeated as they were; an insert has to write a row of its own.
    """
    statements = [
        prepared(sql, params)
        for sql, params in seen
        if sql.lstrip().upper().startswith(("SELECT", "UPDATE", "INSERT"))
    ]
    insert = prepared(WRITES[1], ())[0]

    def once(cursor: Any) -> None:
        for sql, params in statements:
            cursor.execute(*((insert, row()) if sql.startswith("INSERT") else (sql, params)))
            if sql.startswith("SELECT"):
                cursor.fetchall()

    return bare_acts(lambda cursor, place: once(cursor), CASES)


def written(opened: list[Any]) -> float:
    """Seconds of one raw transaction an act: its four writes and nothing besides, through the bare driver."""
    statements = [prepared(sql, ())[0] for sql in WRITES]

    def once(cursor: Any, place: int) -> None:
        case = opened[place % CASES]
        for sql, params in zip(statements, ((case.pk,), row(), row(), (f"case:{case.number}",)), strict=True):
            cursor.execute(sql, params)

    return bare_acts(once, CASES * 3)


def bare_acts(once: Any, times: int) -> float:
    """Seconds of one transaction through the bare driver."""
    connection.ensure_connection()
    cursor = connection.connection.cursor()

    def work() -> None:
        for place in range(times):
            with transaction.atomic():
                once(cursor, place)

    return seconds(work) / times


def row() -> tuple[str, str, str]:
    """A row to insert, about as long as an act."""
    return (uuid.uuid4().hex, "x" * 400, "2022-01-01 00:00:00+00")


def prepared(sql: str, params: Any) -> tuple[str, Any]:
    """A statement in the driver's own placeholders."""
    if connection.vendor == "sqlite":
        return sql.replace("%s", "?").replace("%%", "%"), tuple(params or ())
    return sql, params


if __name__ == "__main__":
    main()
