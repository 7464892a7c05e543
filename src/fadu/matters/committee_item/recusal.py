# SPDX-License-Identifier: MulanPSL-2.0
"""Who was entered as recused where a case was discussed: he keeps out of the case as well (行政处罚法 43)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.committee_item.models import CommitteeMember

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


def recused_within(parent: int, topics: Collection[str]) -> dict[str, tuple[str, date | None]]:
    """Name -> number and day of the meeting, in the items of some topics that a case opened. Of several items the last word counts."""
    rows = CommitteeMember.objects.filter(
        item__case__parent_id=parent, item__case__topic__in=topics, status__in=("present", "recused")
    ).order_by("item__case_id")
    last = {
        name: (status, number, day)
        for name, status, number, day in rows.values_list(
            "name", "status", "item__case__number", "item__meeting_on"
        )
    }
    return {name: (number, day) for name, (status, number, day) in last.items() if status == "recused"}
