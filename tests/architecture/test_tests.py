# SPDX-License-Identifier: MulanPSL-2.0
"""How tests come by what they share: from a module of its own, by the path that pytest is told once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
FILES = [path for name in ("test_*.py", "conftest.py") for path in sorted(TESTS.rglob(name))]


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that a module imports from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TESTS)))
def test_no_test_changes_the_path_or_imports_from_another_test(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    changes = [node for node in ast.walk(tree) if ast.unparse(node) == "sys.path.insert"]
    others = [module for module in imported(tree) if module.rpartition(".")[2].startswith("test_")]

    assert (changes, others) == ([], [])
