# SPDX-License-Identifier: MulanPSL-2.0
"""§3: recording an act through `perform`, against the bare driver repeating the same statements, on both databases."""

from __future__ import annotations

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

    yield one("SQLite", {})
    with serve() as url:
        yield one("PostgreSQL", {"DATABASE_URL": url})


def one(name: str, more: dict[str, str]) -> Result:
    """The ratio on one database."""
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "FADU_HOME": home, "DJANGO_SETTINGS_MODULE": "fadu.assembly.settings", "PYTHONPATH": str(ROOT / "src"), **more}
        if not more:
            env.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "benchmarks.recording_process"]
        told = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout
    ratio, rate, statements = told.strip().splitlines()[-1].split()
    note = f"{float(rate):.0f} acts a second, {statements} statements an act"
    return Result(section="3", name=f"perform vs the bare driver's rate, {name}", goal=0.25, ratio=float(ratio), note=note)
