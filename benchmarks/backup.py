# SPDX-License-Identifier: MulanPSL-2.0
"""What a backup costs: microseconds of processor time a row, memory, and how long a writer beside it ever waits."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALE = 0.1
#: how often the entries of the ledger are there again, under other streams
COPIES = 60
WORDS = "eine Losung nur zum Messen"


def run() -> Iterator[Result]:
    """A small year whose ledger is there many times over, backed up while another connection writes."""
    from django.core.management import call_command

    from fadu.demo import year
    from fadu.people import backup

    call_command("migrate", verbosity=0, interactive=False)
    year.live(year=2022, seed=1, scale=SCALE, password=WORDS)
    _multiply()
    with tempfile.TemporaryDirectory(prefix="fadu-bench-backup-") as folder:
        rows, taken = _timed(Path(folder) / "first")
        yield Result(
            section="backup",
            name="backup, microseconds of processor time a row",
            goal=15,
            ratio=taken / rows * 1e6,
            better="less",
            note=f"{rows} rows, reading back and both derivations of the key included",
        )
        tracemalloc.start()
        backup.write(Path(folder) / "second", WORDS)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        yield Result(
            section="backup",
            name="backup, most memory of Python, MB",
            goal=32,
            ratio=peak / 1e6,
            better="less",
        )
        yield Result(
            section="backup",
            name="longest wait of a writer beside a backup, ms",
            goal=250,
            ratio=_longest_wait(Path(folder) / "third") * 1e3,
            better="less",
            note="on SQLite, by the clock; the old way held every writer up for the whole of it",
        )


def _timed(path: Path) -> tuple[int, float]:
    from fadu.people import backup

    began = time.process_time()
    rows = backup.write(path, WORDS)
    return sum(rows.values()), time.process_time() - began


def _multiply() -> None:
    """Entries of the ledger once more under another stream, as rows are of a bureau that is so much older."""
    from django.db import connection

    from fadu.ledger.models import LedgerEntry

    names = [f.column for f in LedgerEntry._meta.concrete_fields if f.column not in {"id", "stream", "place"}]
    columns = ", ".join(names)
    with connection.cursor() as cursor:
        for copy in range(COPIES):
            cursor.execute(
                f"INSERT INTO ledger_ledgerentry (stream, {columns}) SELECT stream || '#{copy}', {columns} "
                "FROM ledger_ledgerentry WHERE stream NOT LIKE '%%#%%'"
            )


def _longest_wait(path: Path) -> float:
    """Seconds the slowest of many small writes took while a backup was made."""
    from django.db import connection

    from fadu.people import backup

    waits: list[float] = []
    done = threading.Event()

    def write() -> None:
        beside = sqlite3.connect(connection.settings_dict["NAME"], timeout=60, isolation_level=None)
        while not done.is_set():
            began = time.perf_counter()
            beside.execute("BEGIN IMMEDIATE")
            beside.execute("UPDATE people_party SET name = name WHERE id = 1")
            beside.execute("COMMIT")
            waits.append(time.perf_counter() - began)
            time.sleep(0.002)
        beside.close()

    writer = threading.Thread(target=write)
    writer.start()
    backup.write(path, WORDS)
    done.set()
    writer.join()
    return max(waits)
