# SPDX-License-Identifier: MulanPSL-2.0
"""Figures to which several kinds of case contribute, and the one about the report itself: how far it can be traced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.figures.evidence import without_entry
from fadu.figures.indicators import Indicator, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.figures.indicators import Figure
    from fadu.reporting.figures import Reading

#: the figure of traceability is not part of what it measures
OWN = "SHO"


def told_figures(reading: Reading) -> Iterator[Figure]:
    """The figures that the report of the year tells: those its statements are bound to and that were kept."""
    from fadu.reporting.outline import outline  # the outline checks itself against the indicators

    codes = {
        code for statement in outline().statements() for code in statement.figures if not code.startswith(OWN)
    }
    yield from (found for found in map(reading.figure, sorted(codes)) if found.kept)


def told(reading: Reading) -> list[Row]:
    """Each figure the report tells."""
    return [Row(record=found.code, detail=found.name) for found in told_figures(reading)]


def traced(reading: Reading) -> list[Row]:
    """Of these, those whose every case stands in the ledger, act by act, and whose value its records give."""
    untraced = without_entry(reading.bureau, reading.period)
    return [
        Row(record=found.code, detail=found.name)
        for found in told_figures(reading)
        if _is_traced(found, untraced)
    ]


def _is_traced(found: Figure, untraced: set[str]) -> bool:
    sides = [side for side in (found.numerator, found.denominator) if side] or [found]
    return all(_adds_up(side) and not untraced.intersection(side.records) for side in sides)


def _adds_up(found: Figure) -> bool:
    return found.value == (
        len(found.rows) if found.measure == "count" else sum(row.value for row in found.rows)
    )


INDICATORS = (
    Indicator(
        code="CMP-11",
        name="告知答复法律审核率",
        unit="%",
        measure="rate",
        definition="当年投诉、举报的告知答复中，依规定应当先审查、经审查后发出的占比。",
        numerator="CMP-11A",
        denominator="CMP-11B",
    ),
    Indicator(
        code="CMP-11A",
        name="经审查发出的告知答复",
        unit="件",
        measure="count",
        definition="发出时审查单已办结的告知答复。",
        parts=("CMP-11A1", "CMP-11A2"),
        inner=True,
    ),
    Indicator(
        code="CMP-11B",
        name="应当先审查的告知答复",
        unit="件",
        measure="count",
        definition="已发出的、应当先审查的告知答复。",
        parts=("CMP-11B1", "CMP-11B2"),
        inner=True,
    ),
    Indicator(
        code="SHO-02",
        name="述法报告数字可追溯率",
        unit="%",
        measure="rate",
        definition="述法报告所用的数据中，记录清单与数值相符、清单中的案件逐项记入账本的占比。",
        numerator="SHO-02A",
        denominator="SHO-02B",
    ),
    Indicator(
        code="SHO-02A",
        name="可以追溯的数据",
        unit="项",
        measure="count",
        definition="清单与数值相符，清单中每个案件的每项办理行为都在账本中。",
        over=traced,
        inner=True,
    ),
    Indicator(
        code="SHO-02B",
        name="报告所用的数据",
        unit="项",
        measure="count",
        definition="报告的表述所依据、且有登记的数据。",
        over=told,
        inner=True,
    ),
)
