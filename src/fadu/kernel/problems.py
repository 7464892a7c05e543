# SPDX-License-Identifier: MulanPSL-2.0
"""What can be wrong with a file of definitions: named by file, line, column, with the nearest valid name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Iterable

#: (line, column) in a file, counted from one
Source = tuple[int, int]
NOWHERE: Source = (0, 0)


class DefinitionError(FaduError):
    """定义文件有误。"""

    code = "definition"

    def __init__(self, path: str, source: Source, message: str, suggestion: str = "") -> None:
        self.path, self.line, self.column = path, source[0], source[1]
        self.what, self.suggestion = message, suggestion
        hint = f"是不是“{suggestion}”？" if suggestion else ""
        super().__init__(f"{path} 第{self.line}行第{self.column}列：{message}{hint}")


def nearest(name: str, known: Iterable[str]) -> str:
    """The nearest valid name, or nothing.

    >>> nearest("handeling", ["handling", "defence"])
    'handling'
    """
    matches = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return matches[0] if matches else ""
