# SPDX-License-Identifier: MulanPSL-2.0
"""Writing the ledger: adding entries to a stream, in the caller's transaction."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.ledger import marks
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry
from fadu.ledger.parts import Record, texts_of
from fadu.ledger.rules import (
    ALGORITHM,
    FORMAT,
    GENESIS,
    MAIN,
    PARTS,
    SALT,
    SEALED,
    SECONDARY,
    commitment_of,
    entry_hash,
    part_digest,
)
from fadu.ledger.writing import ChainError, End, Writing, together, waiting
from fadu.storage.prepared import Prepared

__all__ = ["ChainError", "append", "append_many", "together"]

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fadu.ledger.parts import Path


def append(
    *,
    stream: str,
    kind: str,
    body: Mapping[str, Any],
    at: datetime,
    closed: Mapping[Path, str] | None = None,
    begins: bool = False,
) -> LedgerEntry:
    """Add one entry to a stream, in the caller's transaction.

    ``closed`` says which values of the body lie in the secondary or in the sealed part. The head of the chain is compared
    and set: of two that follow the same entry, one raises ChainError. ``begins``: it is the first of its stream.
    """
    record = Record(kind=kind, body=body, at=at, closed=closed or {})
    return append_many(stream=stream, records=[record], begins=begins)[0]


_HEAD = Prepared(lambda stream: ChainHead.objects.filter(stream=stream).values_list("seq", "hash"), str)


def append_many(
    *, stream: str, records: Sequence[Record], head: End | None = None, begins: bool = False
) -> list[LedgerEntry]:
    """Add entries to a stream, in the caller's transaction; within ``together`` they are written at its end.

    ``head`` is where the stream ends (number and hash of its last entry), where the caller knows it; ``begins``: nowhere yet.
    Compared and set all the same.
    """
    writing = waiting() or Writing()
    head = head or writing.after.get(stream) or (None if begins else _HEAD.first(stream))
    begun, previous = head or (0, GENESIS)
    key = marks.key()
    made: list[LedgerEntry] = []
    for seq, record in enumerate(records, start=begun + 1):
        moment = record.at.astimezone(clock.LEGAL_TIME).isoformat()
        row, commitment = _parts(record, moment)
        entry = _header(stream, seq, moment[:10], previous, commitment, key)
        previous = entry.hash
        made.append(entry)
        writing.parts.append(row)
    writing.entries += made
    writing.advance(stream, head, (begun + len(made), previous))
    if waiting() is None:
        writing.write()
    return made


def _parts(record: Record, moment: str) -> tuple[EntryParts, str]:
    """The parts of an entry, each under fresh salt, and the commitment over them."""
    texts = texts_of(record.kind, moment, record.body, record.closed)
    fresh = os.urandom(SALT * len(PARTS)).hex()
    salts = {part: fresh[2 * SALT * n : 2 * SALT * (n + 1)] for n, part in enumerate(PARTS)}
    row = EntryParts(
        kind=record.kind,
        main=texts[MAIN],
        main_salt=salts[MAIN],
        secondary=texts[SECONDARY],
        secondary_salt=salts[SECONDARY],
        sealed=texts[SEALED],
        sealed_salt=salts[SEALED],
    )
    return row, commitment_of({part: part_digest(part, salts[part], texts[part]) for part in PARTS})


def _header(stream: str, seq: int, day: str, previous: str, commitment: str, key: bytes) -> LedgerEntry:
    hashed = entry_hash(stream=stream, seq=seq, day=day, previous=previous, commitment=commitment)
    return LedgerEntry(
        stream=stream,
        seq=seq,
        day=day,
        previous=previous,
        commitment=commitment,
        hash=hashed,
        format=FORMAT,
        algorithm=ALGORITHM,
        mark=marks.mark_of(hashed, key),
    )
