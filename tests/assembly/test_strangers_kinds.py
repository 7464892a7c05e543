# SPDX-License-Identifier: MulanPSL-2.0
"""A kind of case somebody else wrote lives like those that come with the program: found, proved, opened, counted."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STRANGERS = Path(__file__).parents[1] / "strangers"
SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def as_folder(tmp_path: Path) -> dict[str, str]:
    """A folder without tables, named in FADU_KINDS."""
    folder = tmp_path / "elsewhere" / "petition"
    shutil.copytree(STRANGERS / "petition", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return {"FADU_KINDS": str(folder)}


@pytest.fixture
def as_package(tmp_path: Path) -> dict[str, str]:
    """An installed package with a table, named by its entry point."""
    site = tmp_path / "site"
    shutil.copytree(
        STRANGERS / "stranger_advice",
        site / "stranger_advice",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    about = site / "stranger_advice-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger-advice\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[fadu.kinds]\nadvice = stranger_advice\n")
    return {"PYTHONPATH": os.pathsep.join([str(SOURCE), str(site)])}


def run(tmp_path: Path, brought: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, with a home of its own, on SQLite."""
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "FADU_KINDS"}}
    env = {**kept, "PYTHONPATH": str(SOURCE), "FADU_HOME": str(tmp_path / "home"), **brought}
    return subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, check=False)


def lived(tmp_path: Path, brought: dict[str, str], kind: str) -> dict[str, object]:
    ended = run(tmp_path, brought, str(STRANGERS / "live.py"), kind)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])  # type: ignore[no-any-return]


ALIKE = {
    "outcome": "",
    "refused": ["not_served", "formula"],
    "ended": "answered",
    "desk": [200, 302, 200, 1],
    "imported": 1,
    "figure": [3, 3],
    "verified": [],
}


def test_a_folder_from_outside_is_proved_and_lives(tmp_path: Path, as_folder: dict[str, str]) -> None:
    proved = run(tmp_path, as_folder, "-m", "fadu", "procedure", "check", "petition")
    assert proved.returncode == 0, proved.stdout + proved.stderr

    assert lived(tmp_path, as_folder, "petition") == {"number": "清市监信〔2022〕1号", **ALIKE}


def test_a_package_from_outside_brings_its_table_is_proved_and_lives(
    tmp_path: Path, as_package: dict[str, str]
) -> None:
    proved = run(tmp_path, as_package, "-m", "fadu", "procedure", "check", "advice")
    assert proved.returncode == 0, proved.stdout + proved.stderr

    assert lived(tmp_path, as_package, "advice") == {"number": "清市监询〔2022〕1号", **ALIKE}


def check(tmp_path: Path, brought: dict[str, str], kind: str) -> str:
    ended = run(tmp_path, brought, "-m", "fadu", "procedure", "check", kind)
    assert ended.returncode != 0
    return ended.stdout + ended.stderr


def test_a_folder_with_tables_must_be_a_package(tmp_path: Path, as_folder: dict[str, str]) -> None:
    (Path(as_folder["FADU_KINDS"]) / "models.py").write_text("")

    assert "做成软件包，以入口点 fadu.kinds 提供" in check(tmp_path, as_folder, "petition")


def test_a_folder_without_an_edition_is_no_kind(tmp_path: Path, as_folder: dict[str, str]) -> None:
    shutil.rmtree(Path(as_folder["FADU_KINDS"]) / "procedure")

    assert "其中应有 procedure/*.yaml，而没有" in check(tmp_path, as_folder, "petition")


def test_a_broken_import_says_so_itself(tmp_path: Path, as_folder: dict[str, str]) -> None:
    guards = Path(as_folder["FADU_KINDS"]) / "guards.py"
    guards.write_text(guards.read_text(encoding="utf-8") + "\nimport a_library_that_is_not_there\n")
    (tmp_path / "home").mkdir()

    output = check(tmp_path, as_folder, "petition")

    assert "ModuleNotFoundError" in output
    assert "a_library_that_is_not_there" in (tmp_path / "home" / "log" / "fadu.log").read_text(
        encoding="utf-8"
    )


def test_a_kind_that_is_there_already_is_not_brought_again(tmp_path: Path, as_folder: dict[str, str]) -> None:
    shipped = SOURCE / "fadu" / "matters" / "hearing"
    brought = {"FADU_KINDS": str(shutil.copytree(shipped, tmp_path / "hearing"))}
    (tmp_path / "hearing" / "models.py").unlink()

    assert "案件种类“hearing”有两处" in check(tmp_path, brought, "hearing")


def test_rows_with_a_column_that_is_not_there_are_named(tmp_path: Path, as_package: dict[str, str]) -> None:
    rows = Path(as_package["PYTHONPATH"].split(os.pathsep)[1]) / "stranger_advice" / "rows.py"
    rows.write_text(
        rows.read_text(encoding="utf-8").replace('"answered_on"', '"replied_on"'), encoding="utf-8"
    )

    assert "登记缺少列：answered_on" in check(tmp_path, as_package, "advice")


def test_tables_without_rows_are_named(tmp_path: Path, as_package: dict[str, str]) -> None:
    (Path(as_package["PYTHONPATH"].split(os.pathsep)[1]) / "stranger_advice" / "rows.py").unlink()

    assert "有数据表（Advice），而没有 rows.py" in check(tmp_path, as_package, "advice")


def test_an_indicator_that_rests_on_no_known_law_is_named(tmp_path: Path, as_folder: dict[str, str]) -> None:
    figures = Path(as_folder["FADU_KINDS"]) / "indicators.py"
    figures.write_text(figures.read_text(encoding="utf-8").replace("petition/acceptance", "petition/nothing"))

    assert "petition/nothing" in check(tmp_path, as_folder, "petition")
