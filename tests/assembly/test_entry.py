# SPDX-License-Identifier: MulanPSL-2.0
"""The command itself: what it lists, what it imports to do so, and what it keeps between runs."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from fadu.assembly.entry import help_of, names
from fadu.assembly.home import memories


@pytest.mark.parametrize("name", sorted(names()))
def test_the_help_line_is_read_in_the_source(name: str) -> None:
    assert help_of(names()[name]) == import_module(names()[name]).HELP


def fadu(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a home, and let Python say what it imports."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "FADU_KINDS")}
    environment = {
        **kept,
        "FADU_HOME": str(home),
        "XDG_CACHE_HOME": str(home.parent / "xdg"),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "fadu", *words],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def imported(done: subprocess.CompletedProcess[str]) -> set[str]:
    """The modules a run imported."""
    return {
        line.rpartition("|")[2].strip()
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }


def test_the_list_of_commands_imports_none_of_them(tmp_path: Path) -> None:
    done = fadu(tmp_path / "home", "--help")

    assert done.returncode == 0
    assert "procedure" in done.stdout
    assert {
        name for name in imported(done) if name.startswith(("fadu.cli.", "fadu.law", "django", "yaml"))
    } == {"fadu.cli.arguments", "fadu.cli.arguments.parser"}


def test_a_limit_needs_neither_django_nor_procedures(tmp_path: Path) -> None:
    done = fadu(tmp_path / "home", "limit", "penalty/defence", "--from", "2022-01-28")

    assert done.stdout.startswith("2022-02-09")
    assert not {name for name in imported(done) if name.startswith(("django", "fadu.procedure"))}


def test_a_list_of_procedures_needs_no_django(tmp_path: Path) -> None:
    done = fadu(tmp_path / "home", "procedure", "list")

    assert "complaint\t2026-04-15" in done.stdout
    assert not {name for name in imported(done) if name.startswith("django")}


def test_what_was_read_is_kept_in_the_home_and_read_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "keys").mkdir(mode=0o700, parents=True)
    first = fadu(home, "procedure", "show", "complaint")
    kept = {path.name: path.stat().st_mtime_ns for path in (home / "cache").glob("*.memory")}
    second = fadu(home, "procedure", "show", "complaint")

    assert kept
    assert {path.name: path.stat().st_mtime_ns for path in (home / "cache").glob("*.memory")} == kept
    assert second.stdout == first.stdout


def test_without_a_home_it_is_kept_in_the_cache_of_the_user_and_no_home_is_made(tmp_path: Path) -> None:
    home = tmp_path / "home"

    assert fadu(home, "limit", "penalty/defence", "--from", "2022-01-28").returncode == 0

    assert not home.exists()
    assert list((tmp_path / "xdg" / "fadu").glob("*.memory"))


def test_what_cannot_be_kept_is_worked_out_each_time(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "cache").write_text("no folder", encoding="utf-8")
    (tmp_path / "xdg").write_text("no folder", encoding="utf-8")

    done = fadu(home, "limit", "penalty/defence", "--from", "2022-01-28")

    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "2022-02-09")


def test_nothing_is_ever_kept_beside_the_program() -> None:
    source = Path(import_module("fadu").__path__[0]).resolve()

    assert not any(source in (folder, *folder.parents) for folder in memories())
