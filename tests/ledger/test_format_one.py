# SPDX-License-Identifier: MulanPSL-2.0
"""A database that holds entries of format 1 is refused with a sentence, before anything in it is changed."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.migrations import RunPython

from fadu.kernel.errors import FaduError

format_two = import_module("fadu.ledger.migrations.0004_format_two")


def holding(entries: int) -> Any:
    """The models of the migration, in a database that holds so many entries."""
    rows = SimpleNamespace(objects=SimpleNamespace(exists=lambda: entries > 0))
    return SimpleNamespace(get_model=lambda app, model: rows)


def test_entries_of_format_one_are_refused_first_of_all() -> None:
    first = format_two.Migration.operations[0]

    assert isinstance(first, RunPython)
    with pytest.raises(FaduError, match=r"格式一.*FADU_HOME 设为空文件夹"):
        first.code(holding(3), None)


def test_a_database_without_entries_goes_on() -> None:
    format_two.refuse(holding(0), None)
