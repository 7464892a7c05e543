# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of penalties. An order to correct is no penalty; several kinds in one decision are one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Min

from fadu.cases.indicators import Indicator, Row, counted, kept, summed
from fadu.cases.models import Clock, RoleTaken
from fadu.matters.penalty.models import Penalty, PenaltyPublication

if TYPE_CHECKING:
    from fadu.cases.indicators import Period
    from fadu.people.models import Bureau

KEPT = kept("penalty")


def decided(bureau: Bureau, period: Period) -> list[Row]:
    """Decisions of the period with fine and confiscation of each."""
    found = Penalty.objects.filter(case__bureau=bureau, case__exercise=False, decided_on__range=period.days)
    return [
        Row(record=p.case.number, on=p.decided_on, value=p.fine + p.confiscated_gains + p.confiscated_goods, detail=p.decision_number)
        for p in found.select_related("case").order_by("decided_on", "case_id")
    ]


def published(bureau: Bureau, period: Period) -> list[Row]:
    """Decisions first published in the period, in whatever channel."""
    first = PenaltyPublication.objects.filter(penalty__case__bureau=bureau, penalty__case__exercise=False)
    rows = first.values("penalty__case__number").annotate(on=Min("published_on")).filter(on__range=period.days)
    return [Row(record=row["penalty__case__number"], on=row["on"]) for row in rows.order_by("on")]


def publishable(bureau: Bureau, period: Period, **conditions: object) -> list[Row]:
    """The publication clocks of decisions of the period."""
    found = Clock.objects.filter(
        case__bureau=bureau, case__kind="penalty", case__exercise=False, clock="publication", void=False,
        started_on__range=period.days, **conditions,
    )  # fmt: skip
    return [Row(record=c.case.number, on=c.started_on) for c in found.select_related("case").order_by("started_on", "pk")]


def published_in_time(bureau: Bureau, period: Period) -> list[Row]:
    """Published on or before the last day."""
    return publishable(bureau, period, stopped_on__lte=F("due_on"))


def handled(bureau: Bureau, period: Period) -> list[Row]:
    """Cases whose handling term ended in the period by a decision of any kind."""
    return _handling(bureau, period)


def handled_in_time(bureau: Bureau, period: Period) -> list[Row]:
    """Of these, decided on or before the last day."""
    return _handling(bureau, period, stopped_on__lte=F("due_on"))


def _handling(bureau: Bureau, period: Period, **conditions: object) -> list[Row]:
    found = Clock.objects.filter(
        case__bureau=bureau, case__kind="penalty", case__exercise=False, clock="handling", void=False,
        stopped_on__range=period.days, **conditions,
    )  # fmt: skip
    return [Row(record=c.case.number, on=c.stopped_on) for c in found.select_related("case").order_by("stopped_on", "pk")]


def separated(bureau: Bureau, period: Period) -> list[Row]:
    """Decided cases in which nobody held two separated roles, over the case and all its children."""
    rows = decided(bureau, period)
    roots = {row.record for row in rows}
    mixed = set()
    seen: dict[tuple[str, str, str], str] = {}
    for taken in RoleTaken.objects.filter(root__number__in=roots).select_related("root"):
        key = (taken.root.number, taken.separation, taken.person)
        if seen.setdefault(key, taken.role) != taken.role:
            mixed.add(taken.root.number)
    return [Row(record=row.record, on=row.on) for row in rows if row.record not in mixed]


