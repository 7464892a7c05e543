# SPDX-License-Identifier: MulanPSL-2.0
"""The errors Fadu raises on purpose, each with a sentence a user can act on."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class FaduError(Exception):
    """操作没有完成。"""

    #: machine-readable kind, stable across releases
    code = "error"

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())

    @property
    def message(self) -> str:
        return str(self.args[0])


class BadInputError(FaduError):
    """Input that cannot be used: says what was expected, what came, where, and what to do.

    >>> print(BadInputError(expected="一个日期，如 2022-03-01", got="2022-02-30", where="第 3 行“受理日期”", remedy="改为日历上有的日期"))
    第 3 行“受理日期”：应为一个日期，如 2022-03-01；实为“2022-02-30”。请改为日历上有的日期。
    """

    code = "bad_input"

    def __init__(self, *, expected: str, got: object, where: str = "", remedy: str = "") -> None:
        self.expected, self.got, self.where, self.remedy = expected, got, where, remedy
        place = f"{where}：" if where else ""
        advice = f"请{remedy}。" if remedy else ""
        super().__init__(f"{place}应为{expected}；实为“{got}”。{advice}")


class UnknownNameError(FaduError):
    """A name that resolves to nothing, with the nearest names that would.

    >>> print(UnknownNameError("期限", "penalty/defense", ["penalty/defence", "hearing/request"]))
    没有名为“penalty/defense”的期限。最接近的是：penalty/defence。
    """

    code = "unknown_name"

    def __init__(self, kind: str, name: str, known: Iterable[str], where: str = "") -> None:
        self.kind, self.name = kind, name
        self.nearest = tuple(get_close_matches(name, list(known), n=3, cutoff=0.5))
        hint = f"最接近的是：{'、'.join(self.nearest)}。" if self.nearest else "没有相近的名称。"
        place = f"{where}：" if where else ""
        super().__init__(f"{place}没有名为“{name}”的{kind}。{hint}")
