# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of a year, and the records behind one of them, as sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.desk.pages.figures import UNKEPT, linked
from fadu.desk.sheets import Column, Exported, Part
from fadu.figures.period import Period
from fadu.figures.reading import figure, read
from fadu.kernel import clock
from fadu.reporting.wording import value_words

if TYPE_CHECKING:
    from datetime import datetime

    from fadu.figures.figure import Figure
    from fadu.people.models import Officer

CODE, WHAT = Column(title="代码", width=10), Column(title="指标", width=40)


def figures(officer: Officer, year: int) -> Exported:
    """Every figure: in words as the page says it, and as a number that can be reckoned with, in a column of its measure."""
    period = Period.year(year, as_of=clock.today())
    rows = (
        (
            each.code,
            each.name,
            value_words(each) if each.kept else UNKEPT,
            *_numbers(each),
            each.unit,
            each.definition,
            "、".join(each.cites),
        )
        for each in read(officer.bureau, period).figures()
    )
    columns = [
        CODE,
        WHAT,
        Column(title="数据", width=24),
        Column(title="数量", kind="number", width=10),
        Column(title="金额（元）", kind="money", width=16),
        Column(title="比率（%）", kind="money", width=10),
        Column(title="单位", width=8),
        Column(title="定义", width=80),
        Column(title="依据", width=40),
    ]
    part = Part(title=f"{year}年数据", columns=columns, rows=rows)
    return Exported(title=part.title, parts=[part], narrowed=_until(period))


def _numbers(each: Figure) -> tuple[int | None, int | None, int | None]:
    """A figure as number, as fen or as hundredths of a per cent: the one it is; none where its register was not kept."""
    value = each.value if each.kept else None
    if each.measure == "rate":
        return None, None, value
    return (None, value, None) if each.unit == "万元" else (value, None, None)


def records(officer: Officer, now: datetime, year: int, code: str) -> Exported:
    """The records of a figure, of a rate those of both its sides; a case the officer may not see is counted and not named."""
    period = Period.year(year, as_of=clock.today())
    shown = figure(code, officer.bureau, period)
    parts = [_part(part, officer) for part in shown.sides]
    said = "；".join(filter(None, (shown.definition, _until(period))))
    return Exported(title=f"{year}年{shown.name}", parts=parts, narrowed=said, entered=code)


def _part(part: Figure, officer: Officer) -> Part:
    is_sum = part.measure == "sum"
    money = [Column(title="金额（元）", kind="money", width=16)] if is_sum else []
    columns = [
        Column(title="序号", kind="number", width=8),
        Column(title="日期", kind="day", width=12),
        Column(title="记录", width=28),
        Column(title="名称", width=48),
        *money,
        Column(title="说明", width=48),
    ]
    rows = (
        (
            place,
            row["on"],
            row["record"],
            row["name"],
            *((row["value"],) if is_sum else ()),
            row["detail"],
        )
        for place, row in enumerate(linked(part, officer), start=1)
    )
    return Part(title=f"{part.code} {part.name}", columns=columns, rows=rows)


def _until(period: Period) -> str:
    return f"截至{period.as_of}" if period.is_running else ""
