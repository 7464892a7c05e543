# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of legal review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.figures.indicators import Indicator, counted, kept
from fadu.figures.lateness import ended_or_ran_over, in_time
from fadu.matters.legal_review.models import LegalReview

if TYPE_CHECKING:
    from fadu.figures.indicators import Period
    from fadu.people.models import Bureau

KEPT = kept("legal_review")


def both_kept(bureau: Bureau, period: Period) -> bool:
    """Reviews in penalty cases are told only where both registers were kept."""
    return KEPT(bureau, period) and kept("penalty")(bureau, period)


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
        rows=counted(LegalReview, "answered_on", case__topic="reply"),
        kept=KEPT,
    ),
    Indicator(
        code="LGL-01B",
        name="提出修改、补充、退回或者不同意意见数",
        unit="件",
        measure="count",
        definition="当年办结的法律审查中，意见不是同意的。",
        rows=counted(
            LegalReview, "answered_on", opinion__in=("amended", "supplement", "returned", "disagreed")
        ),
        kept=KEPT,
    ),
    Indicator(
        code="LGL-01C",
        name="标明法律风险的审查数",
        unit="件",
        measure="count",
        definition="当年办结的法律审查中，法律风险标为中或者高的。",
        rows=counted(LegalReview, "answered_on", risk_level__in=("middle", "high")),
        kept=KEPT,
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
        rows=ended_or_ran_over("legal_review", "review"),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="LGL-03",
        name="重大执法决定法制审核数",
        unit="件",
        measure="count",
        definition="当年办结的、处罚案件中的法制审核。",
        rows=counted(LegalReview, "answered_on", case__parent__kind="penalty"),
        kept=both_kept,
        law="legal_review/duty",
    ),
)
