# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of licensing."""

from __future__ import annotations

from django.db.models import F

from fadu.cases.indicators import Indicator, counted, kept
from fadu.matters.licence.models import Licence

KEPT = kept("licence")
INDICATORS = (
    Indicator(code="LIC-02", name="行政许可申请数", unit="件", measure="count", definition="当年收到的行政许可申请，以收到申请材料之日为准。",
              rows=counted(Licence, "received_on"), kept=KEPT, cites=("行政许可法 32",)),
    Indicator(code="LIC-03", name="行政许可受理数", unit="件", measure="count", definition="当年受理的申请，含逾期未告知而视为受理的。",
              rows=counted(Licence, "accepted_on"), kept=KEPT, cites=("行政许可法 32",)),
    Indicator(code="LIC-04", name="准予许可数", unit="件", measure="count", definition="当年作出准予决定的，含变更、延续和视为准予延续。",
              rows=counted(Licence, "decided_on", result__in=("granted", "deemed")), kept=KEPT),
    Indicator(code="LIC-05", name="不予许可数", unit="件", measure="count", definition="当年作出不予许可决定的。",
              rows=counted(Licence, "decided_on", result="refused"), kept=KEPT),
    Indicator(code="LIC-06", name="行政许可按期办结率", unit="%", measure="rate", definition="当年决定中在法定期限内作出的占比；听证、检验检测、专家评审等时间依法不计入。",
              numerator="LIC-06A", denominator="LIC-06B", cites=("行政许可法 42", "行政许可法 45")),
    Indicator(code="LIC-06A", name="按期作出的许可决定", unit="件", measure="count", definition="决定之日不晚于应当决定之日。",
              rows=counted(Licence, "decided_on", decision_due_on__gte=F("decided_on")), inner=True),
    Indicator(code="LIC-06B", name="有期限的许可决定", unit="件", measure="count", definition="当年作出、且期限已起算的许可决定（当场准予的没有期限）。",
              rows=counted(Licence, "decided_on", decision_due_on__isnull=False), inner=True, kept=KEPT),
    Indicator(code="LIC-07", name="窗口统一接收件数", unit="件", measure="count", definition="当年由窗口当面接收的申请。",
              rows=counted(Licence, "received_on", intake="window"), kept=KEPT),
    Indicator(code="LIC-08", name="行政许可网办率", unit="%", measure="rate", definition="当年收到的申请中线上提出的占比。",
              numerator="LIC-08A", denominator="LIC-02"),
    Indicator(code="LIC-08A", name="线上提出的申请", unit="件", measure="count", definition="当年线上提出的申请。",
              rows=counted(Licence, "received_on", intake="online"), inner=True),
    Indicator(code="DIS-01", name="主动公开行政许可核准事项件数", unit="件", measure="count", definition="当年首次公开的准予许可决定。",
              rows=counted(Licence, "published_on"), kept=KEPT, cites=("行政许可法 40",)),
    Indicator(code="DIS-03", name="行政许可公开及时率", unit="%", measure="rate", definition="当年准予的许可决定中，自决定之日起七个工作日内公开的占比（内部目标；法定期限为二十个工作日）。",
              numerator="DIS-03A", denominator="LIC-04"),
    Indicator(code="DIS-03A", name="及时公开的准予决定", unit="件", measure="count", definition="当年准予、且公开之日不晚于应当公开之日的决定。",
              rows=counted(Licence, "decided_on", result__in=("granted", "deemed"), publication_due_on__gte=F("published_on")), inner=True),
)  # fmt: skip
