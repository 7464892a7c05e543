# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu upgrade` backs up, migrates and verifies, or leaves a home as it was, and says the way back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.cli.conftest import Fadu

#: the release of tomorrow, which has one more migration
TOMORROW = {"DJANGO_SETTINGS_MODULE": "tests.storage.tomorrow_settings"}


def test_an_old_home_is_upgraded_with_its_backup_and_the_way_back(
    home: Path, tmp_path: Path, fadu: Fadu
) -> None:
    before = fadu(home, "upgrade", "--check", **TOMORROW)
    refused = fadu(home, "serve", **TOMORROW)
    done = fadu(home, "upgrade", **TOMORROW)
    after = fadu(home, "upgrade", **TOMORROW)

    assert (before.code, "assembly.0001" in before.out) == (1, True), before
    assert (refused.code, "fadu upgrade" in refused.err) == (2, True), refused
    assert done.code == 0, done
    assert "已升级，账本核对发现0个问题" in done.out
    (kept,) = (home / "backups").iterdir()
    assert f"用它把 {kept} 恢复到一个空的 FADU_HOME" in done.out
    assert (after.code, "不需升级" in after.out) == (0, True), after

    way_back = fadu(tmp_path / "back", "restore", str(kept))
    assert (way_back.code, "账本核对发现0个问题" in way_back.out) == (0, True), way_back


def test_the_backup_of_an_older_release_is_for_that_release(home: Path, tmp_path: Path, fadu: Fadu) -> None:
    fadu(home, "upgrade", "--backup", str(tmp_path / "before"), **TOMORROW)

    ended = fadu(tmp_path / "new", "restore", str(tmp_path / "before"), **TOMORROW)

    assert ended.code == 2, ended
    assert "数据库结构与本版本" in ended.err


@pytest.fixture
def tampered(home: Path) -> Path:
    """A home in which somebody changed a name by hand."""
    database = sqlite3.connect(home / "fadu.sqlite3")
    database.execute(
        "UPDATE people_officer SET name = '无名氏' WHERE id = (SELECT min(id) FROM people_officer)"
    )
    database.commit()
    database.close()
    return home


def test_where_the_ledger_does_not_agree_afterwards_nothing_is_upgraded(tampered: Path, fadu: Fadu) -> None:
    ended = fadu(tampered, "upgrade", **TOMORROW)

    assert ended.code == 1, ended
    assert "没有升级，数据库原样未动" in ended.err
    assert fadu(tampered, "upgrade", "--check", **TOMORROW).code == 1


def test_problems_known_before_are_taken_along_when_that_is_said(tampered: Path, fadu: Fadu) -> None:
    ended = fadu(tampered, "upgrade", "--with-problems", **TOMORROW)

    assert (ended.code, "已升级，账本核对发现1个问题" in ended.out) == (0, True), ended
    assert fadu(tampered, "upgrade", "--check", **TOMORROW).code == 0


def test_what_follows_from_acts_is_derived_anew_by_the_new_release(home: Path, fadu: Fadu) -> None:
    database = sqlite3.connect(home / "fadu.sqlite3")
    (clock, due) = database.execute(
        "SELECT id, due_on FROM cases_clock WHERE due_on IS NOT NULL LIMIT 1"
    ).fetchone()
    database.execute("UPDATE cases_clock SET due_on = '2030-01-01' WHERE id = ?", (clock,))
    database.commit()

    done = fadu(home, "upgrade", **TOMORROW)

    assert (done.code, "1件案件有变化" in done.out) == (0, True), done
    assert database.execute("SELECT due_on FROM cases_clock WHERE id = ?", (clock,)).fetchone() == (due,)
    database.close()


def test_a_home_whose_background_still_runs_is_not_upgraded(home: Path, fadu: Fadu) -> None:
    fadu(home, "work", "--once")

    ended = fadu(home, "upgrade", **TOMORROW)

    assert (ended.code, "停止 fadu serve" in ended.err) == (2, True), ended
