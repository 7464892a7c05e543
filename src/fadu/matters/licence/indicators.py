# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of licensing."""

from __future__ import annotations

from django.db.models import F

from fadu.cases.indicators import MET, Indicator, clocked, counted, kept, overdue, papers
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
              rows=counted(Licence, "decided_on", decision_due_on__gte=F("decided_on")), kept=KEPT, inner=True),
    Indicator(code="LIC-06B", name="有期限的许可决定", unit="件", measure="count", definition="当年作出、且期限已起算的许可决定（当场准予的没有期限）。",
              rows=counted(Licence, "decided_on", decision_due_on__isnull=False), inner=True, kept=KEPT),
    Indicator(code="LIC-07", name="窗口统一接收件数", unit="件", measure="count", definition="当年由窗口当面接收的申请。",
              rows=counted(Licence, "received_on", intake="window"), kept=KEPT),
    Indicator(code="LIC-08", name="行政许可网办率", unit="%", measure="rate", definition="当年收到的申请中线上提出的占比。",
              numerator="LIC-08A", denominator="LIC-02"),
    Indicator(code="LIC-08A", name="线上提出的申请", unit="件", measure="count", definition="当年线上提出的申请。",
              rows=counted(Licence, "received_on", intake="online"), kept=KEPT, inner=True),
    Indicator(code="DIS-01", name="主动公开行政许可核准事项件数", unit="件", measure="count", definition="当年首次公开的准予许可决定。",
              rows=counted(Licence, "published_on"), kept=KEPT, cites=("行政许可法 40",)),
    Indicator(code="DIS-03", name="行政许可公开及时率", unit="%", measure="rate", definition="公开期限在当年届满的准予许可决定中，在法定期限内公开的占比；期限未满的不计。",
              numerator="DIS-03A", denominator="DIS-03B", cites=("行政许可法 40", "政府信息公开条例 26")),
    Indicator(code="DIS-03A", name="及时公开的许可决定", unit="件", measure="count", definition="公开之日不晚于公开期限。",
              rows=clocked("licence", "publication", "due_on", **MET), kept=KEPT, inner=True),
    Indicator(code="DIS-03B", name="应当公开的许可决定", unit="件", measure="count", definition="公开期限在当年届满的准予许可决定。",
              rows=clocked("licence", "publication", "due_on"), kept=KEPT, inner=True),
    Indicator(code="LIC-09", name="一次性告知补正数", unit="件", measure="count", definition="当年发出的补正告知书；每件申请只告知一次。",
              rows=papers("licence", "correction_notice"), kept=KEPT, cites=("行政许可法 32",)),
    Indicator(code="LIC-10", name="许可现场核查次数", unit="次", measure="count", definition="当年制作的许可现场核查记录。",
              rows=papers("licence", "site_inspection_record"), kept=KEPT, cites=("行政许可法 34",)),
    Indicator(code="LIC-11", name="许可超期环节数", unit="个", measure="count", definition="当年超过法定期限才完成，或者期限在当年届满仍未完成的办理环节；内部目标不算。",
              rows=overdue("licence"), kept=KEPT),
)  # fmt: skip
