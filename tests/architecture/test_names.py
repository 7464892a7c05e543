# SPDX-License-Identifier: MulanPSL-2.0
"""Locals are named for what they hold: `found` and `told` say that something was done, not what came of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("src/fadu", "tests", "benchmarks", "tools")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
EMPTY = {"found", "told"}


def given(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of everything that a module assigns or takes as an argument."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_local_is_named_for_how_it_was_come_by(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert [(line, name) for line, name in given(tree) if name in EMPTY] == []
