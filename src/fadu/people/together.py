# SPDX-License-Identifier: MulanPSL-2.0
"""Which posts nobody holds beside which: one rule of ``posts.yaml`` for every door by which a post is given or lent.

What was held and is over is a fact and may be entered; what is still to be done under both posts is refused.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from fadu.kernel import clock
from fadu.people.models import Appointment
from fadu.people.rules import duty, posts, posts_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime


def against(officer: int | None, post: str, start: datetime, end: datetime | None = None) -> str:
    """Why an officer may not hold a post in a span; empty where nothing held or lent to them then is kept apart from it."""
    if officer is None:
        return ""  # somebody who is not registered yet holds nothing
    return next(iter(_reasons(Q(officer=officer), (post,), start, end).values()), "")


def kept_out(bureau: int, wanted: Collection[str], start: datetime) -> dict[int, str]:
    """The officers of a bureau who may hold none of the wanted posts from a moment on -> why; in one query."""
    return _reasons(Q(officer__bureau=bureau), wanted, start, None)


def _reasons(whose: Q, wanted: Collection[str], start: datetime, end: datetime | None) -> dict[int, str]:
    since = max(start, clock.now())
    if end is not None and end <= since:
        return {}
    overlap = Q(end=None) | Q(end__gt=since)
    begun = Q() if end is None else Q(start__lt=end)
    rows = Appointment.objects.filter(whose, overlap, begun).order_by("pk")
    held: dict[int, dict[str, None]] = defaultdict(dict)
    for number, post in rows.values_list("officer_id", "post"):
        held[number][post] = None
    barred = {
        number: {post: [one for one in own if one in posts_apart(post)] for post in wanted}
        for number, own in held.items()
    }
    return {number: _said(each) for number, each in barred.items() if each and all(each.values())}


def _said(barred: Mapping[str, list[str]]) -> str:
    """Why none of some posts goes with those held, naming the first of each."""
    post, others = next(iter(barred.items()))
    return f"已任“{posts()[others[0]]}”（{duty(others[0])}），不能同时任“{posts()[post]}”"
