# SPDX-License-Identifier: MulanPSL-2.0
"""What judged an act: its pin, and the texts behind the pin, kept once each and entered when they are first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.models import Case, EditionText
from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.ledger import services as ledger
from fadu.procedure import pins
from fadu.storage.prepared import Prepared, PreparedInsert, PreparedUpdate, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from fadu.cases.models import Act
    from fadu.procedure.model import Procedure
    from fadu.procedure.pins import Pin

_KEPT = Prepared(
    lambda digests: EditionText.objects.filter(any_of("digest", digests)).values_list("digest"), [str]
)
_KEEP = PreparedInsert(EditionText, if_new=True)
_MARK = PreparedUpdate(Case, sets=("judges", "words"), where=("id",))


def pin_of(procedure: Procedure, at: datetime) -> Pin:
    """What judges, and the words, of an edition as in force on the day of an act."""
    return pins.of(procedure, law_library(), _day(at))


def _day(at: datetime) -> date:
    return at.astimezone(LEGAL_TIME).date()


def enter(case: Case, procedure: Procedure, acts: Sequence[Act]) -> None:
    """Keep and enter the texts that judged acts, where the case's last act was not judged by them already.

    The case's row says what judged its last act, so that no question is asked while nothing changes.
    """
    known = (case.judges, case.words)
    for act in acts:
        pin = (act.judges, act.words)
        if pin != known:
            keep(procedure, act.happened_at, entered_at=act.recorded_at)
            known = pin
    if known != (case.judges, case.words):
        case.judges, case.words = known
        _MARK(*known, case.pk)


def keep_all(acts: Iterable[tuple[Procedure, Act]]) -> None:
    """Keep and enter the texts that judged acts of cases of which nothing is written yet, each once."""
    known: set[tuple[str, str]] = set()
    for procedure, act in acts:
        pin = (act.judges, act.words)
        if pin not in known:
            keep(procedure, act.happened_at, entered_at=act.recorded_at)
            known.add(pin)


def keep(procedure: Procedure, at: datetime, *, entered_at: datetime) -> Pin:
    """Keep the texts behind the pin of a day, each once by its digest; those that are new enter the ledger. Return the pin."""
    pin = pin_of(procedure, at)
    have = {digest for (digest,) in _KEPT([pin.judges, pin.words])}
    if have >= {pin.judges, pin.words}:
        return pin
    texts = pins.text_of(procedure, law_library(), _day(at))
    for what, digest in (("judges", pin.judges), ("words", pin.words)):
        row = EditionText(
            digest=digest,
            kind=procedure.key,
            edition=procedure.edition,
            what=what,
            text=texts[digest].decode(),
            entered_at=entered_at,
        )
        if digest not in have and _KEEP(row):
            stream = f"edition:{procedure.key}/{procedure.edition}"
            ledger.append(stream=stream, kind="used", body=body_of(row), at=entered_at)
    return pin


def body_of(row: EditionText) -> dict[str, str]:
    """What the ledger hashes of a kept text: its digest stands for it."""
    return {
        "digest": row.digest,
        "kind": row.kind,
        "edition": row.edition.isoformat(),
        "what": row.what,
        "entered_at": row.entered_at.astimezone(LEGAL_TIME).isoformat(),
    }
