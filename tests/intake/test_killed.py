# SPDX-License-Identifier: MulanPSL-2.0
"""An import killed with -9 goes on where it stopped; what it leaves is what one undisturbed run leaves."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.json_shapes import SHAPES, misfits

ROWS = 500


def fadu(home: Path, *words: str) -> subprocess.Popen[str]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {
        "FADU_HOME": str(home),
        "FADU_ADMIN_PASSWORD": "correct-horse-battery",
        "DJANGO_SETTINGS_MODULE": "fadu.assembly.settings",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "fadu", *words],
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def done(home: Path, *words: str) -> str:
    output, complaint = (process := fadu(home, *words)).communicate(timeout=240)
    assert process.returncode == 0, complaint
    return output


@pytest.fixture
def home(tmp_path: Path) -> Path:
    done(tmp_path / "home", "init", "--name", "清河市场监管局", "--abbreviation", "清", "--region", "370000")
    return tmp_path / "home"


@pytest.fixture
def words(tmp_path: Path, mapping_file: Path, sheet: Any, row: Any) -> tuple[str, ...]:
    return (
        "import",
        "penalty",
        str(sheet([row(n) for n in range(1, ROWS + 1)])),
        "--mapping",
        str(mapping_file),
        "--json",
    )


def cases_in(home: Path) -> int:
    [database] = home.glob("*.sqlite3")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM cases_case").fetchone()[0])


def killed_half_way(home: Path, words: tuple[str, ...]) -> int:
    """Start the import, kill it when its first batch is in, and say how many cases it left."""
    process, waited = fadu(home, *words), time.monotonic()
    while cases_in(home) == 0 and process.poll() is None and time.monotonic() - waited < 120:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    return cases_in(home)


def test_a_killed_import_goes_on_and_ends_as_if_nothing_had_happened(
    home: Path, words: tuple[str, ...]
) -> None:
    left = killed_half_way(home, words)

    summary = json.loads(done(home, *words[:-1], "--json"))

    assert list(misfits(SHAPES["fadu import KIND FILE"], summary)) == []
    assert 0 < left < ROWS
    assert (summary["read"], summary["imported"], summary["unchanged"]) == (ROWS, ROWS - left, left)
    assert cases_in(home) == ROWS
    assert "相符" in done(home, "ledger", "verify")
