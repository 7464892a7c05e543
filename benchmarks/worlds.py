# SPDX-License-Identifier: MulanPSL-2.0
"""Worlds of many cases, each built once a run in a home of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: years a world has lived; its cases are spread evenly over them
YEARS = range(2018, 2023)
#: share of the last year's cases that are still open
OPEN = 0.05
#: the day it is in a world
TODAY = date(2023, 1, 12)


@cache
def home(cases: int) -> Path:
    """The home of a world of so many cases on SQLite, built when it is first asked for and taken away at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"fadu-world-{cases}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    run("benchmarks.world_process", str(cases), home=folder)
    return folder


def run(module: str, *words: str, home: Path) -> str:
    """What a module prints, in a process of its own on the SQLite of a home."""
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    env |= {
        "FADU_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "fadu.assembly.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
