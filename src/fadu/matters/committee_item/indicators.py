# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of collective discussion: the statutory body and the party group are counted apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef

from fadu.figures.indicators import Indicator, Row, counted, kept
from fadu.matters.committee_item.models import CommitteeItem, CommitteeMember

if TYPE_CHECKING:
    from collections.abc import Callable

    from fadu.figures.indicators import Period
    from fadu.people.models import Bureau

KEPT = kept("penalty")


def body_kept(body: str) -> Callable[[Bureau, Period], bool]:
    """Only a meeting of that body in that year shows that its register was kept."""

    def was_kept(bureau: Bureau, period: Period) -> bool:
        found = CommitteeItem.objects.filter(
            case__bureau=bureau, body=body, meeting_on__range=period.days, case__exercise=False
        )
        return found.exists()

    return was_kept


def sitting(bureau: Bureau, period: Period, **conditions: object) -> list[Row]:
    """Items resolved by the heads of the bureau in the period."""
    return counted(CommitteeItem, "resolved_on", body="bureau_heads", **conditions)(bureau, period)


def quorate(bureau: Bureau, period: Period) -> list[Row]:
    """Of these, with as many present as the meeting needs."""
    return sitting(bureau, period, quorum__isnull=False, present__gte=F("quorum"))


def voted_by_name(bureau: Bureau, period: Period) -> list[Row]:
    """Of these, with the vote of everybody present on record."""
    silent = CommitteeMember.objects.filter(item=OuterRef("pk"), status="present", vote="")
    heard = CommitteeMember.objects.filter(item=OuterRef("pk"), status="present").exclude(vote="")
    found = CommitteeItem.objects.filter(
        Exists(heard),
        ~Exists(silent),
        case__bureau=bureau,
        case__exercise=False,
        body="bureau_heads",
        resolved_on__range=period.days,
    )
    return [Row(record=number, on=day) for number, day in found.values_list("case__number", "resolved_on")]


INDICATORS = (
    Indicator(
        code="PEN-07",
        name="集体讨论案件数",
        unit="件",
        measure="count",
        definition="当年由市场监督管理部门负责人集体讨论并作出决议的案件。",
        rows=sitting,
        kept=KEPT,
        law="penalty/collective_discussion",
    ),
    Indicator(
        code="PEN-07A",
        name="案件审理委员会审议数",
        unit="件",
        measure="count",
        definition="当年由行政处罚案件审理委员会审议并作出决议的案件；与负责人集体讨论分列。",
        rows=counted(CommitteeItem, "resolved_on", body="penalty_committee"),
        kept=body_kept("penalty_committee"),
    ),
    Indicator(
        code="PEN-07B",
        name="集体讨论法定人数符合率",
        unit="%",
        measure="rate",
        definition="当年负责人集体讨论的案件中，实到人数不少于法定到会人数的占比。",
        numerator="PEN-07C",
        denominator="PEN-07",
    ),
    Indicator(
        code="PEN-07C",
        name="达到法定人数的集体讨论",
        unit="件",
        measure="count",
        definition="实到人数不少于法定到会人数的。",
        rows=quorate,
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PEN-07D",
        name="集体讨论记名表决率",
        unit="%",
        measure="rate",
        definition="当年负责人集体讨论的案件中，记录了每名到会人员表决意见的占比。",
        numerator="PEN-07E",
        denominator="PEN-07",
        law="penalty/collective_discussion",
    ),
    Indicator(
        code="PEN-07E",
        name="记名表决的集体讨论",
        unit="件",
        measure="count",
        definition="每名到会人员的表决意见都有记录的。",
        rows=voted_by_name,
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PEN-06",
        name="党组审议重大处罚数",
        unit="件",
        measure="count",
        definition="当年党组会议审议的重大处罚事项；不代替负责人集体讨论。",
        rows=counted(CommitteeItem, "resolved_on", body="party_group"),
        kept=body_kept("party_group"),
    ),
)
