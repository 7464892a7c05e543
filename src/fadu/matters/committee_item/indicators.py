# SPDX-License-Identifier: MulanPSL-2.0
"""The figures of collective discussion: the statutory body and the party group are counted apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.indicators import Indicator, counted, kept
from fadu.matters.committee_item.models import CommitteeItem

if TYPE_CHECKING:
    from fadu.cases.indicators import Period
    from fadu.people.models import Bureau

KEPT = kept("penalty")


def party_group_kept(bureau: Bureau, period: Period) -> bool:
    """Only a meeting of the party group in that year shows that its register was kept."""
    found = CommitteeItem.objects.filter(case__bureau=bureau, body="party_group", meeting_on__range=period.days, case__exercise=False)
    return found.exists()


INDICATORS = (
    Indicator(code="PEN-07", name="集体讨论案件数", unit="件", measure="count", definition="当年由市场监督管理部门负责人集体讨论并作出决议的案件。",
              rows=counted(CommitteeItem, "resolved_on", body="bureau_heads"), kept=KEPT, cites=("行政处罚法 57",)),
    Indicator(code="PEN-06", name="党组审议重大处罚数", unit="件", measure="count", definition="当年党组会议审议的重大处罚事项；不代替负责人集体讨论。",
              rows=counted(CommitteeItem, "resolved_on", body="party_group"), kept=party_group_kept),
)  # fmt: skip
