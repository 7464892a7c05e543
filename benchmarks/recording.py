# SPDX-License-Identifier: MulanPSL-2.0
"""Recording an act through `perform`, against the bare driver's statements that carry its guarantees, on both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]


def run() -> Iterator[Result]:
    """One process for each database, since Django is set up once."""
    sys.path.insert(0, str(ROOT / "tests"))
    from postgres import serve

    yield from measured("SQLite", {})
    with serve() as url:
        yield from measured("PostgreSQL", {"DATABASE_URL": url})


def measured(name: str, more: dict[str, str]) -> Iterator[Result]:
    """The ratios on one database."""
    with tempfile.TemporaryDirectory() as home:
        env = {
            **os.environ,
            "FADU_HOME": home,
            "DJANGO_SETTINGS_MODULE": "fadu.assembly.settings",
            "PYTHONPATH": str(ROOT / "src"),
            **more,
        }
        if not more:
            env.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "benchmarks.recording_process"]
        costs = json.loads(
            subprocess.run(
                command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True
            ).stdout.splitlines()[-1]
        )
    yield Result(
        section="recording",
        name=f"statements of a note, {name}",
        goal=15,
        ratio=costs["statements"],
        better="less",
        must=True,
    )
    yield Result(
        section="recording",
        name=f"a note vs the statements that carry its guarantees, {name}",
        goal=9,
        ratio=costs["ratio"],
        better="less",
        note=f"{costs['bare'] * 1e3:.2f} ms by the bare driver, every row as the act writes it",
    )
    yield Result(
        section="recording",
        name=f"a note, ms of processor time, {name}",
        goal=3.5,
        ratio=costs["act"] * 1e3,
        better="less",
        note="client and backend together" if more else "",
    )
    yield Result(
        section="recording",
        name=f"a note as people wait for it, ms, {name}",
        ratio=costs["waited"] * 1e3,
        note="by the clock, with the disk",
    )
