# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of tip-offs."""

from __future__ import annotations

from django.db.models import F

from fadu.cases.indicators import Indicator, counted, kept
from fadu.matters.tip_off.models import TipOff

KEPT = kept("tip_off")
INDICATORS = (
    Indicator(code="CMP-08", name="举报接收数", unit="件", measure="count", definition="当年收到的违法行为举报。",
              rows=counted(TipOff, "received_on"), kept=KEPT),
    Indicator(code="CMP-09", name="举报按时核查率", unit="%", measure="rate", definition="当年收到并已决定的举报中，在核查期限（十五个工作日，经批准延长十五个工作日）内决定的占比。",
              numerator="CMP-09A", denominator="CMP-09B"),
    Indicator(code="CMP-09A", name="按时决定的举报", unit="件", measure="count", definition="决定之日不晚于核查期限。",
              rows=counted(TipOff, "received_on", verification_due_on__gte=F("decided_on")), inner=True),
    Indicator(code="CMP-09B", name="已决定的举报", unit="件", measure="count", definition="当年收到且已决定的举报。",
              rows=counted(TipOff, "received_on", decided_on__isnull=False), inner=True, kept=KEPT),
    Indicator(code="CMP-10", name="处理信访举报件数", unit="件", measure="count", definition="当年作出决定的举报（信访事项的登记尚未启用）。",
              rows=counted(TipOff, "decided_on"), kept=KEPT),
)  # fmt: skip
