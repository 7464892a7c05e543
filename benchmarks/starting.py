# SPDX-License-Identifier: MulanPSL-2.0
"""What it costs to start: commands as a person types them, and the proof of each procedure, in seconds of processor time."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from statistics import median
from typing import TYPE_CHECKING

from benchmarks import worlds
from benchmarks.measure import Result
from fadu.procedure.checker import check_library
from fadu.procedure.library import for_checking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
    """Each command in the home of the demo, then each edition without any memory."""
    home = worlds.copied(worlds.demo()[0])
    _seconds(home, "procedure list")  # what is remembered is remembered now
    for words, goal in COMMANDS.items():
        yield _result(f"fadu {words}", goal, median(_seconds(home, words) for _ in range(ROUNDS)))
    with tempfile.TemporaryDirectory(prefix="fadu-bench-bytecode-") as nowhere:
        bare = _seconds(home, "ledger root", PYTHONPYCACHEPREFIX=nowhere, PYTHONDONTWRITEBYTECODE="1")
    yield Result(
        section="starting",
        name="fadu ledger root where no bytecode is kept, that of Django included, s",
        ratio=bare,
        note="the installation compiles what it installs, so this happens to nobody who installed by `make`",
    )
    slowest, where = max(_proofs())
    yield _result("the slowest edition proved anew", 0.5, slowest, where)


def _result(name: str, goal: float, taken: float, note: str = "") -> Result:
    return Result(section="starting", name=f"{name}, s", goal=goal, ratio=taken, better="less", note=note)


def _seconds(home: Path, words: str, **variables: str) -> float:
    """Seconds the processor works for one command, its start included."""
    environment = worlds.environment(home) | variables
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
