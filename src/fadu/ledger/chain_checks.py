# SPDX-License-Identifier: MulanPSL-2.0
"""Whether every entry agrees with its parts, its hash and the entry before it, and every stream ends where its head says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from django.db.models import Exists, OuterRef, Subquery

from fadu.ledger import mark_checks, marks
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
from fadu.storage.moment import one_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from fadu.ledger.problems import Takes


#: entries read together, as of one moment
TOGETHER = 2000
#: streams read together where only some are looked at
STREAMS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """By which key entries are marked, and from which place of the tree on."""

    key: bytes | None
    since: int

    def missing(self, entry: LedgerEntry) -> Iterator[Problem]:
        """Whether this program wrote an entry."""
        if self.key is None or (entry.place is not None and entry.place < self.since):
            return
        if not marks.is_ours(entry, self.key):
            message = "这一项没有本机关密钥所作的印记：不是本程序写入的，或者被人重写。"
            yield Problem(code="entry_foreign", where=_where(entry), message=message)


def problems(takes: Takes | None = None) -> Iterator[Problem]:
    """What is wrong with entries and chains, some at a time; what is added meanwhile is no fault.

    With ``takes``, of the streams that are taken, and of those of which no end is noted.
    """
    marked = _Marked(key=marks.held(), since=mark_checks.since())
    if marked.key is None and LedgerEntry.objects.exists():
        yield Problem(
            code="mark_key", where="账目的印记", message="作印记的密钥文件不在：没有核对账目的印记。"
        )
    if takes is not None:
        yield from _of_streams(takes, marked)
        return
    with one_moment():
        yield from list(_lost_parts())
    last: LedgerEntry | None = None
    while True:
        with one_moment():
            entries = _after(last)
            is_end = len(entries) < TOGETHER
            heads = (
                ChainHead.objects.filter(stream__gte=_own(last, "stream"))
                if last
                else ChainHead.objects.all()
            )
            wrong = list(_window(last, entries, heads, marked, is_end=is_end))
        yield from wrong
        if is_end:
            return
        last = entries[-1]


def _of_streams(takes: Takes, marked: _Marked) -> Iterator[Problem]:
    noted = ChainHead.objects.order_by("stream").values_list("stream", flat=True)
    unnoted = LedgerEntry.objects.filter(~Exists(ChainHead.objects.filter(stream=OuterRef("stream"))))
    names = [*filter(takes, noted), *unnoted.order_by("stream").values_list("stream", flat=True).distinct()]
    for start in range(0, len(names), STREAMS):
        some = names[start : start + STREAMS]
        with one_moment():
            entries = _in_order().filter(stream__in=some)
            heads = ChainHead.objects.filter(stream__in=some)
            wrong = list(_window(None, list(entries), heads, marked, is_end=True))
        yield from wrong


def _in_order() -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.select_related("parts").order_by("stream", "seq")


def _after(last: LedgerEntry | None) -> list[LedgerEntry]:
    """The entries that follow one in the order of streams and sequence numbers."""
    rows = _in_order()
    if last is None:
        return list(rows[:TOGETHER])
    stream, seq = _own(last, "stream"), _own(last, "seq")
    same = list(rows.filter(stream=stream, seq__gt=seq)[:TOGETHER])
    return same + list(rows.filter(stream__gt=stream)[: TOGETHER - len(same)])


def _own(entry: LedgerEntry, column: str) -> Subquery:
    """What the database holds in a column of an entry: read here, bytes that are no text are others, and the reading would not go on."""
    return Subquery(LedgerEntry.objects.filter(pk=entry.pk).values(column))


def _window(
    last: LedgerEntry | None,
    entries: list[LedgerEntry],
    heads: QuerySet[ChainHead],
    marked: _Marked,
    *,
    is_end: bool,
) -> Iterator[Problem]:
    """What is wrong with some entries, and with the streams that end among them: all but the one that may go on."""
    previous, ends = last, {} if last is None else {last.stream: (last.seq, last.hash)}
    for entry in entries:
        before = previous if previous is not None and previous.stream == entry.stream else None
        try:
            yield from [*_parts(entry), *_entry(entry, before), *marked.missing(entry)]
        except (LookupError, TypeError, ValueError) as error:
            yield Problem(code="entry_unreadable", where=_where(entry), message=f"读不出来：{error}。")
        ends[entry.stream] = (entry.seq, entry.hash)
        previous = entry
    if not is_end and previous is not None:
        heads = heads.filter(stream__lt=_own(previous, "stream"))
        ends.pop(previous.stream)
    yield from _tails(ends, {head.stream: (head.seq, head.hash) for head in heads})


def _tails(ends: dict[str, tuple[int, str]], heads: dict[str, tuple[int, str]]) -> Iterator[Problem]:
    for stream in sorted(ends.keys() | heads.keys(), key=str):
        if ends.get(stream) != heads.get(stream):
            yield Problem(
                code="tail_dropped",
                where=stream,
                message="记录流的末尾与链首不符：末尾的记录被删去或链首被改动。",
            )


def _lost_parts() -> Iterator[Problem]:
    lost = EntryParts.objects.filter(~Exists(LedgerEntry.objects.filter(pk=OuterRef("pk")))).order_by("pk")
    for key in lost.values_list("pk", flat=True):
        yield Problem(
            code="payload_unrecorded", where=f"账目内容 {key}", message="有内容而没有表头：不是账本写入的。"
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
        is_emptied = getattr(row, f"{part}_digest") or getattr(row, f"{part}_emptied_by_id") is not None
        if is_emptied and not _is_ordered(entry, row, part):
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
        content = orjson.loads(text)
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
