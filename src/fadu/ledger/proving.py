# SPDX-License-Identifier: MulanPSL-2.0
"""Making a proof for outsiders: every header of a stream up to the newest head, some main parts opened, the rest kept closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel.canonical import canonical
from fadu.kernel.errors import FaduError
from fadu.ledger import selectors, stored_tree
from fadu.ledger.parts import said
from fadu.ledger.proof_shape import FORMAT
from fadu.ledger.rules import MAIN, PARTS, part_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from fadu.ledger.models import EntryParts, LedgerEntry
    from fadu.ledger.parts import Said


class NotInLedgerError(FaduError):
    """账本中没有这一记录。"""

    code = "not_in_ledger"


def prove(
    stream: str, seqs: Collection[int] = (), *, may_open: Callable[[Said], bool] | None = None
) -> dict[str, Any]:
    """A proof of a stream, complete up to the newest head: all its headers, each with its way up the tree.

    The main parts of ``seqs`` (default: of all) are opened where ``may_open`` allows it; no other part ever is. The caller has
    let the sequencer run. Raises NotInLedgerError.
    """
    head = selectors.latest_head()
    rows = selectors.entries(stream).select_related("parts")
    chain = [] if head is None else list(rows.filter(place__lt=head.size))
    if not chain or head is None:
        raise NotInLedgerError(f"账本中没有“{stream}”。请核对案号。")
    gap = next((seq for seq, entry in enumerate(chain, start=1) if entry.seq != seq), None)
    if gap is not None:
        raise NotInLedgerError(
            f"“{stream}”第{gap}项不在账本树中：不是本程序写入的，或者被删去。请运行 fadu ledger verify。"
        )
    unknown = sorted(set(seqs) - {entry.seq for entry in chain})
    if unknown:
        raise NotInLedgerError(f"“{stream}”没有第{'、'.join(map(str, unknown))}项；共{len(chain)}项。")
    paths = stored_tree.inclusion([place for entry in chain if (place := entry.place) is not None], head.size)
    return {
        "format": FORMAT,
        "head": head.as_json(),
        "stream": stream,
        "entries": [
            {
                "algorithm": entry.algorithm,
                "day": entry.day,
                "format": entry.format,
                "index": entry.place,
                "parts": _parts(entry, shown=not seqs or entry.seq in seqs, may_open=may_open),
                "path": [step.hex() for step in paths[entry.place or 0]],
            }
            for entry in chain
        ],
    }


def written(proof: dict[str, Any]) -> bytes:
    """The file of a proof: canonical, so that nothing about it can be changed unnoticed, not even a space."""
    return canonical(proof) + b"\n"


def _parts(entry: LedgerEntry, *, shown: bool, may_open: Callable[[Said], bool] | None) -> dict[str, Any]:
    row: EntryParts = entry.parts
    closed = {part: {"digest": _digest(row, part)} for part in PARTS}
    if not shown or row.main_digest or (may_open is not None and not may_open(said(row.main))):
        return closed
    return {**closed, MAIN: {"salt": row.main_salt, "text": row.main}}


def _digest(row: EntryParts, part: str) -> str:
    return getattr(row, f"{part}_digest") or part_digest(
        part, getattr(row, f"{part}_salt"), getattr(row, part)
    )
