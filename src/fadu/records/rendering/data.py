# SPDX-License-Identifier: MulanPSL-2.0
"""Looks names up in the data of a document and prints values in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fadu.kernel.chinese_dates import chinese_date, chinese_moment, chinese_time, in_legal_time
from fadu.kernel.money import capital, yuan
from fadu.kernel.offences import bare
from fadu.law.instruments import marked

BLANK = "________"
#: how a draft names what is still missing
GAP = "【待填："
#: a yes or no of a row that nobody chose
UNSAID = f"{GAP}是或者否】"
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?([+-]\d{2}:\d{2}|Z)?\Z")


@dataclass(frozen=True, slots=True)
class Scope:
    """The data, and the present row of each ``{each}`` around."""

    data: Mapping[str, Any]
    rows: Mapping[str, Any] = field(default_factory=dict)

    def within(self, name: str, row: object, number: int) -> Scope:
        """The scope inside one row; a row that is no mapping has its value as ``name``."""
        if is_gap(row):
            return Scope(self.data, {**self.rows, name: row})
        parts = dict(row) if isinstance(row, Mapping) else {"name": row}
        return Scope(self.data, {**self.rows, name: {"no": number, **parts}})

    def find(self, name: str) -> Any:
        """The value of ``name`` (``a`` or ``a.b``), or None."""
        if name in self.data:
            return self.data[name]
        root, _, part = name.partition(".")
        value = self.rows.get(root, self.data.get(root))
        for step in part.split(".") if part else ():
            value = _part(value, step)
        return value


def _part(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts = (_part(row, step) for row in value)
        return [item for item in parts if is_given(item)]
    return value if step == "name" or is_gap(value) else None


def is_gap(value: object) -> bool:
    """Whether a value is the mark of a gap in a draft."""
    return isinstance(value, str) and value.startswith(GAP)


def is_given(value: object) -> bool:
    """Whether a value counts as given: not None, False, or empty (0 counts).

    >>> is_given(0), is_given(""), is_given(False), is_given([])
    (True, False, False, False)
    """
    if value is None or value is False:
        return False
    if isinstance(value, str):
        return bool(value.strip())
    return not (isinstance(value, (Mapping, Sequence)) and not value)


def is_answered(value: object) -> bool:
    """Whether a mandatory value is there; here False is an answer."""
    return value is False or is_given(value)


def show(value: Any) -> str:
    """A value as Chinese text; texts that are ISO dates or moments print as dates.

    >>> show("2022-03-01"), show(["甲", "乙"]), show(None), show(True)
    ('2022年3月1日', '甲、乙', '', '是')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        moment = as_date(value)
        return value.strip() if moment is None else show(moment)
    if isinstance(value, datetime):
        return chinese_moment(value)
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, Mapping):
        return show(value.get("title") or value.get("name"))
    if isinstance(value, Sequence):
        return "、".join(text for text in map(show, value) if text)
    return str(value)


def as_date(value: Any) -> date | None:
    """A date or moment from itself or its ISO text, else None."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        if ISO_DATE.match(value):
            return date.fromisoformat(value)
        return datetime.fromisoformat(value) if ISO_MOMENT.match(value) else None
    except ValueError:
        return None


def _only_day(value: Any) -> str:
    moment = as_date(value)
    if isinstance(moment, datetime):
        moment = in_legal_time(moment).date()
    return show(value if moment is None else moment)


def _only_time(value: Any) -> str:
    moment = as_date(value)
    return chinese_time(moment) if isinstance(moment, datetime) else show(value)


def _fen(printed: Callable[[int], str]) -> Callable[[Any], str]:
    return lambda value: (
        printed(value) if isinstance(value, int) and not isinstance(value, bool) else show(value)
    )


def cited(value: Any) -> str:
    """Articles as papers cite them: the name of the law in marks, which are left where they are.

    >>> cited("食品安全法第一百二十四条第一款第五项、广告法第九条"), cited("《价格法》第四十二条")
    ('《食品安全法》第一百二十四条第一款第五项、《广告法》第九条', '《价格法》第四十二条')
    """
    return marked(show(value))


def offence(value: Any) -> str:
    """A violation by itself, where the form says 涉嫌 before it and 案 behind, or must say neither.

    >>> offence("涉嫌无照经营")
    '无照经营'
    """
    return bare(show(value))


FILTERS: dict[str, Callable[[Any], str]] = {
    "money": _fen(yuan),
    "capital": _fen(capital),
    "date": _only_day,
    "time": _only_time,
    "cited": cited,
    "offence": offence,
    "yesno": lambda value: (
        value if is_gap(value) else "是" if is_given(value) else "否" if value is False else UNSAID
    ),
}
WHEN_MISSING = {"blank": BLANK, "slash": "/"}


def show_with(value: Any, filters: Sequence[str]) -> str:
    """A value through the filters of ``{name:filter}``.

    >>> show_with(123450, ("money",)), show_with(None, ("money", "blank"))
    ('1,234.50', '________')
    """
    if not is_answered(value) and "yesno" not in filters:
        return next((WHEN_MISSING[name] for name in filters if name in WHEN_MISSING), "")
    chosen = next((FILTERS[name] for name in filters if name in FILTERS), show)
    return chosen(value)
