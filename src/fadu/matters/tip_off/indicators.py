# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of tip-offs."""

from __future__ import annotations

from fadu.figures.indicators import Indicator, counted, kept
from fadu.figures.lateness import ended_or_ran_over, in_time, late_steps
from fadu.matters.tip_off.models import TipOff

KEPT = kept("tip_off")
#: whichever of the terms of verification runs
TERMS = ("verification", "fair_competition", "false_information")
INDICATORS = (
    Indicator(
        code="CMP-08",
        name="举报接收数",
        unit="件",
        measure="count",
        definition="当年收到的违法行为举报。",
        rows=counted(TipOff, "received_on"),
        kept=KEPT,
    ),
    Indicator(
        code="CMP-09",
        name="举报按时核查率",
        unit="%",
        measure="rate",
        definition="当年作出决定或者核查期限届满的举报中，在核查期限（含经批准的延长）内决定的占比。",
        numerator="CMP-09A",
        denominator="CMP-09B",
    ),
    Indicator(
        code="CMP-09A",
        name="按时决定的举报",
        unit="件",
        measure="count",
        definition="决定之日不晚于核查期限。",
        rows=in_time("tip_off", *TERMS),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="CMP-09B",
        name="应当决定的举报",
        unit="件",
        measure="count",
        definition="当年作出决定，或者核查期限在当年届满仍未决定的举报。",
        rows=ended_or_ran_over("tip_off", *TERMS),
        inner=True,
        kept=KEPT,
    ),
    Indicator(
        code="CMP-10",
        name="处理信访举报件数",
        unit="件",
        measure="count",
        definition="信访转来、当年作出决定的举报（信访事项的登记尚未启用，不在其内）。",
        rows=counted(TipOff, "decided_on", channel="petition"),
        kept=KEPT,
    ),
    Indicator(
        code="CMP-08A",
        name="举报立案数",
        unit="件",
        measure="count",
        definition="当年核查后决定立案的举报。",
        rows=counted(TipOff, "decided_on", decision="file"),
        kept=KEPT,
    ),
    Indicator(
        code="CMP-11A2",
        name="经审查发出的举报告知答复",
        unit="件",
        measure="count",
        definition="当年收到的实名举报中，告知答复发出之前审查单均已办结的。",
        rows=counted(TipOff, "received_on", replied=True, reply_reviewed=True),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="CMP-11B2",
        name="应当先审查的举报告知答复",
        unit="件",
        measure="count",
        definition="当年收到的实名举报中，已发出应当先审查的告知答复的。",
        rows=counted(TipOff, "received_on", replied=True),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="CMP-13",
        name="举报超期环节数",
        unit="个",
        measure="count",
        definition="当年超过法定期限才完成，或者期限在当年届满仍未完成的办理环节；内部目标不算。",
        rows=late_steps("tip_off"),
        kept=KEPT,
    ),
)
