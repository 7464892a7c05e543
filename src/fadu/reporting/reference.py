# SPDX-License-Identifier: MulanPSL-2.0
"""The reference page of indicators, written from their definitions: ``docs/reference/indicators.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.figures.catalogue import indicators
from fadu.law import library

if TYPE_CHECKING:
    from fadu.figures.indicators import Indicator

MEASURES = {"count": "件数", "sum": "合计", "rate": "比率"}
HEAD = """# 指标

本页由 `fadu.reporting.reference.page()` 从指标定义写出，不手工改。每个指标只在一处定义，数值和记录清单取自同一批记录：
件数等于清单的行数，合计等于清单各行之和，比率由分子、分母两个清单算出。演练案件不计入任何指标。
没有记录表明当年登记过的，指标是空缺，不是零。

| 代码 | 指标 | 单位 | 算法 | 定义 | 依据 |
| --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The page's text."""
    return HEAD + "".join(f"{_line(indicator)}\n" for indicator in indicators().values())


def _line(indicator: Indicator) -> str:
    measure = MEASURES[indicator.measure]
    if indicator.measure == "rate":
        measure = f"{indicator.numerator} ÷ {indicator.denominator}"
    mark = "（仅作他项的一部分）" if indicator.inner else ""
    cells = (
        indicator.code,
        indicator.name + mark,
        indicator.unit,
        measure,
        indicator.definition,
        "、".join(_newest(indicator)),
    )
    return f"| {' | '.join(cells)} |"


def _newest(indicator: Indicator) -> tuple[str, ...]:
    """The articles as they stand by the newest law."""
    return library().rules(indicator.law)[-1].cites if indicator.law else ()
