# SPDX-License-Identifier: MulanPSL-2.0
"""The figure about the report itself: how far what it states can be traced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.figures.evidence import without_entry
from fadu.figures.indicators import Indicator, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.figures.figure import Figure
    from fadu.figures.reading import Reading

#: the figure of traceability is not part of what it measures
OWN = "SHO"


def stated_figures(reading: Reading) -> Iterator[Figure]:
    """The figures that the report of the year states: those its statements are bound to and that were kept."""
    from fadu.reporting.outline_file import outline  # the outline checks itself against the indicators

    codes = {
        code for statement in outline().statements() for code in statement.figures if not code.startswith(OWN)
    }
    yield from (figure for figure in map(reading.figure, sorted(codes)) if figure.kept)


def stated(reading: Reading) -> list[Row]:
    """Each figure the report states."""
    return [Row(record=figure.code, detail=figure.name) for figure in stated_figures(reading)]


def traced(reading: Reading) -> list[Row]:
    """Of these, those whose every case stands in the ledger, act by act. No list is opened while every case does."""
    untraced = without_entry(reading.bureau, reading.period)
    return [
        Row(record=figure.code, detail=figure.name)
        for figure in stated_figures(reading)
        if not untraced or not any(untraced.intersection(side.records) for side in figure.sides)
    ]


INDICATORS = (
    Indicator(
        code="SHO-02",
        name="述法报告数字可追溯率",
        unit="%",
        measure="rate",
        definition="述法报告所用的数据中，记录清单中的案件逐项记入账本的占比；数值与清单出自同一定义。",
        numerator="SHO-02A",
        denominator="SHO-02B",
    ),
    Indicator(
        code="SHO-02A",
        name="可以追溯的数据",
        unit="项",
        measure="count",
        definition="清单中每个案件的每项办理行为都在账本中。",
        over=traced,
        inner=True,
    ),
    Indicator(
        code="SHO-02B",
        name="报告所用的数据",
        unit="项",
        measure="count",
        definition="报告的表述所依据、且有登记的数据。",
        over=stated,
        inner=True,
    ),
)
