# SPDX-License-Identifier: MulanPSL-2.0
"""Verifies the whole of a world, checks its cases, and gives new entries their places, on the home the environment names."""

from __future__ import annotations

import json
import sys
import tracemalloc
from datetime import datetime
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.measure import seconds  # noqa: E402
from benchmarks.worlds import TODAY  # noqa: E402
from fadu.cases.models import Case  # noqa: E402
from fadu.kernel import clock  # noqa: E402
from fadu.kernel.clock import LEGAL_TIME, set_to  # noqa: E402
from fadu.ledger import services as ledger  # noqa: E402
from fadu.ledger import verification  # noqa: E402
from fadu.ledger.models import LedgerEntry  # noqa: E402
from fadu.ledger.sequencing import sequence  # noqa: E402
from fadu.oversight.checking import check  # noqa: E402
from fadu.people.models import Bureau  # noqa: E402

#: entries that wait for their places in one measurement of the sequencer
NEW = 1_000
WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN IMMEDIATE")


def main() -> None:
    """Print what was asked for as one line of JSON: `whole` (verify and check) or `sequencer`."""
    with set_to(datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=LEGAL_TIME)):
        print(json.dumps(whole() if sys.argv[1] == "whole" else sequencer()))


def whole() -> dict[str, Any]:
    """Milliseconds a case to verify everything and to check every case; whether verifying wrote; its memory."""
    bureau, cases = Bureau.objects.get(), Case.objects.count()
    with CaptureQueriesContext(connection) as asked:
        problems = verification.verify()
    assert not problems, problems[:3]
    written = [q["sql"] for q in asked.captured_queries if q["sql"].lstrip().upper().startswith(WRITES)]
    verified = seconds(verification.verify, 1)
    tracemalloc.start()
    verification.verify()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {
        "cases": cases,
        "verify": 1e3 * verified / cases,
        "written": len(written),
        "memory": peak / 1e6,
        "check": 1e3 * seconds(lambda: list(check(bureau)), 1) / cases,
    }


def sequencer() -> dict[str, Any]:
    """Milliseconds to give new entries their places, and how many there were before."""
    before, taken = LedgerEntry.objects.count(), []
    for turn in range(5):
        for place in range(NEW):
            ledger.append(stream=f"measured:{turn}/{place}", kind="measured", body={}, at=clock.now())
        taken.append(seconds(sequence, 1))
    return {"before": before, "ms": 1e3 * sorted(taken)[2]}


if __name__ == "__main__":
    main()
