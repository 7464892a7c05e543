# SPDX-License-Identifier: MulanPSL-2.0
"""The tutorial is walked through as it stands: each command is run, in order, and prints what the page says."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorial").glob("*.md"))
BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def commands(page: str) -> Iterator[tuple[str, str]]:
    """Each command of a page with what it must print."""
    for block in BLOCK.findall(page):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = step.partition("\n")
            yield command, expected


@pytest.fixture
def walk(tmp_path: Path) -> dict[str, str]:
    """A folder with a home of its own, the example scripts and the verifier, and `fadu` on the path."""
    for file in [*(ROOT / "docs" / "examples").glob("*.py"), *(ROOT / "verifiers").glob("*.py")]:
        shutil.copy(file, tmp_path)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    unset = {"DATABASE_URL", "FADU_WITNESS", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return {
        **kept,
        "PATH": path,
        "FADU_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT / "src"),
    }


def printed(command: str, folder: Path, env: dict[str, str]) -> str:
    """What a command of the page prints, errors included."""
    ended = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    return ended.stdout + ended.stderr


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda p: p.stem)
def test_a_tutorial_prints_what_it_says(page: Path, tmp_path: Path, walk: dict[str, str]) -> None:
    checker = doctest.OutputChecker()
    runs = [
        (command, expected, printed(command, tmp_path, walk))
        for command, expected in commands(page.read_text("utf-8"))
    ]
    wrong = [
        f"$ {command}\n应为：\n{expected}\n实为：\n{actual}"
        for command, expected, actual in runs
        if not checker.check_output(expected.replace("…", "..."), actual, FLAGS)
    ]

    assert wrong == []


def test_the_tutorials_have_commands_to_run() -> None:
    assert any(list(commands(page.read_text("utf-8"))) for page in TUTORIALS)
