# SPDX-License-Identifier: MulanPSL-2.0
"""What the log keeps: no address that opens something by itself, and no traceback where somebody may not read a page."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from fadu.assembly.log_file import LogFile, OneLine, places
from fadu.kernel.covering import covered

TOKEN = "AmAYIjCZb8MV1ZchgaSO_KNeI3yy35ZatT_y7euHtog"


def record(words: str, error: Exception | None = None) -> logging.LogRecord:
    information = None
    if error is not None:
        try:
            raise error
        except (PermissionDenied, RuntimeError):
            information = sys.exc_info()
    return logging.LogRecord("django.request", logging.WARNING, __file__, 1, words, None, information)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    return places()[0]


@pytest.mark.parametrize("said", ["Too Many Requests", "Not Found", "Internal Server Error"])
def test_the_secret_address_of_a_calendar_stands_neither_in_the_log_nor_on_the_terminal(
    kept: Path, said: str
) -> None:
    line = record(f"{said}: /calendar/{TOKEN}.ics")
    LogFile().emit(line)

    assert TOKEN not in kept.read_text(encoding="utf-8")
    assert "/calendar/" in kept.read_text(encoding="utf-8")
    assert TOKEN not in OneLine().format(line)
    assert covered("/calendar/2022-03-01") == "/calendar/2022-03-01"


def test_who_may_not_read_a_page_leaves_one_line_and_a_fault_its_traceback(kept: Path) -> None:
    LogFile().emit(record("Forbidden: /report/2022/", PermissionDenied()))
    LogFile().emit(record("Internal Server Error: /x/", RuntimeError("kaputt")))
    first, *rest = kept.read_text(encoding="utf-8").splitlines()

    assert "Forbidden: /report/2022/" in first
    assert "Internal Server Error" in rest[0]
    assert any("Traceback" in line for line in rest)
