# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of legal review."""

from __future__ import annotations

from fadu.figures.conditions import Is, OneOf
from fadu.figures.indicators import ActsOf, Indicator, counted, due, in_time
from fadu.matters.legal_review.models import LegalReview

KEPT = (ActsOf(kind="legal_review"),)
#: reviews in penalty cases are told only where both registers were kept
BOTH_KEPT = (*KEPT, ActsOf(kind="penalty"))
INDICATORS = (
    Indicator(
        code="LGL-01",
        name="法律审查签报单件数",
        unit="件",
        measure="count",
        definition="当年办结的法律审查（法制审核和告知答复审查）。",
        rows=counted(LegalReview, "answered_on"),
        kept=KEPT,
    ),
    Indicator(
        code="LGL-01A",
        name="告知答复审查数",
        unit="件",
        measure="count",
        definition="当年办结的、投诉举报告知答复的审查。",
        rows=counted(LegalReview, "answered_on", Is("case__topic", "reply")),
        kept=KEPT,
        within=("LGL-01",),
    ),
    Indicator(
        code="LGL-01B",
        name="提出修改、补充、退回或者不同意意见数",
        unit="件",
        measure="count",
        definition="当年办结的法律审查中，意见不是同意的。",
        rows=counted(
            LegalReview,
            "answered_on",
            OneOf("opinion", ("amended", "supplement", "returned", "disagreed")),
        ),
        within=("LGL-01",),
        kept=KEPT,
    ),
    Indicator(
        code="LGL-01C",
        name="标明法律风险的审查数",
        unit="件",
        measure="count",
        definition="当年办结的法律审查中，法律风险标为中或者高的。",
        rows=counted(LegalReview, "answered_on", OneOf("risk_level", ("middle", "high"))),
        kept=KEPT,
        within=("LGL-01",),
    ),
    Indicator(
        code="LGL-02",
        name="法律审查按期完成率",
        unit="%",
        measure="rate",
        definition="当年办结或者审核期限届满的法律审查中，在法定期限（含延长）内完成的占比。",
        numerator="LGL-02A",
        denominator="LGL-02B",
        law="legal_review/review",
    ),
    Indicator(
        code="LGL-02A",
        name="按期完成的审查",
        unit="件",
        measure="count",
        definition="当年完成，且不晚于审核期限的审查。",
        rows=in_time("legal_review", "review"),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="LGL-02B",
        name="应当完成的审查",
        unit="件",
        measure="count",
        definition="当年完成，或者审核期限在当年届满仍未完成的审查。",
        rows=due("legal_review", "review"),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="LGL-03",
        name="重大执法决定法制审核数",
        unit="件",
        measure="count",
        definition="当年办结的、处罚案件中的法制审核。",
        rows=counted(LegalReview, "answered_on", Is("case__parent__kind", "penalty")),
        kept=BOTH_KEPT,
        law="legal_review/duty",
        within=("LGL-01",),
    ),
)
