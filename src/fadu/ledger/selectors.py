# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the ledger: entries, what they say, heads."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from fadu.ledger import stored_tree
from fadu.ledger.heads import Head
from fadu.ledger.models import ChainHead, EntryParts, LedgerEntry, TreeHead
from fadu.ledger.parts import Said, said
from fadu.storage.moment import beginning
from fadu.storage.prepared import Prepared

#: streams named together
SOME = 500

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import QuerySet

    from fadu.ledger.parts import Path

    #: stream and number of an entry -> the paths of what was emptied there
    Gone = defaultdict[tuple[str, int], list[Path]]


def entries(stream: str) -> QuerySet[LedgerEntry]:
    """The entries of a stream, oldest first."""
    return LedgerEntry.objects.filter(stream=stream).order_by("seq")


def begun_on(streams: Iterable[str]) -> dict[str, date]:
    """The day on which the first entry of each stream was recorded."""
    rows = LedgerEntry.objects.filter(stream__in=list(streams)).order_by("-seq").values_list("stream", "day")
    return {stream: date.fromisoformat(day) for stream, day in rows}


_HEAD = Prepared(lambda stream: ChainHead.objects.filter(stream=stream).values_list("seq", "hash"), str)


def head(stream: str) -> tuple[int, str] | None:
    """How many entries a stream has, and the hash that covers them all; None for a stream that has not begun."""
    newest: tuple[int, str] | None = _HEAD.first(stream)
    return newest


def size() -> int:
    """How many entries have a place in the tree: the place the next one gets."""
    return stored_tree.size()


def streams_since(place: int, *, beginning: str = "", at_most: int | None = None) -> list[str] | None:
    """The streams of a kind with entries from a place on, or with entries that still wait for one; None if there are more."""
    entries = LedgerEntry.objects.order_by().values_list("stream", flat=True)
    streams: set[str] = set()
    for some in (entries.filter(place__gte=place), entries.filter(place=None)):
        for stream in some.iterator():
            if stream.startswith(beginning):
                streams.add(stream)
                if at_most is not None and len(streams) > at_most:
                    return None
    return sorted(streams)


def streams_of(prefix: str) -> Iterator[list[str]]:
    """The streams that begin with a prefix, some at a time.

    Read by one cursor: a name that is no text is read with a mark in its place, and the reading could not go on from that.
    """
    heads = ChainHead.objects.filter(beginning("stream", prefix)).order_by("stream")
    streams = heads.values_list("stream", flat=True).iterator(chunk_size=SOME)
    while some := list(islice(streams, SOME)):
        yield some


def holding(kind: str, streams: Iterable[str]) -> set[str]:
    """Those of these streams that have an entry of a kind."""
    parts = EntryParts.objects.filter(entry__stream__in=list(streams), kind=kind)
    return set(parts.values_list("entry__stream", flat=True))


def said_in(stream: str) -> dict[int, Said]:
    """What each entry of a stream says, by sequence number."""
    return {seq: entry for _, seq, entry in _read(_IN(stream))}


def said_of(streams: Iterable[str]) -> Iterator[tuple[str, int, Said]]:
    """What the entries of these streams say: stream, sequence number, content; in their order."""
    return _said(EntryParts.objects.filter(entry__stream__in=list(streams)))


def said_under(prefix: str) -> Iterator[tuple[str, int, Said]]:
    """What the entries of all streams that begin with ``prefix`` say: stream, sequence number, content; in their order."""
    return _said(EntryParts.objects.filter(beginning("entry__stream", prefix)))


def _said(rows: QuerySet[EntryParts]) -> Iterator[tuple[str, int, Said]]:
    return _read(_named(rows).iterator(chunk_size=2000))


def _named(rows: QuerySet[EntryParts]) -> QuerySet[EntryParts, Any]:
    return rows.order_by("entry__stream", "entry__seq").values_list(
        "entry__stream",
        "entry__seq",
        "kind",
        "main",
        "secondary",
        "sealed",
        "secondary_digest",
        "sealed_digest",
        "secondary_emptied_by",
        "sealed_emptied_by",
    )


_IN = Prepared(lambda stream: _named(EntryParts.objects.filter(entry__stream=stream)), str)


def _read(named: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, int, Said]]:
    """What entries say; of one whose main part was emptied, its kind alone."""
    gone_by: dict[int, Gone] = {}
    for stream, seq, kind, main, secondary, sealed, *emptied in named:
        try:
            gone = _gone(stream, seq, emptied[2:], gone_by) if any(emptied) else ()
            yield stream, seq, said(main, secondary, sealed, whole=not any(emptied), gone=gone)
        except (
            LookupError,
            TypeError,
            ValueError,
        ):  # emptied, or written by somebody else: its chain says which
            yield stream, seq, Said(kind=kind, at="", body={}, whole=False)


def _gone(stream: str, seq: int, orders: Iterable[int | None], known: dict[int, Gone]) -> tuple[Path, ...]:
    """Where what was emptied of an entry stood in its body, by the entries that ordered it."""
    paths: list[Path] = []
    for order in filter(None, orders):
        if order not in known:
            known[order] = _named_by(order)
        paths += known[order][stream, seq]
    return tuple(paths)


def _named_by(order: int) -> Gone:
    """What an order to empty parts says that it empties: stream and number of each entry, and the paths."""
    gone: Gone = defaultdict(list)
    main = EntryParts.objects.filter(entry=order).values_list("main", flat=True).first()
    for stream, seq, path in said(main or "").body.get("paths", ()):
        gone[stream, seq].append(tuple(path))
    return gone


def bodies(stream: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Kind and body of each entry of a stream, oldest first."""
    return [(entry.kind, entry.body) for entry in said_in(stream).values()]


def latest_head() -> Head | None:
    """The newest signed head."""
    row = TreeHead.objects.order_by("-size").first()
    return row and head_of(row)


def head_of(row: TreeHead) -> Head:
    """The head that a row keeps."""
    return Head(**{field.name: getattr(row, field.name) for field in dataclasses.fields(Head)})
