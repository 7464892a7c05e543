# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of consumers' complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from fadu.figures.indicators import Indicator, Row, counted, ended_or_overdue, kept, overdue, summed
from fadu.matters.complaint.models import Complaint

if TYPE_CHECKING:
    from fadu.figures.indicators import Period
    from fadu.people.models import Bureau

KEPT = kept("complaint")


def screened_or_overdue(bureau: Bureau, period: Period) -> list[Row]:
    """Complaints received in the period that were screened, or whose time to screen them ran out in it."""
    found = Complaint.objects.filter(
        Q(screened_on__isnull=False) | Q(screening_due_on__lte=period.last),
        case__bureau=bureau,
        case__exercise=False,
        received_on__range=period.days,
    ).order_by("received_on", "case_id")
    rows = found.values_list("case__number", "received_on", "screened_on")
    return [
        Row(record=number, on=day, detail="" if screened else "逾期未初查") for number, day, screened in rows
    ]


INDICATORS = (
    Indicator(
        code="CMP-01",
        name="接收消费投诉件数",
        unit="件",
        measure="count",
        definition="当年收到的消费投诉，不分渠道；重复的标明而不删除。",
        rows=counted(Complaint, "received_on"),
        kept=KEPT,
    ),
    Indicator(
        code="CMP-02",
        name="转办消费投诉件数",
        unit="件",
        measure="count",
        definition="当年分送、转办的消费投诉；均为当年收到或者年初在办的。",
        rows=counted(Complaint, "transferred_on"),
        kept=KEPT,
    ),
    Indicator(
        code="CMP-03",
        name="投诉受理数",
        unit="件",
        measure="count",
        definition="当年决定受理的消费投诉。",
        rows=counted(Complaint, "accepted_on"),
        kept=KEPT,
    ),
    Indicator(
        code="CMP-04",
        name="投诉按时初查率",
        unit="%",
        measure="rate",
        definition="当年收到、已经初查或者初查期限已满的投诉中，在法定期限内决定是否受理（或者转办）的占比。",
        numerator="CMP-04A",
        denominator="CMP-04B",
    ),
    Indicator(
        code="CMP-04A",
        name="按时初查的投诉",
        unit="件",
        measure="count",
        definition="初查决定之日不晚于应当决定之日。",
        rows=counted(Complaint, "received_on", screening_due_on__gte=F("screened_on")),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="CMP-04B",
        name="应当初查的投诉",
        unit="件",
        measure="count",
        definition="当年收到、已经初查或者初查期限已满的投诉。",
        rows=screened_or_overdue,
        inner=True,
        kept=KEPT,
    ),
    Indicator(
        code="CMP-05",
        name="投诉按时办结率",
        unit="%",
        measure="rate",
        definition="当年调解结束或者调解期限届满的投诉中，在调解期限内结束的占比；鉴定检测时间依法不计入。",
        numerator="CMP-05A",
        denominator="CMP-05B",
    ),
    Indicator(
        code="CMP-05A",
        name="按时结束调解的投诉",
        unit="件",
        measure="count",
        definition="调解结束之日不晚于调解期限。",
        rows=counted(Complaint, "mediation_ended_on", mediation_due_on__gte=F("mediation_ended_on")),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="CMP-05B",
        name="应当结束调解的投诉",
        unit="件",
        measure="count",
        definition="当年结束调解，或者期限在当年届满仍未结束的投诉。",
        rows=ended_or_overdue(Complaint, "mediation_ended_on", "mediation_due_on"),
        inner=True,
        kept=KEPT,
    ),
    Indicator(
        code="CMP-06",
        name="调解成功率",
        unit="%",
        measure="rate",
        definition="当年结束、且组织过调解的投诉中达成协议的占比。",
        numerator="CMP-06A",
        denominator="CMP-06B",
    ),
    Indicator(
        code="CMP-06A",
        name="达成协议的投诉",
        unit="件",
        measure="count",
        definition="当年结束调解并达成协议的。",
        rows=counted(Complaint, "mediation_ended_on", mediated=True, agreed=True),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="CMP-06B",
        name="组织过调解的投诉",
        unit="件",
        measure="count",
        definition="当年结束、且组织过调解的。",
        rows=counted(Complaint, "mediation_ended_on", mediated=True),
        inner=True,
        kept=KEPT,
    ),
    Indicator(
        code="CMP-07",
        name="为消费者挽回经济损失",
        unit="万元",
        measure="sum",
        definition="当年结束的投诉中，协议或者和解确定的金额之和。",
        rows=summed(Complaint, "mediation_ended_on", "amount_recovered", amount_recovered__gt=0),
        kept=KEPT,
    ),
    Indicator(
        code="CMP-03A",
        name="投诉不予受理数",
        unit="件",
        measure="count",
        definition="当年收到、决定不予受理的消费投诉。",
        rows=counted(Complaint, "received_on", refusal_ground__gt=""),
        kept=KEPT,
    ),
    Indicator(
        code="CMP-11A1",
        name="经审查发出的投诉告知答复",
        unit="件",
        measure="count",
        definition="当年收到的投诉中，告知答复发出且审查单已办结的。",
        rows=counted(Complaint, "received_on", replied=True, reply_reviewed=True),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="CMP-11B1",
        name="应当先审查的投诉告知答复",
        unit="件",
        measure="count",
        definition="当年收到的投诉中，已发出的、应当先审查的告知答复。",
        rows=counted(Complaint, "received_on", replied=True),
        inner=True,
        kept=KEPT,
    ),
    Indicator(
        code="CMP-12",
        name="投诉超期环节数",
        unit="个",
        measure="count",
        definition="当年超过法定期限才完成，或者期限在当年届满仍未完成的办理环节；内部目标不算。",
        rows=overdue("complaint"),
        kept=KEPT,
    ),
)
