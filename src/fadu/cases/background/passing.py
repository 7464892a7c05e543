# SPDX-License-Identifier: MulanPSL-2.0
"""The daily look for running cases that have to pass to a new edition (:mod:`fadu.cases.acts.moving` does it)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Min

from fadu.cases.acts.moving import move
from fadu.cases.background import walls
from fadu.cases.models import Case
from fadu.procedure.library import library
from fadu.storage.prepared import Prepared

if TYPE_CHECKING:
    from datetime import date, datetime

    from fadu.cases.models import Act

#: kind -> the oldest edition that a running case is on
_OLDEST = Prepared(
    lambda: (
        Case.objects.filter(closed_at=None)
        .order_by("kind")
        .values("kind")
        .annotate(oldest=Min("edition"))
        .values_list("kind", "oldest")
    )
)


def run(at: datetime) -> list[Act]:
    """Move every running case to the editions that have begun by ``at``; return the acts.

    A kind that cannot be read, or a case that cannot be moved, keeps the error; the others go on.
    """
    installed = [(kind, oldest) for kind, oldest in _OLDEST() if kind in library().kinds()]
    behind = walls.each(
        "read_kind",
        installed,
        do=lambda kind: _behind(*kind, at.date()),
        piece=lambda kind: walls.Piece(subject=kind[0]),
    )
    moved = walls.each(
        "move_edition",
        chain.from_iterable(behind),
        do=lambda case: move(case, at),
        piece=lambda case: walls.Piece(subject=case.number, case=case),
    )
    return list(chain.from_iterable(moved))


def _behind(kind: str, oldest: date, on: date) -> list[Case]:
    """The running cases of a kind behind the newest edition that has begun and takes running cases over."""
    begun = [e.edition for e in library().editions(kind) if e.running.kind == "move" and e.edition <= on]
    if not begun or oldest >= begun[-1]:
        return []
    behind = Case.objects.filter(kind=kind, closed_at=None, edition__lt=begun[-1])
    return list(behind.select_related("bureau", "parent", "root").order_by("pk"))
