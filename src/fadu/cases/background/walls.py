# SPDX-License-Identifier: MulanPSL-2.0
"""Walls between pieces of background work: what one raises is kept with it, and the others are still done.

A piece that failed rests, longer each time, and after five tries waits for a person. Only a database that does not
answer ends a loop: then nothing could be kept, and the next round looks again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from django.db import InterfaceError, OperationalError

from fadu.cases.models import Failure
from fadu.kernel import clock
from fadu.kernel.covering import covered
from fadu.kernel.errors import FaduError
from fadu.storage.moment import still_answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from fadu.cases.models import Case

Item = TypeVar("Item")
Result = TypeVar("Result")

#: how long a piece rests after its first, second … failure
RESTS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
#: tried so often before it waits for a person
ATTEMPTS = len(RESTS) + 1
#: characters of an error that are kept
LONGEST = 1000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Which piece of work an item is: its name within the task, and the case it belongs to."""

    subject: str
    case: Case | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(Generic[Result]):
    """What became of one attempt: the result, or what was raised."""

    result: Result | None = None
    error: BaseException | None = None


def attempt(do: Callable[[], Result], about: str) -> Attempt[Result]:
    """Do something and return what it gave or raised; the error is logged with its origin.

    Raises what was raised where the database does not answer, and what asks the process to end.
    """
    try:
        return Attempt(result=do())
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # panics of native code derive from it: this is the wall
        if isinstance(error, OperationalError | InterfaceError) and not still_answers():
            raise
        log.exception("%s", about)
        return Attempt(error=error)


def each(
    task: str,
    items: Iterable[Item],
    *,
    do: Callable[[Item], Result],
    piece: Callable[[Item], Piece],
    may_park: bool = True,
) -> Iterator[Result]:
    """Do something for every item whose rest is over; yield the results of those that went through.

    What an item raises is kept as a :class:`Failure` under (task, subject), and taken away again when it goes through.
    A failure whose piece has gone (its clock stopped, its case moved) goes too. ``may_park=False`` is for work that
    must be tried for as long as it fails.
    """
    known = {row.subject: row for row in Failure.objects.filter(task=task)}
    for item in items:
        place = piece(item)
        before = known.pop(place.subject, None)
        if before is not None and _rests(before, clock.now()):
            continue
        tried = attempt(lambda item=item: do(item), f"{task} {place.subject}")  # type: ignore[misc]
        if tried.error is not None:
            keep(task, place, words_of(tried.error), may_park=may_park)
            continue
        if before is not None:
            before.delete()
        yield tried.result  # type: ignore[misc]
    for gone in known.values():
        gone.delete()


def _rests(failure: Failure, now: datetime) -> bool:
    return failure.next_try_at is None or failure.next_try_at > now


def keep(task: str, place: Piece, error: str, *, may_park: bool = True) -> None:
    """Keep an error with its piece of work: one more attempt, and when the next one is."""
    now = clock.now()
    row = Failure.objects.filter(task=task, subject=place.subject).first() or Failure(
        task=task, subject=place.subject, case=place.case, attempts=0, since=now
    )
    row.attempts, row.error, row.tried_at = row.attempts + 1, error, now
    row.next_try_at = next_try(row.attempts, now, may_park=may_park)
    row.save()


def park(task: str, subject: str, error: str) -> None:
    """Keep what a person has to look into: it is not tried again before they say so."""
    now = clock.now()
    Failure.objects.update_or_create(
        task=task,
        subject=subject,
        defaults={"error": error[:LONGEST], "tried_at": now, "next_try_at": None, "attempts": ATTEMPTS},
        create_defaults={
            "error": error[:LONGEST],
            "tried_at": now,
            "next_try_at": None,
            "attempts": ATTEMPTS,
            "since": now,
        },
    )


def settle(task: str, subject: str) -> None:
    """Take a failure away: what it was about is in order."""
    Failure.objects.filter(task=task, subject=subject).delete()


def asked_for_again(task: str) -> set[str]:
    """What of a task somebody wants tried once more."""
    return set(
        Failure.objects.filter(task=task, next_try_at__lte=clock.now()).values_list("subject", flat=True)
    )


def next_try(attempts: int, now: datetime, *, may_park: bool = True) -> datetime | None:
    """When a piece that failed so often is tried again; None where it waits for a person."""
    if attempts >= ATTEMPTS and may_park:
        return None
    return now + RESTS[min(attempts, len(RESTS)) - 1]


def words_of(error: BaseException) -> str:
    """The text of an error as it is kept: our own sentences as they stand, others with their kind; long numbers covered.

    >>> words_of(ValueError("bad 11010519491231002X"))
    'ValueError：bad 110****002X'
    """
    text = str(error) if isinstance(error, FaduError) else f"{type(error).__name__}：{error}"
    kept = covered(text)
    return kept if len(kept) <= LONGEST else f"{kept[:LONGEST]}……"
