# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu upgrade` backs up, migrates and verifies, or leaves a home as it was, and says the way back."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Fadu


def environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "FADU_WITNESS"}}
    return {
        **kept,
        "FADU_HOME": str(home),
        "FADU_PASSPHRASE": "一句不短的口令",
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "fadu.assembly.settings",
    }


@pytest.fixture
def old(home: Path) -> Path:
    """A home as an older release left it."""
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "cases", "0007", "--no-input", "-v0"],
        env=environment(home),
        check=True,
    )
    return home


def test_an_old_home_is_upgraded_with_its_backup_and_the_way_back(old: Path, fadu: Fadu) -> None:
    before = fadu(old, "upgrade", "--check")
    refused = fadu(old, "serve")
    done = fadu(old, "upgrade")
    after = fadu(old, "upgrade")

    assert (before.code, "cases.0008" in before.out) == (1, True), before
    assert (refused.code, "fadu upgrade" in refused.err) == (2, True), refused
    assert done.code == 0, done
    assert "已升级，账本核对发现0个问题" in done.out
    (kept,) = (old / "backups").iterdir()
    assert f"用它把 {kept} 恢复到一个空的 FADU_HOME" in done.out
    assert (after.code, "不需升级" in after.out) == (0, True), after


def test_the_backup_of_an_older_release_is_for_that_release(old: Path, tmp_path: Path, fadu: Fadu) -> None:
    fadu(old, "upgrade", "--backup", str(tmp_path / "before"))

    ended = fadu(tmp_path / "new", "restore", str(tmp_path / "before"))

    assert ended.code == 2, ended
    assert "数据库结构与本版本" in ended.err


@pytest.fixture
def tampered(old: Path) -> Path:
    """An old home in which somebody changed a name by hand."""
    database = sqlite3.connect(old / "fadu.sqlite3")
    database.execute(
        "UPDATE people_officer SET name = '无名氏' WHERE id = (SELECT min(id) FROM people_officer)"
    )
    database.commit()
    database.close()
    return old


def test_where_the_ledger_does_not_agree_afterwards_nothing_is_upgraded(tampered: Path, fadu: Fadu) -> None:
    ended = fadu(tampered, "upgrade")

    assert ended.code == 1, ended
    assert "没有升级，数据库原样未动" in ended.err
    assert fadu(tampered, "upgrade", "--check").code == 1


def test_problems_known_before_are_taken_along_when_that_is_said(tampered: Path, fadu: Fadu) -> None:
    ended = fadu(tampered, "upgrade", "--with-problems")

    assert (ended.code, "已升级，账本核对发现1个问题" in ended.out) == (0, True), ended
    assert fadu(tampered, "upgrade", "--check").code == 0


def test_a_home_whose_background_still_runs_is_not_upgraded(home: Path, fadu: Fadu) -> None:
    fadu(home, "work", "--once")
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "cases", "0007", "--no-input", "-v0"],
        env=environment(home),
        check=True,
    )

    ended = fadu(home, "upgrade")

    assert (ended.code, "停止 fadu serve" in ended.err) == (2, True), ended
