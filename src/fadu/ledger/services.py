# SPDX-License-Identifier: MulanPSL-2.0
"""Writing the ledger: adding entries to a stream, in the caller's transaction."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.kernel.errors import FaduError
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
from fadu.storage.prepared import Prepared, PreparedInsert, PreparedUpdate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fadu.ledger.parts import Path


class ChainError(FaduError):
    """同一记录流同时有别的记录写入。请重试。"""

    code = "chain"


def append(
    *,
    stream: str,
    kind: str,
    body: Mapping[str, Any],
    at: datetime,
    closed: Mapping[Path, str] | None = None,
) -> LedgerEntry:
    """Add one entry to a stream, in the caller's transaction.

    ``closed`` says which values of the body lie in the secondary or in the sealed part. The head of the chain is compared
    and set: of two that follow the same entry, one raises ChainError.
    """
    return append_many(stream=stream, records=[Record(kind=kind, body=body, at=at, closed=closed or {})])[0]


_MOVE = PreparedUpdate(ChainHead, sets=("seq", "hash"), where=("stream", "seq", "hash"))
_BEGIN = PreparedInsert(ChainHead, if_new=True)
_INSERT = PreparedInsert(LedgerEntry)
_INSERT_PARTS = PreparedInsert(EntryParts)
_HEAD = Prepared(lambda stream: ChainHead.objects.filter(stream=stream).values_list("seq", "hash"), str)
_KEYS = Prepared(
    lambda stream, after: (
        LedgerEntry.objects.filter(stream=stream, seq__gt=after).order_by("seq").values_list("id")
    ),
    str,
    int,
)


def append_many(
    *, stream: str, records: Sequence[Record], head: tuple[int, str] | None = None
) -> list[LedgerEntry]:
    """Add entries to a stream, in the caller's transaction.

    ``head`` is where the stream ends (number and hash of its last entry), where the caller knows it: compared and set all the same.
    """
    head = head or _HEAD.first(stream)
    begun, previous = head or (0, GENESIS)
    made: list[LedgerEntry] = []
    parts: list[EntryParts] = []
    for seq, record in enumerate(records, start=begun + 1):
        moment = record.at.astimezone(clock.LEGAL_TIME).isoformat()
        row, commitment = _parts(record, moment)
        entry = _header(stream, seq, moment[:10], previous, commitment)
        previous = entry.hash
        made.append(entry)
        parts.append(row)
    _advance(stream, head, begun + len(made), previous)
    _INSERT.all(made)
    keys = [made[0].pk] if len(made) == 1 else [key for (key,) in _KEYS(stream, begun)]
    for row, key in zip(parts, keys, strict=True):
        row.entry_id = key
    _INSERT_PARTS.all(parts)
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


def _header(stream: str, seq: int, day: str, previous: str, commitment: str) -> LedgerEntry:
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
    )


def _advance(stream: str, head: tuple[int, str] | None, seq: int, last: str) -> None:
    if head is None:
        if not _BEGIN(ChainHead(stream=stream, seq=seq, hash=last)):
            raise ChainError
    elif not _MOVE(seq, last, stream, *head):
        raise ChainError
