# SPDX-License-Identifier: MulanPSL-2.0
"""A yes-or-no that was left empty is no answer: no guard or fact takes an empty box for what its edition does not let it stand for."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import fadu
from fadu.procedure.checker.blanks import may_be_blank
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterator

MATTERS = Path(fadu.__file__).parent / "matters"
#: made-up lives say what they will, and a row of a register holds what a case says as it is
NOT_READ = {"demo.py", "rows.py"}


def meanings(kind: str) -> dict[str, set[str]]:
    """The fields of a kind that may be left empty -> what an empty box stands for, in one edition or another."""
    said: dict[str, set[str]] = {}
    for procedure in library().editions(kind):
        for name, field in may_be_blank(procedure):
            if "." not in name:
                said.setdefault(field.key, set()).add(field.blank)
    return said


def misread(text: str, said: dict[str, set[str]]) -> Iterator[str]:
    """Each comparison of an empty box with a plain yes or no that does not ask what it stands for.

    Where it stands for a no, only what takes an empty box for a yes is misread.
    """
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Compare) or not isinstance(node.left, ast.Call):
            continue
        wanted = node.comparators[0]
        if not (isinstance(wanted, ast.Constant) and isinstance(wanted.value, bool)):
            continue
        keys = [arg.value for arg in node.left.args if isinstance(arg, ast.Constant)]
        for stands_for in (said[key] for key in keys if key in said):
            if "unknown" in stands_for or wanted.value is False:
                yield f"{node.lineno}: {ast.unparse(node)}"


def test_what_an_empty_box_stands_for_is_asked_of_its_edition() -> None:
    wrong = {
        f"{path.relative_to(MATTERS)}:{line}"
        for kind in library().kinds()
        for path in sorted((MATTERS / kind).glob("*.py"))
        if path.name not in NOT_READ
        for line in misread(path.read_text(encoding="utf-8"), meanings(kind))
    }

    assert wrong == set()


def test_a_guard_that_takes_an_empty_box_for_a_no_is_seen() -> None:
    said = {"told": {"unknown"}, "goes_on": {"no"}}
    text = 'a = world.value("told") is True\nb = said.get("goes_on") is True\nc = said.get("goes_on") is not False'

    assert [line.partition(":")[0] for line in misread(text, said)] == ["1", "3"]
