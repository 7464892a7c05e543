# SPDX-License-Identifier: MulanPSL-2.0
"""The demo bureau lives through the services alone: the same seed gives the same year, whole and lawful."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCALE = "0.05"


def fadu(home: Path, *words: str) -> Any:
    """A command of Fadu in a home of its own, on SQLite; what it printed as JSON."""
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"FADU_HOME": str(home)}
    ended = subprocess.run([sys.executable, "-m", "fadu", *words, "--json"], env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr + ended.stdout[-2000:]
    return json.loads(ended.stdout)


def figures(home: Path) -> dict[str, Any]:
    """Code -> value and the cases behind it."""
    told = fadu(home, "figures", "2022")
    return {f["code"]: (f["value"], f["records"]) for f in (told if isinstance(told, list) else told["figures"])}


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    first, second = (tmp_path_factory.mktemp(name) for name in ("one", "two"))
    for home in (first, second):
        fadu(home, "demo", "--year", "2022", "--seed", "5", "--scale", SCALE)
    return first, second


def test_the_same_seed_gives_the_same_figures_from_the_same_cases(homes: tuple[Path, Path]) -> None:
    assert figures(homes[0]) == figures(homes[1])


def test_the_year_it_lives_leaves_a_ledger_that_verifies(homes: tuple[Path, Path]) -> None:
    assert fadu(homes[0], "ledger", "verify") == []


def test_a_bureau_that_is_there_is_not_overwritten(homes: tuple[Path, Path]) -> None:
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"FADU_HOME": str(homes[0])}
    ended = subprocess.run([sys.executable, "-m", "fadu", "demo"], env=env, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "已有机关的资料" in ended.stderr
