# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of hearings."""

from __future__ import annotations

from fadu.figures.indicators import ActsOf, Indicator, counted
from fadu.matters.hearing.models import Hearing

KEPT = (ActsOf(kind="penalty"),)
INDICATORS = (
    Indicator(
        code="PEN-05A",
        name="要求听证数",
        unit="件",
        measure="count",
        definition="当年收到的听证要求。",
        rows=counted(Hearing, "requested_on"),
        kept=KEPT,
        law="hearing/request",
    ),
    Indicator(
        code="PEN-05",
        name="听证数",
        unit="件",
        measure="count",
        definition="当年举行的行政处罚听证。",
        rows=counted(Hearing, "held_on"),
        kept=KEPT,
        law="penalty/hearing_right",
    ),
)
