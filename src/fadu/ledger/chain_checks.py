# SPDX-License-Identifier: MulanPSL-2.0
"""Whether every entry agrees with its parts, its hash and the entry before it, and every stream ends where its head says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fadu.ledger.emptying import ORDERS, covers
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry
from fadu.ledger.problems import Problem
from fadu.ledger.rules import (
    ALGORITHM,
    FORMAT,
    GENESIS,
    PARTS,
    commitment_of,
    entry_hash,
    part_digest,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def problems() -> Iterator[Problem]:
    """What is wrong with entries and chains."""
    previous: LedgerEntry | None = None
    ends: dict[str, tuple[int, str]] = {}
    rows = LedgerEntry.objects.select_related("parts").order_by("stream", "seq")
    for entry in rows.iterator(chunk_size=2000):
        before = previous if previous is not None and previous.stream == entry.stream else None
        yield from _parts(entry)
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


def _where(entry: LedgerEntry) -> str:
    return f"{entry.stream} 第{entry.seq}项"


def _parts(entry: LedgerEntry) -> Iterator[Problem]:
    """Parts must give the commitment; what was emptied, by an entry that names it; kind and day are those of the main part."""
    row: EntryParts | None = getattr(entry, "parts", None)
    if row is None:
        yield Problem(code="payload_missing", where=_where(entry), message="记录的内容被删去，只剩表头。")
        return
    if commitment_of({part: _digest(row, part) for part in PARTS}) != entry.commitment:
        yield Problem(code="payload_changed", where=_where(entry), message="记录的内容被改动。")
    elif not row.main_digest and not _is_labelled(entry, row):
        yield Problem(
            code="payload_changed", where=_where(entry), message="记录的种类或者日期与其正文所记不符。"
        )
    for part in PARTS:
        if getattr(row, f"{part}_digest") and not _is_ordered(entry, row, part):
            yield Problem(
                code="payload_emptied",
                where=_where(entry),
                message="记录的一部分内容被清除，没有销毁或者清除的办理行为记载此事。",
            )


def _digest(row: EntryParts, part: str) -> str:
    held: str = getattr(row, f"{part}_digest")
    return held or part_digest(part, getattr(row, f"{part}_salt"), getattr(row, part))


def _is_labelled(entry: LedgerEntry, row: EntryParts) -> bool:
    content = _read(row.main)
    return content.get("kind") == row.kind and str(content.get("at"))[:10] == entry.day


def _is_ordered(entry: LedgerEntry, row: EntryParts, part: str) -> bool:
    if getattr(row, part) or getattr(row, f"{part}_salt"):
        return False
    order = EntryParts.objects.filter(entry=getattr(row, f"{part}_emptied_by_id"), kind__in=ORDERS).first()
    if order is None:
        return False
    try:
        return covers(_read(order.main)["body"], entry.stream, entry.seq, part)
    except (KeyError, TypeError, ValueError):
        return False


def _read(text: str) -> dict[str, Any]:
    """What a main part says; nothing where somebody has written there what is no such part."""
    try:
        content = json.loads(text)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _entry(entry: LedgerEntry, before: LedgerEntry | None) -> Iterator[Problem]:
    expected = before.hash if before else GENESIS
    if entry.previous != expected or entry.seq != (before.seq + 1 if before else 1):
        yield Problem(
            code="chain_broken", where=_where(entry), message="与前一项不相接：中间的记录被删去或改动。"
        )
    made = entry_hash(
        stream=entry.stream,
        seq=entry.seq,
        day=entry.day,
        previous=entry.previous,
        commitment=entry.commitment,
    )
    if made != entry.hash or (entry.format, entry.algorithm) != (FORMAT, ALGORITHM):
        yield Problem(
            code="hash_changed", where=_where(entry), message="记录的散列与其表头不符，或者格式、算法被改动。"
        )
