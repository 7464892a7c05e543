# SPDX-License-Identifier: MulanPSL-2.0
"""Writing the ledger: appending in the caller's transaction, sequencing afterwards, and verifying everything."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction

from fadu.kernel import clock
from fadu.kernel.canonical import canonical
from fadu.kernel.errors import FaduError
from fadu.ledger import selectors, signing, triggers
from fadu.ledger.merkle import Tree, leaf_hash, verify_consistency
from fadu.ledger.models import ChainHead, Leaf, LedgerEntry, TreeHead
from fadu.ledger.prepared import Prepared, PreparedInsert, PreparedUpdate
from fadu.ledger.rules import GENESIS, body_digest, entry_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

#: entries the sequencer takes at once
BATCH = 2000
#: the key of the sequencer's advisory lock on PostgreSQL
SEQUENCER = 0x46414455


class ChainError(FaduError):
    """同一记录流同时有别的记录写入。请重试。"""

    code = "chain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What `verify` found: a machine code, where, and what is wrong in Chinese."""

    code: str
    where: str
    message: str

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "where": self.where, "message": self.message}


_projections: dict[str, Callable[[], Iterator[Problem]]] = {}


def register_projection(name: str, check: Callable[[], Iterator[Problem]]) -> None:
    """Let `verify` also compare typed rows with what is hashed."""
    _projections[name] = check


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


def sequence() -> TreeHead | None:
    """Give every committed entry its place in the tree and sign the new head; None where there is nothing at all.

    One at a time: an advisory lock on PostgreSQL, the write lock on SQLite.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER])
        head = _sequence()
    if head is not None:
        _witness(head)
    return head


def _sequence() -> TreeHead | None:
    last = Leaf.objects.order_by("-index").values_list("index", flat=True).first()
    index = 0 if last is None else last + 1
    waiting = LedgerEntry.objects.filter(leaf=None).order_by("pk")
    while some := list(waiting[:BATCH]):
        Leaf.objects.bulk_create(
            Leaf(index=index + n, entry=e, hash=leaf_hash(bytes.fromhex(e.hash)).hex())
            for n, e in enumerate(some)
        )
        index += len(some)
    head = selectors.latest_head()
    if head is not None and head.size == index:
        return head
    if index == 0:
        return None
    root, signed_at = selectors.tree().root().hex(), clock.now().isoformat()
    key, signature = signing.sign(size=index, root=root, signed_at=signed_at)
    return TreeHead.objects.create(size=index, root=root, signed_at=signed_at, key=key, signature=signature)


def _witness(head: TreeHead) -> None:
    """Append the head to the witness path outside the home folder; only so is an old backup detectable."""
    path = getattr(settings, "FADU_WITNESS", "")
    if not path:
        return
    line = json.dumps(selectors.head_as_json(head), sort_keys=True)
    place = Path(path)
    known = place.read_text(encoding="ascii").splitlines()[-1:] if place.exists() else []
    if known != [line]:
        with place.open("a", encoding="ascii") as file:
            file.write(line + "\n")


def verify(head: Mapping[str, Any] | None = None) -> list[Problem]:
    """Everything that does not agree: chains, tree, heads, triggers, and the rows that follow from entries."""
    found = [*_missing_triggers(), *_chains(), *_tree()]
    kept = [head] if head else _witnessed()
    found += [problem for one in kept for problem in _against(one)]
    for check in _projections.values():
        found += list(check())
    return found


def _missing_triggers() -> Iterator[Problem]:
    for name in triggers.missing():
        yield Problem(
            code="trigger_missing", where=name, message="保护记录的触发器不在：有人可以改动记录而不被拒绝。"
        )


def _chains() -> Iterator[Problem]:
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


def _tree() -> Iterator[Problem]:
    sizes = {head.size: head for head in TreeHead.objects.all()}
    hashes: list[bytes] = []
    leaves = (
        Leaf.objects.order_by("index").values_list("index", "hash", "entry__hash").iterator(chunk_size=5000)
    )
    for expected, (index, found, entry) in enumerate(leaves):
        if index != expected:
            yield Problem(code="leaf_missing", where=f"第{expected}片叶", message="账本树中缺少一片叶。")
            return
        if leaf_hash(bytes.fromhex(entry)).hex() != found:
            yield Problem(code="leaf_changed", where=f"第{index}片叶", message="账本树的叶与其记录不符。")
        hashes.append(bytes.fromhex(found))
    whole = Tree.of(hashes)
    for size, head in sorted(sizes.items()):
        if not signing.is_signed(selectors.head_as_json(head)):
            yield Problem(code="signature", where=f"大小{size}的账本根", message="账本根的签名不对。")
        if size > whole.size or whole.root(size).hex() != head.root:
            yield Problem(code="root_changed", where=f"大小{size}的账本根", message="账本根与现有记录不符。")


def _against(kept: Mapping[str, Any]) -> Iterator[Problem]:
    """The ledger against a head kept elsewhere: it must be a beginning of today's tree."""
    where = f"另处保存的账本根（大小{kept.get('size')}）"
    if not signing.is_signed(kept):
        yield Problem(code="signature", where=where, message="另处保存的账本根签名不对。")
        return
    size, whole = int(kept["size"]), selectors.tree()
    if size > whole.size:
        yield Problem(
            code="old_backup",
            where=where,
            message=f"现有账本只有{whole.size}项：恢复的是旧备份，或者后来的记录被删去。",
        )
        return
    proof = whole.consistency(size) if size else []
    if not verify_consistency(size, whole.size, bytes.fromhex(kept["root"]), whole.root(), proof):
        yield Problem(code="history_changed", where=where, message="现有账本不是当时账本的延续：历史被改写。")


def _witnessed() -> list[dict[str, Any]]:
    path = getattr(settings, "FADU_WITNESS", "")
    if not path or not Path(path).exists():
        return []
    return [json.loads(line) for line in Path(path).read_text(encoding="ascii").splitlines()[-1:]]
