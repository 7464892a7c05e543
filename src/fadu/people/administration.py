# SPDX-License-Identifier: MulanPSL-2.0
"""The administrator is watched too: every act of administration is entered with who did it, one stream per bureau and day.

Who keeps the registers just now is said once, at the border (a page, a command), and stands in every entry made inside.
What nobody answers for by name was done by a program: setting up, the demo, a command.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.ledger import selectors as ledger_selectors
from fadu.ledger import services as ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from fadu.people.models import Bureau, Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Who keeps the registers: an officer at the desk, or a program."""

    officer: Officer | None = None
    program: str = "法度程序"

    def entered(self) -> dict[str, Any]:
        """As it stands in an entry."""
        if self.officer is None:
            return {"program": self.program}
        return {"officer": self.officer.pk, "name": self.officer.name}


_KEEPER: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


def keeper() -> Keeper:
    """Who keeps the registers just now."""
    return _KEEPER.get() or Keeper()


@contextmanager
def kept_by(officer: Officer) -> Iterator[None]:
    """What is done inside is done by an officer."""
    with _kept(Keeper(officer=officer)):
        yield


@contextmanager
def kept_by_program(name: str) -> Iterator[None]:
    """What is done inside is done by a program of that name."""
    with _kept(Keeper(program=name)):
        yield


@contextmanager
def _kept(who: Keeper) -> Iterator[None]:
    token = _KEEPER.set(who)
    try:
        yield
    finally:
        _KEEPER.reset(token)


def enter(bureau_id: int | None, what: str, words: str, **details: Any) -> None:
    """Enter an act of administration, in the caller's transaction: what it is, in words, and what it was about."""
    now = clock.now()
    body = {"words": words, "by": keeper().entered(), **{k: v for k, v in details.items() if v is not None}}
    ledger.append(
        stream=stream_of(bureau_id, now.astimezone(clock.LEGAL_TIME).date()), kind=what, body=body, at=now
    )


def stream_of(bureau_id: int | None, day: date) -> str:
    """The stream of a bureau's administration on a day; of what belongs to no bureau, 0.

    >>> from datetime import date
    >>> stream_of(3, date(2022, 3, 1))
    'administration:3:2022-03-01'
    """
    return f"administration:{bureau_id or 0}:{day.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act of administration as it was entered."""

    at: str
    what: str
    words: str
    by: str


def done_lately(bureau: Bureau, until: date, days: int) -> list[Done]:
    """The acts of administration of a bureau on the days up to one, the newest first; in one query."""
    streams = [stream_of(bureau.pk, until - timedelta(days=back)) for back in range(days)]
    entries = [((stream, seq), entry) for stream, seq, entry in ledger_selectors.said_of(streams)]
    return [_done(entry) for _, entry in sorted(entries, key=itemgetter(0), reverse=True)]


def _done(entry: Any) -> Done:
    body: Mapping[str, Any] = entry.body
    by = body.get("by", {})
    return Done(
        at=entry.at[:16].replace("T", " "),
        what=entry.kind,
        words=str(body.get("words", "")),
        by=str(by.get("name") or by.get("program", "")),
    )
