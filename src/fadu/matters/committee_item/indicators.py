# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of collective discussion: the statutory body and the party group are counted apart."""

from __future__ import annotations

from fadu.figures.conditions import AtLeast, Is, No, Some, Stated
from fadu.figures.indicators import ActsOf, Indicator, Rows, counted
from fadu.matters.committee_item.models import CommitteeItem

KEPT = (ActsOf(kind="penalty"),)
SITTING = (Is("body", "bureau_heads"),)
PRESENT = Is("status", "present")


def meetings(body: str) -> tuple[Rows, ...]:
    """Only a meeting of that body in that year shows that its register was kept."""
    return (counted(CommitteeItem, "meeting_on", Is("body", body)),)


INDICATORS = (
    Indicator(
        code="PEN-07",
        name="集体讨论案件数",
        unit="件",
        measure="count",
        definition="当年由市场监督管理部门负责人集体讨论并作出决议的案件。",
        rows=counted(CommitteeItem, "resolved_on", *SITTING),
        kept=KEPT,
        law="penalty/collective_discussion",
    ),
    Indicator(
        code="PEN-07A",
        name="案件审理委员会审议数",
        unit="件",
        measure="count",
        definition="当年由行政处罚案件审理委员会审议并作出决议的案件；与负责人集体讨论分列。",
        rows=counted(CommitteeItem, "resolved_on", Is("body", "penalty_committee")),
        kept=meetings("penalty_committee"),
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
        rows=counted(CommitteeItem, "resolved_on", *SITTING, AtLeast("present", "quorum")),
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
        rows=counted(
            CommitteeItem,
            "resolved_on",
            *SITTING,
            Some("members", (PRESENT, Stated("vote"))),
            No("members", (PRESENT, Is("vote", ""))),
        ),
        kept=KEPT,
        inner=True,
    ),
    Indicator(
        code="PEN-06",
        name="党组审议重大处罚数",
        unit="件",
        measure="count",
        definition="当年党组会议审议的重大处罚事项；不代替负责人集体讨论。",
        rows=counted(CommitteeItem, "resolved_on", Is("body", "party_group")),
        kept=meetings("party_group"),
    ),
)
