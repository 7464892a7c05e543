# SPDX-License-Identifier: MulanPSL-2.0
"""Evidence that is no figure: records of mechanisms, by name. A name without a register yet is a gap that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.indicators import Row
from fadu.cases.models import Refusal
from fadu.kernel.errors import UnknownNameError
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Callable

    from fadu.cases.indicators import Period
    from fadu.people.models import Bureau

    Provider = Callable[[Bureau, Period], list[Row]]


def the_bureau(bureau: Bureau, period: Period) -> list[Row]:
    """The bureau itself."""
    return [Row(record=bureau.name)]


def leading_groups(bureau: Bureau, period: Period) -> list[Row]:
    """Leading groups at the year's end."""
    return _titles(bureau, period, "leading_group")


def committees(bureau: Bureau, period: Period) -> list[Row]:
    """Committees at the year's end."""
    return _titles(bureau, period, "committee")


def _titles(bureau: Bureau, period: Period, kind: str) -> list[Row]:
    seats = people.seats_of(bureau, period.last)
    return [Row(record=committee.title) for committee, _ in seats if committee.kind == kind]


def local_parameters(bureau: Bureau, period: Period) -> list[Row]:
    """Local parameters in force at the year's end, each resting on a document."""
    return [Row(record=key) for key in sorted(people.local_parameters(bureau, period.last))]


def refusals(bureau: Bureau, period: Period) -> list[Row]:
    """Acts that were asked for and refused in the year."""
    found = Refusal.objects.filter(case__bureau=bureau, case__exercise=False, recorded_at__range=period.moments)
    return [Row(record=f"{r.case.number} {r.action}") for r in found.select_related("case").order_by("recorded_at", "pk")]  # type: ignore[union-attr]


PROVIDERS: dict[str, Provider] = {
    "bureau": the_bureau,
    "leading_groups": leading_groups,
    "committees": committees,
    "local_parameters": local_parameters,
    "refusals": refusals,
}
#: evidence whose register is not kept in this release: what the author would have to show
NOT_KEPT = {
    "study_sessions": "理论学习中心组集中学法的记录",
    "lectures": "主要负责人讲授法治课的记录",
    "supervised_tasks": "年度重点工作督办的记录",
    "supervision_checks": "纪检履职监督检查的记录",
    "normative_documents": "规范性文件制发和备案的记录",
    "access_restrictions": "取消准入限制的记录",
    "disclosure_requests": "政府信息公开申请的记录",
    "inspections": "现场检查的记录",
    "self_check": "处罚专项清理自查和整改的记录",
    "reconsiderations": "行政复议案件的记录",
    "corrected_reconsiderations": "行政复议决定的记录",
    "court_sessions": "出庭应诉的记录",
    "publicity_events": "普法宣传和宪法宣誓的记录",
    "warning_sessions": "专题警示教育的记录",
    "integrity_posts": "纪律提示发布的记录",
    "compliance_trainings": "市场主体合规培训的记录",
}


def rows_of(name: str, bureau: Bureau, period: Period) -> list[Row]:
    """The records of a name; none where its register is not kept."""
    if name in PROVIDERS:
        return PROVIDERS[name](bureau, period)
    if name in NOT_KEPT:
        return []
    raise UnknownNameError("证据", name, [*PROVIDERS, *NOT_KEPT])


def missing_words(name: str) -> str:
    """What is missing, for the author."""
    return NOT_KEPT.get(name, f"“{name}”的记录")
