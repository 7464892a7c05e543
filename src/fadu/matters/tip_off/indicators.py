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
    Indicator(code="CMP-09", name="举报按时核查率", unit="%", measure="rate", definition="核查期限（十五个工作日，经批准延长十五个工作日；有专门期限的从其期限）在当年届满的举报中，在期限内决定的占比；到期未决定的计入分母。",
              numerator="CMP-09A", denominator="CMP-09B"),
    Indicator(code="CMP-09A", name="按时决定的举报", unit="件", measure="count", definition="决定之日不晚于核查期限。",
              rows=counted(TipOff, "verification_due_on", verification_due_on__gte=F("decided_on")), inner=True),
    Indicator(code="CMP-09B", name="应当在当年核查完毕的举报", unit="件", measure="count", definition="核查期限在当年届满的举报，无论是否已经决定。",
              rows=counted(TipOff, "verification_due_on"), inner=True, kept=KEPT),
    Indicator(code="CMP-10", name="处理信访举报件数", unit="件", measure="count", definition="信访转来、当年作出决定的举报（信访事项的登记尚未启用，不在其内）。",
              rows=counted(TipOff, "decided_on", channel="petition"), kept=KEPT),
    Indicator(code="CMP-11E", name="告知答复经审查发出的举报", unit="件", measure="count", definition="告知答复发出且各审查单均已先行办结的实名举报。",
              rows=counted(TipOff, "received_on", replied=True, reply_reviewed=True), inner=True),
    Indicator(code="CMP-11F", name="发出告知答复的举报", unit="件", measure="count", definition="已发出应当先审查的告知答复的实名举报。",
              rows=counted(TipOff, "received_on", replied=True), inner=True, kept=KEPT),
)  # fmt: skip
