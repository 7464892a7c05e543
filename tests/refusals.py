# SPDX-License-Identifier: MulanPSL-2.0
"""Broken files: what the first line of each says must be refused, and whether every refusal of a reader has one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import fadu

SOURCE = Path(fadu.__file__).parent


def expected(path: Path) -> tuple[int, str]:
    """The line at which a broken file is to be refused, and what is to be said of it: its own first line."""
    first = re.match(r"# 第(\d+)行：(.+)", path.read_text(encoding="utf-8"))
    assert first
    return int(first[1]), first[2]


def places(error: BaseException) -> Iterator[tuple[str, int]]:
    """Where in the source the way to an error led."""
    step = error.__traceback__
    while step is not None:
        file = Path(step.tb_frame.f_code.co_filename)
        if file.is_relative_to(SOURCE):
            yield file.relative_to(SOURCE).as_posix(), step.tb_lineno
        step = step.tb_next


def refusals(module: str) -> Iterator[int]:
    """The lines on which a module refuses a file, but for the one place where all refusals end."""
    for node in ast.walk(ast.parse((SOURCE / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fail":
            yield node.lineno
