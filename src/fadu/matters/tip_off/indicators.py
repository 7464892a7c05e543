# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of tip-offs."""

from __future__ import annotations

from fadu.figures.conditions import Is
from fadu.figures.indicators import ActsOf, Indicator, Pending, counted, due, in_time, late
from fadu.matters.tip_off.models import TipOff

KEPT = (ActsOf(kind="tip_off"),)
#: whichever of the terms of verification runs
TERMS = ("verification", "fair_competition", "false_information", "advertising")
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
        definition="当年结束核查（决定是否立案、得出结论、移送、告知向有权机关提出或者并入前一举报）或者核查期限届满的举报中，在核查期限（含经批准的延长）内结束的占比。",
        numerator="CMP-09A",
        denominator="CMP-09B",
    ),
    Indicator(
        code="CMP-09A",
        name="按时结束核查的举报",
        unit="件",
        measure="count",
        definition="结束核查之日不晚于核查期限。",
        rows=in_time("tip_off", *TERMS),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="CMP-09B",
        name="应当结束核查的举报",
        unit="件",
        measure="count",
        definition="当年结束核查，或者核查期限在当年届满仍未结束的举报。",
        rows=due("tip_off", *TERMS),
        inner=True,
        kept=KEPT,
    ),
    Indicator(
        code="CMP-10",
        name="处理信访举报件数",
        unit="件",
        measure="count",
        definition="信访转来、当年作出决定的举报（信访事项的登记尚未启用，不在其内）。",
        rows=counted(TipOff, "decided_on", Is("channel", "petition")),
        kept=KEPT,
        within=("CMP-08", "CMP-08O"),
    ),
    Indicator(
        code="CMP-08A",
        name="举报立案数",
        unit="件",
        measure="count",
        definition="当年核查后决定立案的举报。",
        rows=counted(TipOff, "decided_on", Is("decision", "file")),
        kept=KEPT,
        within=("CMP-08", "CMP-08O"),
    ),
    Indicator(
        code="CMP-11A2",
        part_of="CMP-11A",
        name="经审查发出的举报告知答复",
        unit="件",
        measure="count",
        definition="当年收到的实名举报中，告知答复发出之前审查单均已办结的。",
        rows=counted(TipOff, "received_on", Is("replied", value=True), Is("reply_reviewed", value=True)),
        kept=KEPT,
        inner=True,
        within=("CMP-08",),
    ),
    Indicator(
        code="CMP-11B2",
        part_of="CMP-11B",
        name="应当先审查的举报告知答复",
        unit="件",
        measure="count",
        definition="当年收到的实名举报中，已发出应当先审查的告知答复的。",
        rows=counted(TipOff, "received_on", Is("replied", value=True)),
        kept=KEPT,
        inner=True,
        within=("CMP-08",),
    ),
    Indicator(
        code="CMP-13",
        name="举报超期环节数",
        unit="个",
        measure="count",
        definition="当年超过法定期限才完成，或者期限在当年届满仍未完成的办理环节；内部目标不算。",
        rows=late("tip_off"),
        kept=KEPT,
    ),
    Indicator(
        code="CMP-08O",
        name="年初未决的举报",
        unit="件",
        measure="count",
        definition="年初以前收到，年初尚未作出决定的举报。",
        rows=Pending(of=TipOff, since="received_on", until=("decided_on",)),
        kept=KEPT,
        inner=True,
    ),
)
