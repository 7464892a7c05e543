# SPDX-License-Identifier: MulanPSL-2.0
"""Adopting a holiday notice: every open clock that moves is seen before it is confirmed, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fadu.cases.acts.clocks import rebuild, that_a_notice_may_move
from fadu.cases.models import Clock
from fadu.kernel import clock
from fadu.people import services as people

if TYPE_CHECKING:
    from fadu.people.models import Officer


def adopt(text: str, *, keep: bool, by: Officer | None = None) -> list[dict[str, str]]:
    """Adopt a notice, derive the clocks it may move anew, and tell which open ones moved; without ``keep`` all is taken back."""
    with transaction.atomic():
        before = _running()
        adopted = people.adopt_notice(text=text, by=by)
        rebuild(that_a_notice_may_move(adopted.year).iterator(), clock.now())
        after = _running()
        if not keep:
            transaction.set_rollback(True)
    return [
        {"case": case, "clock": name, "before": before.get((case, name, about, seq), "（无）"), "after": due}
        for (case, name, about, seq), due in after.items()
        if before.get((case, name, about, seq)) != due
    ]


def _running() -> dict[tuple[str, str, str, int], str]:
    """Case, title, party and start of every open clock, with its last day as it is printed."""
    rows = Clock.objects.filter(case__closed_at=None, stopped_on=None, void=False, waived=False)
    rows = rows.select_related("case").order_by("case_id", "started_seq", "clock", "about")
    return {(row.case.number, row.title, row.about, row.started_seq): _printed(row) for row in rows}


def _printed(row: Clock) -> str:
    if row.due_on is None:
        return "（未定）"
    return row.due_on.isoformat() + ("（暂定）" if row.provisional else "")
