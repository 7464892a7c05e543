# SPDX-License-Identifier: MulanPSL-2.0
"""What it costs to start: commands as a person types them, and the proof of each procedure, in seconds of processor time."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.measure import Result
from fadu.procedure.checker import check_library
from fadu.procedure.library import for_checking

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 5
#: command -> seconds it may take, once something was remembered
COMMANDS = {
    "--help": 0.3,
    "limit penalty/defence --from 2022-01-28": 0.3,
    "procedure list": 1.0,
    "procedure check complaint": 1.0,
    "figures 2022": 1.0,
    "ledger root": 1.0,
}


def run() -> Iterator[Result]:
    """Each command in a home of its own, then each edition without any memory."""
    with tempfile.TemporaryDirectory(prefix="fadu-bench-start-") as folder:
        home = Path(folder)
        _seconds(home, "procedure list")  # what is remembered is remembered now
        for words, goal in COMMANDS.items():
            yield _result(f"fadu {words}", goal, median(_seconds(home, words) for _ in range(ROUNDS)))
    slowest, where = max(_proofs())
    yield _result("the slowest edition proved anew", 0.5, slowest, where)


def _result(name: str, goal: float, taken: float, note: str = "") -> Result:
    return Result(section="9", name=f"{name}, s", goal=goal, ratio=taken, better="less", note=note)


def _seconds(home: Path, words: str) -> float:
    """Seconds the processor works for one command, its start included."""
    environment = {**os.environ, "FADU_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "fadu", *words.split()], env=environment, capture_output=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def _proofs() -> Iterator[tuple[float, str]]:
    """Seconds to prove each edition, all of a proof's supports named; nothing is remembered where no folder is set."""
    reports = check_library(for_checking())
    while True:
        began = time.process_time()
        report = next(reports, None)
        if report is None:
            return
        yield time.process_time() - began, f"{report.title} {report.edition}"
