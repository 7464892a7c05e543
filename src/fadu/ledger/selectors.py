# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the ledger: entries, digests, heads, and proofs for outsiders."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.ledger import stored_tree
from fadu.ledger.heads import Head
from fadu.ledger.models import ChainHead, LedgerEntry, TreeHead
from fadu.storage.prepared import Prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet


class NotInLedgerError(FaduError):
    """账本中没有这一记录。"""

    code = "not_in_ledger"


def entries(stream: str) -> QuerySet[LedgerEntry]:
    """The entries of a stream, oldest first."""
    return LedgerEntry.objects.filter(stream=stream).order_by("seq")


_HEAD = Prepared(lambda stream: ChainHead.objects.filter(stream=stream).values_list("seq", "hash"), str)


def head(stream: str) -> tuple[int, str] | None:
    """How many entries a stream has, and the hash that covers them all; None for a stream that has not begun."""
    found: tuple[int, str] | None = _HEAD.first(stream)
    return found


def size() -> int:
    """How many entries have a place in the tree: the place the next one gets."""
    return stored_tree.size()


def streams_since(place: int, *, beginning: str, at_most: int) -> list[str] | None:
    """The streams of a kind with entries from a place on, or with entries that still wait for one; None if there are more."""
    entries = LedgerEntry.objects.order_by().values_list("stream", flat=True)
    streams: set[str] = set()
    for some in (entries.filter(place__gte=place), entries.filter(place=None)):
        for stream in some.iterator():
            if stream.startswith(beginning):
                streams.add(stream)
                if len(streams) > at_most:
                    return None
    return sorted(streams)


def digests(stream: str) -> dict[int, str]:
    """The digest of the body of each entry of a stream, by sequence number."""
    return dict(LedgerEntry.objects.filter(stream=stream).values_list("seq", "body_digest"))


def bodies(stream: str) -> list[tuple[str, dict[str, Any]]]:
    """Kind and body of each entry of a stream, oldest first."""
    return [(kind, json.loads(body)) for kind, body in entries(stream).values_list("kind", "body")]


def latest_head() -> Head | None:
    """The newest signed head."""
    row = TreeHead.objects.order_by("-size").first()
    return row and head_of(row)


def head_of(row: TreeHead) -> Head:
    """The head that a row keeps."""
    return Head(**{field.name: getattr(row, field.name) for field in dataclasses.fields(Head)})


def entry_as_json(entry: LedgerEntry) -> dict[str, Any]:
    """An entry with everything its hash covers."""
    return {
        "stream": entry.stream,
        "seq": entry.seq,
        "kind": entry.kind,
        "at": entry.at,
        "body": entry.body,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def prove(stream: str) -> dict[str, Any]:
    """A proof for outsiders: the chain of a stream up to the newest head, and where each entry stands in the tree.

    The caller has let the sequencer run. Raises NotInLedgerError.
    """
    head = latest_head()
    chain = [] if head is None else list(entries(stream).filter(place__lt=head.size))
    if not chain or head is None:
        raise NotInLedgerError(f"账本中没有“{stream}”。请核对案号。")
    places = [entry.place for entry in chain if entry.place is not None]
    paths = stored_tree.inclusion(places, head.size)
    return {
        "format": "fadu proof/1",
        "head": head.as_json(),
        "chain": [entry_as_json(entry) for entry in chain],
        "inclusion": [
            {"seq": entry.seq, "index": place, "path": [step.hex() for step in paths[place]]}
            for entry, place in zip(chain, places, strict=True)
        ],
    }
