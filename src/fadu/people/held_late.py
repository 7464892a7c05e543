# SPDX-License-Identifier: MulanPSL-2.0
"""Posts that were entered after the day from which they are held: believed from that day on, and told wherever acts lean on it.

Who holds a post from a day in the past rests on a paper and on two persons (:mod:`fadu.people.second_person`); whether the paper was
there on that day, the register does not know.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import selectors as ledger
from fadu.people.models import Appointment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.people.models import Bureau


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post from its first moment, and the day from which the register knew of it."""

    start: datetime
    known: date
    document: str

    @property
    def is_late(self) -> bool:
        """Whether it was entered after its first day."""
        return self.known > self.start.astimezone(LEGAL_TIME).date()


@dataclass(frozen=True, slots=True)
class HeldPosts:
    """The posts of a bureau's officers, ended ones too: what was entered of their beginning never changes."""

    posts: Mapping[tuple[int, str], Sequence[Held]] = field(default_factory=dict)

    def leaned_on(self, officer: int, post: str, at: datetime) -> Held | None:
        """The post an act of that moment rests on, where nobody had entered it by that day; None where one was known, or none is."""
        begun = [held for held in self.posts.get((officer, post), ()) if held.start <= at]
        day = at.astimezone(LEGAL_TIME).date()
        if not begun or any(held.known <= day or not held.is_late for held in begun):
            return None
        return min(begun, key=lambda held: held.known)


def posts_of(bureau: Bureau) -> HeldPosts:
    """The posts of a bureau's officers; those entered on the day on which the bureau itself was, are known from their beginning."""
    rows = {
        f"appointment:{row.pk}": row
        for row in Appointment.objects.filter(officer__bureau=bureau).order_by("start", "pk")
    }
    days = ledger.begun_on(rows)
    founded = min(days.values(), default=date.max)
    posts: dict[tuple[int, str], list[Held]] = defaultdict(list)
    for stream, row in rows.items():
        first = row.start.astimezone(LEGAL_TIME).date()
        known = days.get(stream, first)
        held = Held(start=row.start, known=first if known == founded else known, document=row.document)
        posts[row.officer_id, row.post].append(held)
    return HeldPosts(posts)


def entered_on(bureau: Bureau) -> Mapping[int, date]:
    """The appointments that were entered after their first day: by their key, the day of the entry."""
    rows = {f"appointment:{row.pk}": row for row in Appointment.objects.filter(officer__bureau=bureau)}
    return {
        rows[stream].pk: day
        for stream, day in ledger.begun_on(rows).items()
        if day > rows[stream].start.astimezone(LEGAL_TIME).date()
    }
