# SPDX-License-Identifier: MulanPSL-2.0
"""What can be wrong with a form or its data."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class FormError(FaduError):
    """A form source that cannot be used: file, line, what is wrong, what to write instead."""

    code = "bad_form"

    def __init__(self, file: str, line: int, text: str, suggestion: str = "") -> None:
        self.file, self.line, self.suggestion = file, line, suggestion
        advice = f"建议：{suggestion}。" if suggestion else ""
        super().__init__(f"{file} 第 {line} 行：{text}。{advice}")


class MissingDataError(FaduError):
    """Data a form must have and has not: all of them at once, by title."""

    code = "missing_data"

    def __init__(self, title: str, missing: Sequence[tuple[str, str]]) -> None:
        self.missing = tuple(missing)
        names = "、".join(f"{name}（{key}）" for key, name in missing)
        super().__init__(f"《{title}》缺少必填内容：{names}。请补齐后再制作。")


def nearest(name: str, known: Iterable[str]) -> str:
    """A suggestion naming what is closest to ``name``.

    >>> nearest("party.nam", ["party.name", "number"])
    '改为 party.name'
    """
    matches = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"改为 {' 或 '.join(matches)}" if matches else "在 mandatory 或 optional 中声明它并写上中文标题"


def nearest_of(name: str, known: Iterable[str]) -> str:
    """A suggestion out of a closed list."""
    listed = list(known)
    matches = get_close_matches(name, listed, n=1, cutoff=0.5)
    return f"改为 {matches[0]}" if matches else f"只能是 {'、'.join(listed)}"
