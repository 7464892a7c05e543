# SPDX-License-Identifier: MulanPSL-2.0
"""No floor below the kinds knows one by name, and none looks for them."""

from __future__ import annotations

import ast
from pathlib import Path

from fadu.kernel.kinds import handed_down

SOURCE = Path(__file__).parents[2] / "src" / "fadu"
#: the floors below the kinds
BELOW = ("kernel", "law", "procedure", "storage", "ledger", "people", "records", "cases", "figures", "scene")


def texts_of(path: Path) -> list[str]:
    """Every literal text of a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and ast.get_docstring(node)
    }  # type: ignore[attr-defined]
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]


def test_no_floor_below_the_kinds_names_one_of_them() -> None:
    keys = {kind.key for kind in handed_down()}
    named = {
        f"{path.relative_to(SOURCE)}: {text}"
        for room in BELOW
        for path in (SOURCE / room).rglob("*.py")
        for text in texts_of(path)
        if text in keys or "fadu.matters" in text
    }

    assert named == set()
