# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of consumers' complaints."""

from __future__ import annotations

from django.db.models import F

from fadu.cases.indicators import Indicator, counted, kept, summed
from fadu.matters.complaint.models import Complaint

KEPT = kept("complaint")
INDICATORS = (
    Indicator(code="CMP-01", name="接收消费投诉件数", unit="件", measure="count", definition="当年收到的消费投诉，不分渠道；重复的标明而不删除。",
              rows=counted(Complaint, "received_on"), kept=KEPT),
    Indicator(code="CMP-02", name="转办消费投诉件数", unit="件", measure="count", definition="当年分送、转办的消费投诉；均为当年收到或者年初在办的。",
              rows=counted(Complaint, "transferred_on"), kept=KEPT),
    Indicator(code="CMP-03", name="投诉受理数", unit="件", measure="count", definition="当年决定受理的消费投诉。",
              rows=counted(Complaint, "accepted_on"), kept=KEPT),
    Indicator(code="CMP-04", name="投诉按时初查率", unit="%", measure="rate", definition="应当在当年决定是否受理的投诉中，在七个工作日内决定（或者转办并告知）的占比；到期未决定的计入分母。",
              numerator="CMP-04A", denominator="CMP-04B"),
    Indicator(code="CMP-04A", name="按时初查的投诉", unit="件", measure="count", definition="初查决定之日不晚于应当决定之日。",
              rows=counted(Complaint, "screening_due_on", screening_due_on__gte=F("screened_on")), inner=True),
    Indicator(code="CMP-04B", name="应当在当年初查的投诉", unit="件", measure="count", definition="应当决定是否受理之日在当年的投诉，无论是否已经决定。",
              rows=counted(Complaint, "screening_due_on"), inner=True, kept=KEPT),
    Indicator(code="CMP-05", name="投诉按时办结率", unit="%", measure="rate", definition="调解期限在当年届满的已受理投诉中，在期限内结束调解的占比；到期未结束的计入分母；鉴定检测时间依法不计入。",
              numerator="CMP-05A", denominator="CMP-05B"),
    Indicator(code="CMP-05A", name="按时结束调解的投诉", unit="件", measure="count", definition="调解结束之日不晚于调解期限。",
              rows=counted(Complaint, "mediation_due_on", mediation_due_on__gte=F("mediation_ended_on")), inner=True),
    Indicator(code="CMP-05B", name="应当在当年结束调解的投诉", unit="件", measure="count", definition="调解期限在当年届满的已受理投诉，无论是否已经结束。",
              rows=counted(Complaint, "mediation_due_on"), inner=True, kept=KEPT),
    Indicator(code="CMP-06", name="调解成功率", unit="%", measure="rate", definition="当年结束、且组织过调解的投诉中达成协议的占比。",
              numerator="CMP-06A", denominator="CMP-06B"),
    Indicator(code="CMP-06A", name="达成协议的投诉", unit="件", measure="count", definition="当年结束调解并达成协议的。",
              rows=counted(Complaint, "mediation_ended_on", mediated=True, agreed=True), inner=True),
    Indicator(code="CMP-06B", name="组织过调解的投诉", unit="件", measure="count", definition="当年结束、且组织过调解的。",
              rows=counted(Complaint, "mediation_ended_on", mediated=True), inner=True, kept=KEPT),
    Indicator(code="CMP-07", name="为消费者挽回经济损失", unit="万元", measure="sum", definition="当年结束的投诉中，协议或者和解确定的金额之和。",
              rows=summed(Complaint, "mediation_ended_on", "amount_recovered", amount_recovered__gt=0), kept=KEPT),
    Indicator(code="CMP-11", name="告知答复法律审核率", unit="%", measure="rate", definition="当年收到的投诉、举报中，应当先审查的告知答复全部经审查后才发出的占比。",
              numerator="CMP-11A", denominator="CMP-11B"),
    Indicator(code="CMP-11A", name="告知答复经审查发出的投诉、举报", unit="件", measure="count", definition="告知答复发出之前，审查单均已办结。",
              parts=("CMP-11C", "CMP-11E"), inner=True),
    Indicator(code="CMP-11B", name="发出告知答复的投诉、举报", unit="件", measure="count", definition="已发出应当先审查的告知答复的投诉、举报。",
              parts=("CMP-11D", "CMP-11F"), inner=True),
    Indicator(code="CMP-11C", name="告知答复经审查发出的投诉", unit="件", measure="count", definition="告知答复发出且各审查单均已先行办结的投诉。",
              rows=counted(Complaint, "received_on", replied=True, reply_reviewed=True), inner=True),
    Indicator(code="CMP-11D", name="发出告知答复的投诉", unit="件", measure="count", definition="已发出应当先审查的告知答复的投诉。",
              rows=counted(Complaint, "received_on", replied=True), inner=True, kept=KEPT),
)  # fmt: skip
