# SPDX-License-Identifier: MulanPSL-2.0
"""What follows after commit: carried out once, by one worker at a time, with the error kept when it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Min, Q

from fadu.cases.background import walls
from fadu.cases.models import OutboxEvent
from fadu.kernel import clock
from fadu.kernel.errors import FaduError, UnknownNameError
from fadu.storage.once import looked_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_carriers: dict[str, Callable[[OutboxEvent], None]] = {}


def carry(kind: str, carrier: Callable[[OutboxEvent], None]) -> None:
    """Bind what carries out events of a kind; twice is an error."""
    if kind in _carriers:
        raise FaduError(f"待发事项“{kind}”绑定了两次。")
    _carriers[kind] = carrier


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How much is still to follow, since when the oldest of it waits, and how much of it did not go through."""

    waiting: int
    oldest: datetime | None
    failed: int


def standing(bureau_id: int | None = None) -> Standing:
    """How the outbox stands, of a bureau's cases or of all: one question, which a page of one moment asks once."""

    def asked() -> Standing:
        events = OutboxEvent.objects.filter(done_at=None)
        if bureau_id is not None:
            events = events.filter(case__bureau_id=bureau_id)
        failed = Count("pk", filter=has_failed())
        return Standing(**events.aggregate(waiting=Count("pk"), oldest=Min("created_at"), failed=failed))

    return looked_up(("outbox", bureau_id), asked)


def has_failed() -> Q:
    """Of what is still to follow: events with an error, and those at which the worker itself broke off."""
    over = Q(next_try_at=None) | Q(next_try_at__lte=clock.now())
    return ~Q(last_error="") | Q(over, attempts__gt=0)


def work(limit: int = 100) -> tuple[int, int]:
    """Carry out what waits and does not rest; return how many were done and how many failed."""
    done = failed = 0
    rested = Q(next_try_at=None) | Q(next_try_at__lte=clock.now())
    waiting = OutboxEvent.objects.filter(rested, done_at=None, attempts__lt=walls.ATTEMPTS)
    for event in waiting.order_by("pk")[:limit]:
        if not _claim(event):
            continue
        tried = walls.attempt(lambda event=event: _carry_out(event), f"outbox {event.kind} {event.pk}")  # type: ignore[misc]
        if tried.error is None:
            OutboxEvent.objects.filter(pk=event.pk).update(
                done_at=clock.now(), last_error="", next_try_at=None
            )
            done += 1
        else:
            OutboxEvent.objects.filter(pk=event.pk).update(last_error=walls.words_of(tried.error))
            failed += 1
    return done, failed


def _carry_out(event: OutboxEvent) -> None:
    if event.kind not in _carriers:
        raise UnknownNameError("待发事项", event.kind, _carriers)
    _carriers[event.kind](event)


def _claim(event: OutboxEvent) -> bool:
    """Take an event for this attempt; one at which the process dies has had its attempt, and rests as any other."""
    mine = OutboxEvent.objects.filter(pk=event.pk, attempts=event.attempts, done_at=None)
    return bool(
        mine.update(attempts=F("attempts") + 1, next_try_at=walls.next_try(event.attempts + 1, clock.now()))
    )
