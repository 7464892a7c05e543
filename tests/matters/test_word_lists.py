# SPDX-License-Identifier: MulanPSL-2.0
"""Every list of words that a kind of case keeps in a file is asked for by a module of it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import fadu.matters

ROOT = Path(fadu.matters.__file__ or "").parent
FILES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=str)
def test_each_list_of_a_file_is_used(path: Path) -> None:
    package = f"fadu.matters.{path.parent.name}"
    readers = [
        each for each in (ROOT / path.parent).glob("*.py") if f'"{path.name}"' in each.read_text("utf-8")
    ]
    assert len(readers) == 1, f"{path} is read by one module"
    lists = import_module(f"{package}.{readers[0].stem}").LISTS
    assert lists.where == f"{package}/{path.name}"
    assert lists.asked == set(lists.words)
