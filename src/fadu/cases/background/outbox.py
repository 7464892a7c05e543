# SPDX-License-Identifier: MulanPSL-2.0
"""What follows after commit: carried out once, by one worker at a time, with the error kept when it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from fadu.cases.models import OutboxEvent
from fadu.kernel import clock
from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Callable

#: tried so often before it waits for a person
ATTEMPTS = 5

_carriers: dict[str, Callable[[OutboxEvent], None]] = {}


def carry(kind: str, carrier: Callable[[OutboxEvent], None]) -> None:
    """Bind what carries out events of a kind; twice is an error."""
    if kind in _carriers:
        raise FaduError(f"待发事项“{kind}”绑定了两次。")
    _carriers[kind] = carrier


def work(limit: int = 100) -> tuple[int, int]:
    """Carry out what waits; return how many were done and how many failed."""
    done = failed = 0
    for event in OutboxEvent.objects.filter(done_at=None, attempts__lt=ATTEMPTS).order_by("pk")[:limit]:
        if not _claim(event):
            continue
        try:
            _carriers[event.kind](event)
        except (FaduError, OSError, KeyError) as error:
            OutboxEvent.objects.filter(pk=event.pk).update(last_error=str(error))
            failed += 1
        else:
            OutboxEvent.objects.filter(pk=event.pk).update(done_at=clock.now(), last_error="")
            done += 1
    return done, failed


def _claim(event: OutboxEvent) -> bool:
    mine = OutboxEvent.objects.filter(pk=event.pk, attempts=event.attempts, done_at=None)
    return bool(mine.update(attempts=F("attempts") + 1))
