# SPDX-License-Identifier: MulanPSL-2.0
"""The only place that knows what time it is.

Everything else takes time as an argument. The demo and the tests set the clock with
:func:`set_to`, pages stop it while they are put together; a bureau made for practice lives at another time
altogether (:func:`shift`), and says so on every page.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

#: China keeps one legal time.
LEGAL_TIME = ZoneInfo("Asia/Shanghai")

_set_to: ContextVar[datetime | None] = ContextVar("fadu_clock", default=None)
_shifts: list[timedelta] = []


def now() -> datetime:
    """The present moment in legal time (aware)."""
    return _set_to.get() or datetime.now(LEGAL_TIME) + shifted()


def legal(moment: datetime) -> datetime:
    """A moment as China's one clock shows it, which alone says on which day it lies; one without a zone stays as it is.

    >>> from datetime import UTC
    >>> legal(datetime(2022, 3, 22, 20, tzinfo=UTC)).date()
    datetime.date(2022, 3, 23)
    """
    return moment.astimezone(LEGAL_TIME) if moment.tzinfo else moment


def shifted() -> timedelta:
    """How far this process lives from the true time; zero in every real bureau."""
    return _shifts[-1] if _shifts else timedelta()


def shift(by: timedelta) -> None:
    """Let the whole process live that far from the true time: the composition alone calls it, for a bureau made for practice.

    >>> shift(timedelta(days=-1)); shifted()
    datetime.timedelta(days=-1)
    >>> shift(timedelta()); shifted()
    datetime.timedelta(0)
    """
    _shifts[:] = [by]


def today() -> date:
    """The present day in legal time."""
    return now().date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let :func:`now` answer ``moment`` inside the block (the demo's year, a test's day, the one moment of a page).

    >>> with set_to(datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)):
    ...     today()
    datetime.date(2022, 3, 1)
    """
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
