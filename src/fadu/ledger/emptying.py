# SPDX-License-Identifier: MulanPSL-2.0
"""Emptying parts of entries: by an act of erasure, or of destruction after retention, and in no other way.

The act is an entry itself. Salt and text go, the part's digest stays, so that header, chain and tree hold as before. The
database asks for the act's place; `verify` asks that the act names what it emptied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from django.db import transaction

from fadu.kernel.errors import BadInputError
from fadu.ledger import services
from fadu.ledger.models import ChainHead, EntryParts
from fadu.ledger.parts import paths_in
from fadu.ledger.rules import MAIN, PARTS, part_digest
from fadu.storage.prepared import PreparedUpdate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from fadu.ledger.models import LedgerEntry

#: kinds of entry by which parts may be emptied
ORDERS = ("erased", "destroyed")
#: parts changed together
TOGETHER = 500

_CLEAR = {
    part: PreparedUpdate(
        EntryParts,
        sets=(part, f"{part}_salt", f"{part}_digest", f"{part}_emptied_by"),
        where=("entry",),
    )
    for part in PARTS
}


@transaction.atomic
def empty(
    *,
    stream: str,
    kind: Literal["erased", "destroyed"],
    streams: Sequence[str],
    parts: Sequence[str],
    reason: str,
    by: str,
    at: datetime,
) -> LedgerEntry:
    """Empty parts of all entries that streams hold today; return the entry, added to ``stream``, that orders it.

    ``by`` names the person. Raises BadInputError without a reason or for a part that is none.
    """
    if not reason.strip():
        raise BadInputError(
            expected="清除的理由", got="（空）", where="清除记录内容", remedy="写明理由和依据"
        )
    unknown = set(parts) - set(PARTS)
    if unknown or not parts:
        raise BadInputError(expected="、".join(PARTS), got="、".join(parts), where="清除记录内容")
    held = dict(ChainHead.objects.filter(stream__in=streams).values_list("stream", "seq"))
    rows = EntryParts.objects.filter(entry__stream__in=list(held))
    body = {
        "by": by,
        "emptied": [[name, seq] for name, seq in sorted(held.items())],
        "parts": sorted(parts),
        "paths": list(_paths(rows, [part for part in parts if part != MAIN])),
        "reason": reason,
    }
    order = services.append(stream=stream, kind=kind, body=body, at=at)
    for part in parts:
        _clear(
            part,
            order,
            rows.exclude(entry=order).filter(**{f"{part}_emptied_by": None}).iterator(chunk_size=TOGETHER),
        )
    return order


def _paths(rows: QuerySet[EntryParts], parts: Sequence[str]) -> Iterator[list[Any]]:
    """Stream, number and path of every value that closed parts hold: where it stood stays known, so that nothing else passes for it."""
    held = rows.order_by("entry__stream", "entry__seq").values_list("entry__stream", "entry__seq", *parts)
    for stream, seq, *texts in held.iterator(chunk_size=TOGETHER) if parts else ():
        for text in texts:
            yield from ([stream, seq, list(path)] for path in paths_in(text))


def _clear(part: str, order: LedgerEntry, rows: Iterable[EntryParts]) -> None:
    waiting: list[tuple[Any, ...]] = []
    for row in rows:
        digest = part_digest(part, getattr(row, f"{part}_salt"), getattr(row, part))
        waiting.append(("", "", digest, order.pk, row.pk))
    for start in range(0, len(waiting), TOGETHER):
        _CLEAR[part].all(waiting[start : start + TOGETHER])


def covers(order: Mapping[str, Any], stream: str, seq: int, part: str) -> bool:
    """Whether the body of an ordering entry names this part of this entry.

    >>> covers({"emptied": [["case:1", 3]], "parts": ["sealed"]}, "case:1", 2, "sealed")
    True
    >>> covers({"emptied": [["case:1", 3]], "parts": ["sealed"]}, "case:1", 4, "sealed")
    False
    """
    return part in order["parts"] and any(name == stream and seq <= last for name, last in order["emptied"])


def permitted() -> str:
    """The condition, in SQL, under which a row of parts may be changed: each part stays, or is emptied by an order."""
    kinds = ", ".join(f"'{kind}'" for kind in ORDERS)
    same = "NEW.entry_id = OLD.entry_id AND NEW.kind = OLD.kind"
    return " AND ".join([same, *(f"({_stays(part)} OR {_emptied(part, kinds)})" for part in PARTS)])


def _stays(part: str) -> str:
    columns = (part, f"{part}_salt", f"{part}_digest")
    same = " AND ".join(f"NEW.{column} = OLD.{column}" for column in columns)
    return f"({same} AND COALESCE(NEW.{part}_emptied_by_id, 0) = COALESCE(OLD.{part}_emptied_by_id, 0))"


def _emptied(part: str, kinds: str) -> str:
    return (
        f"(NEW.{part} = '' AND NEW.{part}_salt = '' AND LENGTH(NEW.{part}_digest) = 64 "  # noqa: S608 - names of the model
        f"AND OLD.{part}_emptied_by_id IS NULL AND EXISTS (SELECT 1 FROM ledger_entryparts o "
        f"WHERE o.entry_id = NEW.{part}_emptied_by_id AND o.kind IN ({kinds}) AND o.main <> ''))"
    )
