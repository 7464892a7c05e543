# SPDX-License-Identifier: MulanPSL-2.0
"""The key that marks entries against the ledger: whether it is at hand and the right one, and since when it marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.ledger import marks, selectors
from fadu.ledger.key_register import FIRST, REPLACED, STREAM
from fadu.ledger.models import LedgerEntry
from fadu.ledger.parts import said
from fadu.ledger.rules import PARTS, commitment_of, entry_hash, part_digest

if TYPE_CHECKING:
    from fadu.ledger.models import EntryParts
    from fadu.ledger.parts import Said


def check() -> None:
    """Refuse to go on where there are entries and the key that marks them is not at hand. Raises MarkKeyError."""
    anchor = _anchor()
    known = marks.held()
    if known is None:
        if LedgerEntry.objects.exists():
            raise marks.lost("不在")
    elif anchor is not None and not marks.is_ours(anchor, known):
        raise marks.lost("不是为这个数据库的账目作印记的那一把密钥")


def since() -> int:
    """The place in the tree from which on entries bear the mark of the key at hand."""
    known = marks.held()
    ours = {
        entry.seq: entry.place or 0
        for entry in selectors.entries(STREAM)
        if known is not None and marks.is_ours(entry, known)
    }
    renewed = [
        ours.get(seq, 0)
        for seq, one in selectors.said_in(STREAM).items()
        if one.kind == REPLACED and one.body.get("marks") == "renewed"
    ]
    return max(renewed, default=0)


def is_written_here(entry: LedgerEntry) -> bool:
    """Whether an entry bears the mark of the key at hand, or is older than that key."""
    known = marks.held()
    if known is None:
        return False
    return marks.is_ours(entry, known) or (entry.place is not None and entry.place < since())


def newest(stream: str) -> Said | None:
    """What the last entry of a stream says, where this program wrote it and nobody changed it since; None otherwise.

    For whoever opens a door by what a row says: the row and its entry can be changed together for a moment, the mark cannot.
    """
    entry = selectors.entries(stream).select_related("parts").last()
    if entry is None or not hasattr(entry, "parts"):
        return None
    row: EntryParts = entry.parts
    digests = {part: part_digest(part, getattr(row, f"{part}_salt"), getattr(row, part)) for part in PARTS}
    header = {"stream": entry.stream, "seq": entry.seq, "day": entry.day, "previous": entry.previous}
    is_sound = entry_hash(**header, commitment=commitment_of(digests)) == entry.hash
    if not (is_sound and is_written_here(entry)):
        return None
    return said(row.main, row.secondary, row.sealed)


def _anchor() -> LedgerEntry | None:
    """The entry by which the key is known: that of the first signing key, or by which the key was renewed."""
    held_by = [
        seq
        for seq, one in selectors.said_in(STREAM).items()
        if one.kind == FIRST or (one.kind == REPLACED and one.body.get("marks") == "renewed")
    ]
    return selectors.entries(STREAM).filter(seq=held_by[-1]).first() if held_by else None
