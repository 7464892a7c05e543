# SPDX-License-Identifier: MulanPSL-2.0
"""Worlds of many cases and the demo's bureau, each built once a run in a home of its own."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: years a world has lived; its cases are spread evenly over them
YEARS = range(2018, 2023)
#: share of the last year's cases that are still open
OPEN = 0.05
#: the day it is in a world
TODAY = date(2023, 1, 12)
#: how much of its business the demo's bureau does here
SCALE = 0.2


@cache
def home(cases: int) -> Path:
    """The home of a world of so many cases on SQLite, built when it is first asked for and taken away at the end.

    ``FADU_BENCH_WORLDS`` names a folder in which worlds are kept, for measuring the same one again.
    """
    return _made(f"world-{cases}", "benchmarks.world_process", str(cases))[0]


@cache
def demo() -> tuple[Path, dict[str, Any]]:
    """The home of the demo's bureau after its year, and what its life cost."""
    folder, printed = _made("demo", "benchmarks.demo_process", str(SCALE))
    return folder, json.loads(printed)


def _made(name: str, module: str, *words: str) -> tuple[Path, str]:
    """A home that a module makes in a process of its own, and the last line it printed."""
    kept = os.environ.get("FADU_BENCH_WORLDS", "")
    folder = Path(kept) / name if kept else Path(tempfile.mkdtemp(prefix=f"fadu-{name}-"))
    printed = folder / "printed"
    if not kept:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if not printed.exists():
        folder.mkdir(parents=True, exist_ok=True)
        line = run(module, *words, home=folder).splitlines()[-1]
        printed.write_text(line, encoding="utf-8")
    return folder, printed.read_text(encoding="utf-8")


def copied(folder: Path) -> Path:
    """A home of its own that is the same, for what changes it."""
    place = Path(tempfile.mkdtemp(prefix="fadu-copy-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    shutil.copytree(folder, place, dirs_exist_ok=True)
    return place


def environment(folder: Path) -> dict[str, str]:
    """The environment of a process on the SQLite of a home."""
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return env | {
        "FADU_HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "fadu.assembly.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONWARNINGS": "ignore:No directory at",
    }


def run(module: str, *words: str, home: Path) -> str:
    """What a module prints, in a process of its own on the SQLite of a home."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(home), check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout
