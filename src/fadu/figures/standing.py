# SPDX-License-Identifier: MulanPSL-2.0
"""Figures that stand at the year's end: people and their qualifications, procedures with their risk points, traceability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.figures.indicators import Indicator, Row, StaffOf, Standing
from fadu.figures.sources import begun
from fadu.people import selectors as people
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.figures.period import Period
    from fadu.people.models import Bureau
    from fadu.procedure.model import Procedure


def procedures_at(period: Period) -> Iterator[Procedure]:
    """The editions in force on the last day that is looked at."""
    for kind in library().kinds():
        editions = [p for p in library().editions(kind) if p.edition <= period.until and not p.replay_only]
        if editions:
            yield editions[-1]


def charts(bureau: Bureau, period: Period) -> list[Row]:
    """Procedures drawn as flow charts: the drawing is the definition that is executed."""
    return [Row(record=_chart(p), on=p.edition) for p in procedures_at(period)]


def _chart(procedure: Procedure) -> str:
    return f"{procedure.title}流程图（{procedure.edition}版）"


def risk_points(bureau: Bureau, period: Period) -> list[Row]:
    """Risk points marked on the actions of procedures in force."""
    return [
        Row(record=f"{p.title}·{a.title}：{a.risk.point}", on=p.edition, detail=a.risk.level)
        for p in procedures_at(period)
        for a in p.actions.values()
        if a.risk
    ]


def guarded_risk_points(bureau: Bureau, period: Period) -> list[Row]:
    """Of these, those with a measure against it."""
    return [
        Row(record=f"{p.title}·{a.title}：{a.risk.point}", on=p.edition)
        for p in procedures_at(period)
        for a in p.actions.values()
        if a.risk and a.risk.measures
    ]


def cited_procedures(bureau: Bureau, period: Period) -> list[Row]:
    """Of the procedures, those whose every action names its legal basis."""
    whole = [p for p in procedures_at(period) if all(action.cites for action in p.actions.values())]
    return [Row(record=_chart(p), on=p.edition) for p in whole]


WORKING_GROUP = "法律事务工作小组"


def working_group(bureau: Bureau, period: Period) -> list[Row]:
    """Members of the legal-affairs working group at the year's end."""
    seats = people.seats_of(bureau, period.until)
    return [
        Row(record=f"{group.title}：{m.officer.name}")
        for group, members in seats
        if group.title == WORKING_GROUP
        for m in members
    ]


def qualified(bureau: Bureau, period: Period) -> list[Row]:
    """Officers with the national legal qualification at the year's end."""
    return [Row(record=name, on=on) for name, on in people.legally_qualified(bureau, period.until)]


def enforcement_officers(bureau: Bureau, period: Period) -> list[Row]:
    """Officers in enforcement posts at the year's end."""
    return [Row(record=name) for name, _ in people.enforcement_officers(bureau, period.end)]


def certified_officers(bureau: Bureau, period: Period) -> list[Row]:
    """Of these, those whose certificate is valid."""
    return [
        Row(record=name) for name, certified in people.enforcement_officers(bureau, period.end) if certified
    ]


def reviewers(bureau: Bureau, period: Period) -> list[Row]:
    """Officers in the post of legal reviewer at the year's end."""
    return [
        Row(record=officer.name) for officer in people.officers_with(bureau.pk, "legal_counsel", period.end)
    ]


def legal_unit(bureau: Bureau, period: Period) -> list[Row]:
    """Staff of the legal unit at the year's end."""
    return [Row(record=name) for name in people.staff_of(bureau, "法规", period.until)]


def qualified_members(bureau: Bureau, period: Period) -> list[Row]:
    """Members of the working group who hold the national legal qualification."""
    holders = people.qualified_ids(bureau, period.until)
    seats = people.seats_of(bureau, period.until)
    members = [m for group, seated in seats if group.title == WORKING_GROUP for m in seated]
    return [Row(record=f"{WORKING_GROUP}：{m.officer.name}") for m in members if m.officer_id in holders]


INDICATORS = (
    Indicator(
        code="ORG-04",
        name="法律事务工作小组人数",
        unit="名",
        measure="count",
        definition="年末在任的法律事务工作小组成员。",
        rows=Standing(rows=working_group),
    ),
    Indicator(
        code="ORG-04A",
        name="工作小组成员持有法律职业资格的占比",
        unit="%",
        measure="rate",
        definition="年末法律事务工作小组成员中，取得法律职业资格的占比。",
        numerator="ORG-04B",
        denominator="ORG-04",
    ),
    Indicator(
        code="ORG-04B",
        name="取得法律职业资格的工作小组成员",
        unit="名",
        measure="count",
        definition="年末在任、取得法律职业资格的工作小组成员。",
        kept=(StaffOf(),),
        rows=Standing(rows=qualified_members),
        inner=True,
    ),
    Indicator(
        code="SUP-01",
        name="系统计时的办理环节数",
        unit="个",
        measure="count",
        definition="当年起算、由机关遵守的法定期限；内部目标不算。",
        rows=begun(),
    ),
    Indicator(
        code="ORG-05",
        name="通过司法考试（法律职业资格）人数",
        unit="名",
        measure="count",
        definition="年末在职、取得法律职业资格的人员。",
        rows=Standing(rows=qualified),
    ),
    Indicator(
        code="RES-01",
        name="法律事务部门人数",
        unit="名",
        measure="count",
        definition="年末法律事务部门的在职人员。",
        kept=(StaffOf(),),
        rows=Standing(rows=legal_unit),
    ),
    Indicator(
        code="RES-02",
        name="法制审核人员占比",
        unit="%",
        measure="rate",
        definition="法制审核人员与执法人员之比。",
        numerator="RES-02A",
        denominator="ENF-01",
        law="legal_review/reviewers_share",
    ),
    Indicator(
        code="RES-02A",
        name="法制审核人员数",
        unit="名",
        measure="count",
        definition="年末任法制审核岗位的人员。",
        kept=(StaffOf(),),
        rows=Standing(rows=reviewers),
        inner=True,
    ),
    Indicator(
        code="ENF-01",
        name="执法人员数",
        unit="名",
        measure="count",
        definition="年末任执法岗位的人员。",
        kept=(StaffOf(),),
        rows=Standing(rows=enforcement_officers),
    ),
    Indicator(
        code="ENF-02",
        name="执法证持证率",
        unit="%",
        measure="rate",
        definition="年末执法人员中持有效执法证的占比。",
        numerator="ENF-02A",
        denominator="ENF-01",
    ),
    Indicator(
        code="ENF-02A",
        name="持有效执法证的人员",
        unit="名",
        measure="count",
        definition="年末持有效执法证的执法人员。",
        kept=(StaffOf(),),
        rows=Standing(rows=certified_officers),
        inner=True,
    ),
    Indicator(
        code="PWR-03",
        name="权力运行流程图数",
        unit="项",
        measure="count",
        definition="年末施行、由所执行的程序定义直接绘出的流程图。",
        rows=Standing(rows=charts),
    ),
    Indicator(
        code="PWR-04",
        name="违法违规风险点数",
        unit="个",
        measure="count",
        definition="年末施行的程序中标明的风险点。",
        rows=Standing(rows=risk_points),
    ),
    Indicator(
        code="PWR-05",
        name="风险点防控措施覆盖率",
        unit="%",
        measure="rate",
        definition="风险点中有防控措施的占比。",
        numerator="PWR-05A",
        denominator="PWR-04",
    ),
    Indicator(
        code="PWR-05A",
        name="有防控措施的风险点",
        unit="个",
        measure="count",
        definition="写明防控措施的风险点。",
        rows=Standing(rows=guarded_risk_points),
        inner=True,
    ),
    Indicator(
        code="PWR-07",
        name="逐项载明依据的程序占比",
        unit="%",
        measure="rate",
        definition="年末施行的程序中，每项办理动作都写明法律依据的占比。",
        numerator="PWR-07A",
        denominator="PWR-03",
    ),
    Indicator(
        code="PWR-07A",
        name="逐项载明依据的程序",
        unit="项",
        measure="count",
        definition="每项办理动作都写明法律依据的程序。",
        rows=Standing(rows=cited_procedures),
        inner=True,
    ),
)
