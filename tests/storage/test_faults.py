# SPDX-License-Identifier: MulanPSL-2.0
"""A fault of the disk or the database has a sentence with its remedy; a fault of the program has none."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.db import OperationalError

from fadu.storage import faults
from fadu.storage.faults import explained


def raised_by(statement: str, database: sqlite3.Connection) -> sqlite3.Error:
    """What SQLite itself raises."""
    with pytest.raises(sqlite3.Error) as caught:
        database.execute(statement)
    database.close()
    return caught.value


def test_a_full_database_is_a_full_disk() -> None:
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA max_page_count = 2")
    database.execute("CREATE TABLE t (x)")

    assert "磁盘已满" in str(explained(raised_by("INSERT INTO t VALUES (zeroblob(100000))", database)))


@pytest.mark.parametrize(("free", "said"), [(4096, "磁盘已满"), (1 << 30, "磁盘出错")])
def test_an_error_of_the_disk_is_a_full_one_where_it_has_no_room(
    free: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    monkeypatch.setattr(faults.shutil, "disk_usage", lambda _place: SimpleNamespace(free=free))

    assert said in str(explained(error))


def test_a_place_that_is_missing_is_named_without_a_gap() -> None:
    assert explained(FileNotFoundError(errno.ENOENT, "No such file", "/x/y")) == "没有 /x/y。请核对路径。"


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database at all" * 100)

    error = raised_by("SELECT * FROM sqlite_master", sqlite3.connect(tmp_path / "text"))

    assert "已损坏" in str(explained(error))
    assert "fadu restore" in str(explained(error))


def test_a_read_only_database_is_said_to_be_one(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "file") as made:
        made.execute("CREATE TABLE t (x)")
    made.close()
    database = sqlite3.connect(f"file:{tmp_path / 'file'}?mode=ro", uri=True)

    assert "只读" in str(explained(raised_by("INSERT INTO t VALUES (1)", database)))


def test_tables_that_are_not_there_mean_that_nobody_was_founded_yet() -> None:
    error = raised_by("SELECT * FROM cases_case", sqlite3.connect(":memory:"))

    assert "fadu init" in str(explained(error))


def test_a_database_held_by_another_is_busy(tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "file", isolation_level=None)
    holder.execute("CREATE TABLE t (x)")
    holder.execute("BEGIN EXCLUSIVE")
    error = raised_by("INSERT INTO t VALUES (1)", sqlite3.connect(tmp_path / "file", timeout=0))
    holder.close()

    assert "占用" in str(explained(error))


def test_what_django_makes_of_it_is_explained_by_what_it_came_from() -> None:
    error = OperationalError("no such table")
    error.__cause__ = raised_by("SELECT * FROM t", sqlite3.connect(":memory:"))

    assert "fadu init" in str(explained(error))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (psycopg.OperationalError("connection refused"), "连不上 PostgreSQL（connection refused）"),
        (psycopg.errors.UndefinedTable("relation does not exist"), "fadu init"),
        (psycopg.errors.DiskFull("could not extend file"), "磁盘已满"),
        (psycopg.errors.AdminShutdown("terminating connection"), "连不上 PostgreSQL"),
        (psycopg.errors.DataCorrupted("invalid page"), "已损坏"),
        (psycopg.errors.ReadOnlySqlTransaction("read-only"), "只读"),
        (psycopg.errors.SerializationFailure("could not serialize"), "请重来一次"),
    ],
)
def test_postgresql_is_understood_by_its_codes(error: psycopg.Error, said: str) -> None:
    assert said in str(explained(error))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "没有权限"),
        (errno.EIO, "磁盘出错"),
        (errno.EADDRINUSE, "--port"),
    ],
)
def test_the_system_is_understood_by_its_numbers_and_the_place_is_named(number: int, said: str) -> None:
    sentence = str(explained(OSError(number, "words of the system", "/srv/fadu/x")))

    assert said in sentence
    assert "words of the system" not in sentence
    assert number == errno.EADDRINUSE or "/srv/fadu/x" in sentence


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError("x"), OSError("without a number"), psycopg.ProgrammingError("syntax")]
)
def test_a_fault_of_the_program_is_not_explained_away(error: Exception) -> None:
    assert explained(error) is None
