# SPDX-License-Identifier: MulanPSL-2.0
"""Whether leaves, tree and signed heads agree with the entries, and today's tree with heads kept elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.ledger import selectors, signing
from fadu.ledger.merkle import Tree, leaf_hash, verify_consistency
from fadu.ledger.models import Leaf, TreeHead
from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def problems() -> Iterator[Problem]:
    """What is wrong with leaves, tree and heads."""
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


def against(kept: Mapping[str, Any]) -> Iterator[Problem]:
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
