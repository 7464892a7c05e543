# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of requests for advice, drawn from their own table."""

from __future__ import annotations

from fadu.figures.indicators import ActsOf, Indicator, counted
from stranger_advice.models import Advice

INDICATORS = (
    Indicator(
        code="ADV-01",
        name="业务咨询",
        unit="件",
        measure="count",
        definition="当年收到的业务咨询。",
        rows=counted(Advice, "received_on"),
        kept=(ActsOf(kind="advice"),),
        law="advice/acceptance",
    ),
)