INDICATORS = (
    Indicator(code="PEN-01", name="行政处罚立案数", unit="件", measure="count", definition="当年决定立案的行政处罚案件。",
              rows=counted(Penalty, "filed_on"), kept=KEPT, cites=("行政处罚法 54",)),
    Indicator(code="PEN-02", name="行政处罚决定数", unit="件", measure="count", definition="当年作出的行政处罚决定；责令改正不计入，数种处罚同一决定计一件。",
              rows=lambda bureau, period: [Row(record=r.record, on=r.on, detail=r.detail) for r in decided(bureau, period)],
              kept=KEPT, cites=("行政处罚法 57",)),
    Indicator(code="PEN-03", name="罚没金额", unit="万元", measure="sum", definition="当年处罚决定载明的罚款、没收违法所得和没收非法财物价值之和。", rows=decided, kept=KEPT),
    Indicator(code="PEN-03A", name="罚款", unit="万元", measure="sum", definition="当年处罚决定载明的罚款之和。", rows=summed(Penalty, "decided_on", "fine", fine__gt=0), inner=True),
    Indicator(code="PEN-04", name="案件按期办结率", unit="%", measure="rate", definition="当年结束办案期限的案件中，在法定办案期限（含依法扣除和延长）内作出决定的占比。",
              numerator="PEN-04A", denominator="PEN-04B", cites=("行政处罚法 60", "程序规定 64")),
    Indicator(code="PEN-04A", name="按期办结的案件", unit="件", measure="count", definition="决定之日不晚于办案期限。", rows=handled_in_time, inner=True),
    Indicator(code="PEN-04B", name="办结的案件", unit="件", measure="count", definition="当年结束办案期限的案件。", rows=handled, inner=True, kept=KEPT),
    Indicator(code="PEN-08", name="不予处罚决定数", unit="件", measure="count", definition="当年作出的不予行政处罚决定。",
              rows=counted(Penalty, "no_penalty_on"), kept=KEPT, cites=("行政处罚法 33",)),
    Indicator(code="PEN-08A", name="从轻、减轻处罚决定数", unit="件", measure="count", definition="当年处罚决定中认定从轻或者减轻的。",
              rows=counted(Penalty, "decided_on", discretion_grade__in=("lighter", "mitigated")), kept=KEPT),
    Indicator(code="PEN-09", name="移送公安机关案件数", unit="件", measure="count", definition="当年批准移送公安机关的案件。",
              rows=counted(Penalty, "police_on"), kept=KEPT, cites=("行政处罚法 27",)),
    Indicator(code="PEN-11", name="查处分离合规率", unit="%", measure="rate", definition="当年处罚决定中，办案、审核、听证主持在全案（含子程序）由不同人员担任的占比。",
              numerator="PEN-11A", denominator="PEN-02", cites=("行政处罚法 58", "程序规定 49")),
    Indicator(code="PEN-11A", name="查处分离的决定", unit="件", measure="count", definition="没有一人兼任须分离的岗位。", rows=separated, inner=True),
    Indicator(code="LGL-04", name="重大执法决定法制审核率", unit="%", measure="rate", definition="当年作出的、依法应当法制审核的处罚决定中，决定之前法制审核同意（含修改后同意）的占比。",
              numerator="LGL-04A", denominator="LGL-04B", cites=("行政处罚法 58",)),
    Indicator(code="LGL-04A", name="决定前经法制审核的重大处罚决定", unit="件", measure="count", definition="决定之前法制审核同意或者修改后同意。",
              rows=counted(Penalty, "decided_on", needs_review=True, legally_reviewed=True), inner=True),
    Indicator(code="LGL-04B", name="重大处罚决定", unit="件", measure="count", definition="当年作出的、属于法制审核四种情形之一的处罚决定。",
              rows=counted(Penalty, "decided_on", needs_review=True), inner=True, kept=KEPT),
    Indicator(code="DIS-02", name="公开行政处罚事项件数", unit="件", measure="count", definition="当年首次公示的处罚决定，不重复计算渠道。", rows=published, kept=KEPT),
    Indicator(code="DIS-04", name="行政处罚公开及时率", unit="%", measure="rate", definition="当年应当公示的处罚决定中，在二十个工作日内公示的占比。",
              numerator="DIS-04A", denominator="DIS-04B", cites=("处罚公示规定 9",)),
    Indicator(code="DIS-04A", name="及时公示的决定", unit="件", measure="count", definition="公示之日不晚于公示期限。", rows=published_in_time, inner=True),
    Indicator(code="DIS-04B", name="应当公示的决定", unit="件", measure="count", definition="当年作出、应当公示的处罚决定。", rows=publishable, inner=True, kept=KEPT),
)  # fmt: skip
