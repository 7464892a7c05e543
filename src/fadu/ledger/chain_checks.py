# SPDX-License-Identifier: MulanPSL-2.0
"""Whether every entry agrees with its hash and with the entry before it, and every stream ends where its head says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.ledger.models import ChainHead, LedgerEntry
from fadu.ledger.problems import Problem
from fadu.ledger.rules import GENESIS, body_digest, entry_hash

if TYPE_CHECKING:
    from collections.abc import Iterator


def problems() -> Iterator[Problem]:
    """What is wrong with entries and chains."""
    previous: LedgerEntry | None = None
    ends: dict[str, tuple[int, str]] = {}
    for entry in LedgerEntry.objects.order_by("stream", "seq").iterator(chunk_size=2000):
        before = previous if previous is not None and previous.stream == entry.stream else None
        yield from _entry(entry, before)
        ends[entry.stream] = (entry.seq, entry.hash)
        previous = entry
    heads = {h.stream: (h.seq, h.hash) for h in ChainHead.objects.all()}
    for stream in sorted(set(ends) | set(heads)):
        if ends.get(stream) != heads.get(stream):
            yield Problem(
                code="tail_dropped",
                where=stream,
                message="记录流的末尾与链首不符：末尾的记录被删去或链首被改动。",
            )


def _entry(entry: LedgerEntry, before: LedgerEntry | None) -> Iterator[Problem]:
    where = f"{entry.stream} 第{entry.seq}项"
    if body_digest(entry.body) != entry.body_digest:
        yield Problem(code="payload_changed", where=where, message="记录的内容被改动。")
    expected = before.hash if before else GENESIS
    if entry.previous != expected or entry.seq != (before.seq + 1 if before else 1):
        yield Problem(code="chain_broken", where=where, message="与前一项不相接：中间的记录被删去或改动。")
    found = entry_hash(
        stream=entry.stream,
        seq=entry.seq,
        kind=entry.kind,
        body_digest=entry.body_digest,
        previous=entry.previous,
        at=entry.at,
    )
    if found != entry.hash:
        yield Problem(code="hash_changed", where=where, message="记录的散列与其内容、时间或种类不符。")
