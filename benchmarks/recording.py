# SPDX-License-Identifier: MulanPSL-2.0
"""§3: recording an act through `perform`, against the bare driver repeating the same statements, on both databases."""

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
        told = json.loads(
            subprocess.run(
                command, cwd=ROOT, env=env, check=True, capture_output=True, text=True
            ).stdout.splitlines()[-1]
        )
    yield Result(
        section="3",
        name=f"perform vs the bare driver's rate, {name}",
        goal=0.25,
        ratio=told["act"],
        note=f"{told['statements']} statements an act, {told['rate']:.0f} acts a second here",
    )
    yield Result(
        section="3",
        name=f"import vs one raw transaction an act, {name}",
        goal=2,
        ratio=told["import"],
        note=f"{told['import_rate']:.0f} acts a second here, ten to a history, with every row that follows",
    )
