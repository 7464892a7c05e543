# SPDX-License-Identifier: MulanPSL-2.0
"""Figures to which several kinds of case contribute: whoever does names its part (``part_of``)."""

from __future__ import annotations

from fadu.figures.indicators import Indicator

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
        joint=True,
        inner=True,
    ),
    Indicator(
        code="CMP-11B",
        name="应当先审查的告知答复",
        unit="件",
        measure="count",
        definition="已发出的、应当先审查的告知答复。",
        joint=True,
        inner=True,
    ),
)
