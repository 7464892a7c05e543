# SPDX-License-Identifier: MulanPSL-2.0
"""Who belonged to the body that discusses an item on the day of the meeting, and how many of them must be there."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from fadu.kernel.clock import LEGAL_TIME
from fadu.matters.committee_item.models import CommitteeItem
from fadu.people import selectors as people
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fadu.cases.models import Case

#: the body whose members are the heads in office, not the seats of a committee
HEADS = "bureau_heads"


def registers(cases: Sequence[Case], at: datetime) -> Mapping[int, Mapping[str, Any]]:
    """``members`` and ``quorum`` of each item's body on the day of its meeting, where the registers know the body."""
    items = {item.pk: item for item in CommitteeItem.objects.filter(pk__in=[case.pk for case in cases])}
    return {
        case.pk: _body(case, items[case.pk].body, items[case.pk].meeting_on or at.date())
        for case in cases
        if case.pk in items and items[case.pk].body
    }


def _body(case: Case, body: str, on: date) -> dict[str, Any]:
    if body == HEADS:
        members = people.heads_at(case.bureau, datetime.combine(on, time(12), LEGAL_TIME))
        return {"members": members} if members else {}
    choices = library().edition(case.kind, case.edition).fields["body"].choices
    title = next((choice.title for choice in choices if choice.key == body), "")
    committee = people.body_at(case.bureau, title, on)
    return (
        {"members": committee.members, "quorum": committee.quorum} if committee and committee.members else {}
    )
