# SPDX-License-Identifier: MulanPSL-2.0
"""An erratum of a released edition is an act: entered once with who made it, why, and how many cases it touches here.

Wherever it was made (at this bureau, or before the release that this home was upgraded to), it stands in the edition's lock; what
stands there and not yet in the ledger is entered. Each bureau whose cases are touched has it among the acts of its administration.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fadu.cases.reading.touched import touched_by
from fadu.kernel import clock
from fadu.kernel.canonical import digest
from fadu.kernel.kinds import handed_down
from fadu.ledger import selectors as ledger
from fadu.ledger import services
from fadu.ledger.problems import Problem
from fadu.people import administration
from fadu.procedure import lock
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.ledger.parts import Said
    from fadu.procedure.library import Library

ERRATUM = "erratum"


def enter_released() -> int:
    """Enter the errata of the editions this program was started with; how many were new."""
    locked = handed_down().derived("errata", lambda: list(errata_of(library())))
    return sum(enter(library(), *each) for each in locked)


def errata_of(books: Library) -> Iterator[tuple[str, date, lock.Erratum]]:
    """Every erratum in the locks of all kinds: kind, edition, and what was put right."""
    for kind in books.kinds():
        for edition, release in lock.read(books.folder(kind)).items():
            for erratum in release.errata:
                yield kind, date.fromisoformat(edition), erratum


@transaction.atomic
def enter(books: Library, kind: str, edition: date, erratum: lock.Erratum) -> bool:
    """Enter an erratum with the cases it touches; False where it was entered before.

    Raises ChainError where somebody else enters one of the same edition at this moment.
    """
    stream = _stream(kind, edition)
    entered = ledger.said_in(stream)
    if any(_mark(entry.body) == _mark(_particulars(erratum)) for entry in entered.values()):
        return False
    running, ended = _touched(books, kind, edition)
    body = {
        "kind": kind,
        "edition": edition.isoformat(),
        **_particulars(erratum),
        "cases": {"running": running.total(), "ended": ended.total()},
        "entered_by": administration.keeper().entered(),
    }
    entry = services.append(stream=stream, kind=ERRATUM, body=body, at=clock.now())
    if entry.seq != len(entered) + 1:
        raise services.ChainError
    title = books.title(kind)
    for bureau in sorted({*running, *ended}):
        administration.enter(
            bureau,
            ERRATUM,
            f"更正程序：{title} {edition}版，由{erratum.by}于{erratum.on}作出，理由：{erratum.reason}；"
            f"涉及在办案件{running[bureau]}件、已结案件{ended[bureau]}件",
        )
    return True


def differ() -> Iterator[Problem]:
    """Errata that the ledger holds and the edition's lock holds no longer, or otherwise."""
    locked: dict[str, set[str]] = {}
    for kind, edition, erratum in errata_of(library()):
        locked.setdefault(_stream(kind, edition), set()).add(_mark(_particulars(erratum)))
    for stream, _, entry in ledger.said_under(f"{ERRATUM}:"):
        if _is_gone(entry, locked.get(stream, set())):
            yield Problem(
                code="erratum_missing",
                where=f"程序更正 {stream.partition(':')[2]}",
                message="账本记有这一更正，程序的发布登记中没有，或者内容不同。",
            )


def _is_gone(entry: Said, locked: set[str]) -> bool:
    return entry.body.get("kind") in library().kinds() and _mark(entry.body) not in locked


def _touched(books: Library, kind: str, edition: date) -> tuple[Counter[int], Counter[int]]:
    """The cases an edition judged, those that run and those that ended, by bureau."""
    cases = touched_by(kind, edition, until=books.reigns_until(kind, edition))
    running, ended = Counter[int](), Counter[int]()
    for bureau, closed_at in cases.values_list("bureau_id", "closed_at").iterator(chunk_size=2000):
        (ended if closed_at else running)[bureau] += 1
    return running, ended


def _stream(kind: str, edition: date) -> str:
    return f"{ERRATUM}:{kind}/{edition}"


def _particulars(erratum: lock.Erratum) -> dict[str, Any]:
    """What the lock says of an erratum."""
    return {
        "on": erratum.on.isoformat(),
        "by": erratum.by,
        "reason": erratum.reason,
        "before": lock.plain(erratum.before),
        "after": lock.plain(erratum.after),
    }


def _mark(body: Any) -> str:
    """What tells one erratum from another."""
    return digest({key: body.get(key) for key in ("on", "by", "reason", "before", "after")})
