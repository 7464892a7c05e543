# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of petitions: drawn from what every case has, as this kind has no tables."""

from __future__ import annotations

from fadu.cases.models import Clock
from fadu.figures.conditions import Is
from fadu.figures.indicators import ActsOf, Indicator, Rows

INDICATORS = (
    Indicator(
        code="PET-01",
        name="信访事项",
        unit="件",
        measure="count",
        definition="当年收到的信访事项。",
        rows=Rows(
            of=Clock,
            on="started_on",
            where=(Is("case__kind", "petition"), Is("clock", "acceptance"), Is("void", value=False)),
        ),
        kept=(ActsOf(kind="petition"),),
        law="petition/acceptance",
    ),
)
