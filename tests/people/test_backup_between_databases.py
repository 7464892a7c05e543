# SPDX-License-Identifier: MulanPSL-2.0
"""A backup of a SQLite home goes into the database of this run and back again: rows, files, keys and proofs stay whole."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from tests import processes

from fadu.ledger import verification
from fadu.people import backup, restoring

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "一句不短的口令"


def environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in processes.environment(home).items() if k != "FADU_WITNESS"}
    return kept | {"FADU_PASSPHRASE": WORDS}


def fadu(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fadu", *words]
    return subprocess.run(command, env=environment(home), capture_output=True, text=True, check=True)


KILLED = """
import os, sys
from fadu.assembly.entry import main
from fadu.people.placing import Placing
move = Placing.move
Placing.move = lambda files: (move(files), os.kill(os.getpid(), 9))
main(["restore", sys.argv[1]])
"""


def killed_when_all_is_in_place(home: Path, path: Path) -> int:
    """A restore that is killed with its files in place and its rows not committed; how it ended."""
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(path)], env=environment(home), check=False
    ).returncode


def rows(home: Path) -> dict[str, list[str]]:
    """Every row of every table of a SQLite home, as it lies in the file; JSON by its value."""
    database = sqlite3.connect(home / "fadu.sqlite3")
    by_table = {}
    for model in backup.tables():
        is_json = [field.get_internal_type() == "JSONField" for field in model._meta.concrete_fields]
        names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
        lying = database.execute(f"SELECT {names} FROM {model._meta.db_table}")
        by_table[model._meta.label] = sorted(
            repr([by_value(cell) if of_json else cell for cell, of_json in zip(row, is_json, strict=True)])
            for row in lying
        )
    database.close()
    return by_table


def by_value(cell: str | None) -> str | None:
    """JSON without regard to the order of its keys."""
    return cell and json.dumps(json.loads(cell), sort_keys=True)


@pytest.mark.skipif(
    configured.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="how SQLite goes into SQLite is told in tests/matters/penalty/test_backup.py",
)
def test_a_home_goes_through_the_database_of_this_run_and_back_though_the_way_back_was_killed_once(
    tmp_path: Path, settings: Any
) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    fadu(there, "demo", "--scale", "0.02")
    fadu(there, "backup", str(tmp_path / "first"))
    settings.FADU_KEYS, settings.FADU_FILES = tmp_path / "here" / "keys", tmp_path / "here" / "files"
    settings.FADU_PRACTICE_CLOCK = tmp_path / "here" / "practice-clock"
    settings.FADU_KEYS.mkdir(parents=True)

    restoring.restore(tmp_path / "first", WORDS)
    assert verification.verify() == []
    backup.write(tmp_path / "second", WORDS)
    assert killed_when_all_is_in_place(back, tmp_path / "second") == -9
    ended = fadu(back, "restore", str(tmp_path / "second"))

    assert "账本核对发现0个问题" in ended.stdout
    first, last = rows(there), rows(back)
    assert [label for label in first if first[label] != last[label]] == []
