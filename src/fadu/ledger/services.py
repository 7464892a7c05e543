# SPDX-License-Identifier: MulanPSL-2.0
"""Writing the ledger: adding entries to a stream, in the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.kernel.canonical import canonical
from fadu.kernel.errors import FaduError
from fadu.ledger.models import ChainHead, LedgerEntry
from fadu.ledger.rules import GENESIS, body_digest, entry_hash
from fadu.storage.prepared import Prepared, PreparedInsert, PreparedUpdate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class ChainError(FaduError):
    """同一记录流同时有别的记录写入。请重试。"""

    code = "chain"


def append(*, stream: str, kind: str, body: Mapping[str, Any], at: datetime) -> LedgerEntry:
    """Add one entry to a stream, in the caller's transaction.

    The head of the chain is compared and set: of two that follow the same entry, one raises ChainError.
    """
    return append_many(stream=stream, entries=[(kind, body, at)])[0]


_MOVE = PreparedUpdate(ChainHead, sets=("seq", "hash"), where=("stream", "seq", "hash"))
_BEGIN = PreparedInsert(ChainHead, if_new=True)
_INSERT = PreparedInsert(LedgerEntry)
_HEAD = Prepared(lambda stream: ChainHead.objects.filter(stream=stream), str)


def append_many(
    *, stream: str, entries: Sequence[tuple[str, Mapping[str, Any], datetime]]
) -> list[LedgerEntry]:
    """Add entries to a stream, in the caller's transaction."""
    head = _HEAD.first(stream)
    seq, previous = (head.seq, head.hash) if head else (0, GENESIS)
    made: list[LedgerEntry] = []
    for kind, body, at in entries:
        seq += 1
        text, moment = canonical(body).decode(), at.astimezone(clock.LEGAL_TIME).isoformat()
        digested = body_digest(text)
        found = entry_hash(
            stream=stream, seq=seq, kind=kind, body_digest=digested, previous=previous, at=moment
        )
        made.append(
            LedgerEntry(
                stream=stream,
                seq=seq,
                kind=kind,
                body=text,
                body_digest=digested,
                previous=previous,
                hash=found,
                at=moment,
            )
        )
        previous = found
    _advance(stream, head, seq, previous)
    _INSERT.all(made)
    return made


def _advance(stream: str, head: ChainHead | None, seq: int, found: str) -> None:
    if head is None:
        if not _BEGIN(ChainHead(stream=stream, seq=seq, hash=found)):
            raise ChainError
    elif not _MOVE(seq, found, stream, head.seq, head.hash):
        raise ChainError
