# SPDX-License-Identifier: MulanPSL-2.0
"""The law acts by itself: only what lets due acts of the law happen may act in its name."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "fadu"
#: where due acts of the law are let happen
ALLOWED = {"cases/acts/by_law.py"}


def makers_of(name: str) -> set[str]:
    return {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    }


def test_only_what_lets_due_acts_happen_acts_as_the_law() -> None:
    assert makers_of("LawActor") - {"cases/world/worlds.py"} == ALLOWED
