# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of legal review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from fadu.cases.indicators import Indicator, Row, counted, kept
from fadu.cases.models import Clock
from fadu.matters.legal_review.models import LegalReview

if TYPE_CHECKING:
    from fadu.cases.indicators import Period
    from fadu.people.models import Bureau

KEPT = kept("legal_review")


def finished(bureau: Bureau, period: Period, **conditions: object) -> list[Row]:
    """Review clocks that stopped in the period."""
    found = Clock.objects.filter(
        case__bureau=bureau, case__kind="legal_review", case__exercise=False, clock="review", void=False,
        stopped_on__range=period.days, **conditions,
    )  # fmt: skip
    return [Row(record=c.case.number, on=c.stopped_on) for c in found.select_related("case").order_by("stopped_on", "pk")]


def in_time(bureau: Bureau, period: Period) -> list[Row]:
    """Of these, on or before the last day."""
    return finished(bureau, period, stopped_on__lte=F("due_on"))


INDICATORS = (
    Indicator(code="LGL-01", name="法律审查签报单件数", unit="件", measure="count", definition="当年办结的法律审查（法制审核和告知答复审查）。",
              rows=counted(LegalReview, "answered_on"), kept=KEPT),
    Indicator(code="LGL-02", name="法律审查按期完成率", unit="%", measure="rate", definition="当年办结的法律审查中，在十个工作日（含延长）内完成的占比。",
              numerator="LGL-02A", denominator="LGL-02B", cites=("程序规定 55",)),
    Indicator(code="LGL-02A", name="按期完成的审查", unit="件", measure="count", definition="完成之日不晚于审核期限。", rows=in_time, inner=True),
    Indicator(code="LGL-02B", name="完成的审查", unit="件", measure="count", definition="当年完成的审查。", rows=finished, inner=True, kept=KEPT),
    Indicator(code="LGL-03", name="重大执法决定法制审核数", unit="件", measure="count", definition="当年办结的、处罚案件中的法制审核。",
              rows=counted(LegalReview, "answered_on", case__parent__kind="penalty"), kept=KEPT, cites=("行政处罚法 58",)),
)  # fmt: skip
