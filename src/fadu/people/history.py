# SPDX-License-Identifier: MulanPSL-2.0
"""What rows of the registers said before, as the ledger has it: the names that were borne, and what was corrected by whom and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import selectors as ledger
from fadu.people import administration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from django.db.models import Model


def names_of(kind: str, rows: Iterable[Model], column: str = "name") -> Mapping[int, Sequence[str]]:
    """What each of some rows was called before what it is called now, the oldest first; rows that never were called otherwise are left out.

    ``kind``: the beginning of their streams (:data:`fadu.people.proof.HELD`).
    """
    by_stream = {f"{kind}:{row.pk}": row for row in rows}
    said: dict[int, list[str]] = {}
    for stream, _, entry in ledger.said_of(by_stream):
        row, name = by_stream[stream], str(entry.body.get(column, ""))
        names = said.setdefault(row.pk, [])
        if name and name not in names[-1:]:
            names.append(name)
    current = {row.pk: str(getattr(row, column)) for row in by_stream.values()}
    earlier = {key: [name for name in names if name != current[key]] for key, names in said.items()}
    return {key: names for key, names in earlier.items() if names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An act of administration about a person, as it was entered."""

    at: datetime
    words: str
    by: str


def acts_about(bureau_id: int, streams: Iterable[str]) -> list[Happened]:
    """What was administered about some rows, by their streams, the newest first.

    The days are those on which the rows themselves were entered; the acts stand in the stream of the bureau's administration.
    """
    wanted, days = set(streams), set()
    for _, _, entry in ledger.said_of(wanted):
        if entry.at:
            days.add(datetime.fromisoformat(entry.at).astimezone(LEGAL_TIME).date())
    done = ledger.said_of([administration.stream_of(bureau_id, day) for day in sorted(days)])
    names = {_name_in_words(stream) for stream in wanted}
    listed = [_happened(entry) for _, _, entry in done if entry.body.get("row") in wanted | names]
    return sorted(listed, key=lambda one: one.at, reverse=True)


#: rows are named in the acts of administration by their model, in their streams by what they are
_MODELS = {
    "qualification": "legalqualification",
    "membership": "committeemembership",
    "proposal": "proposedappointment",
    "conflict": "conflictofinterest",
    "parameter": "localparameter",
    "local_name": "localname",
    "setting": "proposedsetting",
}


def _name_in_words(stream: str) -> str:
    kind, _, number = stream.partition(":")
    return f"{_MODELS.get(kind, kind)}:{number}"


def _happened(entry: Any) -> Happened:
    by = entry.body.get("by", {})
    return Happened(
        at=datetime.fromisoformat(entry.at),
        words=str(entry.body.get("words", "")),
        by=str(by.get("name") or by.get("program", "")),
    )
