# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of performance: what came in, how decisions came to an end, and when the court was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from fadu.cases.indicators import Indicator, Row, counted, kept
from fadu.cases.models import Clock
from fadu.matters.performance.models import Payment, Performance

if TYPE_CHECKING:
    from fadu.cases.indicators import Period
    from fadu.people.models import Bureau

KEPT = kept("performance")


def received(bureau: Bureau, period: Period) -> list[Row]:
    """Each payment of the period; a case with several has several rows."""
    found = Payment.objects.filter(
        performance__case__bureau=bureau, performance__case__exercise=False, paid_on__range=period.days
    )
    rows = found.order_by("paid_on", "pk").values_list("performance__case__number", "paid_on", "amount", "kind")
    return [Row(record=number, on=on, value=amount, detail=kind) for number, on, amount, kind in rows]


def ended(bureau: Bureau, period: Period, **conditions: object) -> list[Row]:
    """Performances that came to their end in the period, by payment or by force."""
    found = Performance.objects.filter(
        case__bureau=bureau, case__exercise=False, case__outcome__in=("paid", "enforced"), ended_on__range=period.days, **conditions
    )
    return [Row(record=p.case.number, on=p.ended_on) for p in found.select_related("case").order_by("ended_on", "case_id")]


def paid_in_time(bureau: Bureau, period: Period) -> list[Row]:
    """Of these, paid on or before the last day, deferrals granted included."""
    met = Clock.objects.filter(case__kind="performance", clock="payment", void=False, stopped_on__lte=F("due_on"))
    return ended(bureau, period, case__outcome="paid", case_id__in=met.values("case_id"))


INDICATORS = (
    Indicator(code="EXE-01", name="罚没款入库金额", unit="万元", measure="sum", definition="当年收到的罚款、没收违法所得和加处罚款之和，按实际缴款日期。",
              rows=received, kept=KEPT, cites=("行政处罚法 67",)),
    Indicator(code="EXE-02", name="处罚决定按期履行率", unit="%", measure="rate", definition="当年履行完毕或者强制执行完毕的，在缴款期限（含批准的暂缓、分期）内自行履行完毕的占比。",
              numerator="EXE-02A", denominator="EXE-02B", cites=("行政处罚法 66", "行政处罚法 67")),
    Indicator(code="EXE-02A", name="按期履行的当事人", unit="件", measure="count", definition="履行完毕之日不晚于缴款期限。", rows=paid_in_time, inner=True),
    Indicator(code="EXE-02B", name="执行完毕的当事人", unit="件", measure="count", definition="当年履行完毕或者强制执行完毕。", rows=ended, inner=True, kept=KEPT),
    Indicator(code="EXE-03", name="申请法院强制执行数", unit="件", measure="count", definition="当年向人民法院申请强制执行的，一个当事人计一件。",
              rows=counted(Performance, "applied_on"), kept=KEPT, cites=("行政强制法 53",)),
    Indicator(code="EXE-04", name="催告履行数", unit="件", measure="count", definition="当年制发履行催告书的，一个当事人计一件。",
              rows=counted(Performance, "dunned_on"), kept=KEPT, cites=("行政强制法 54",)),
)  # fmt: skip
