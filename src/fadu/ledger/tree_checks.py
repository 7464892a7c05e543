# SPDX-License-Identifier: MulanPSL-2.0
"""Whether places, stored nodes and heads agree with the entries: one pass over all entries in their places.

The tree grows anew from the entries. Each node it completes is compared with the stored one, and at each size at which a
head was signed, here or kept elsewhere, the root is compared with that head's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from fadu.ledger import merkle, selectors, signing, stored_tree
from fadu.ledger.merkle import Growth
from fadu.ledger.models import LedgerEntry, TreeHead, TreeNode
from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: rows read together
BATCH = 5000


class Expected:
    """A head of this database, and what is said where it does not fit."""

    def __init__(self, head: Mapping[str, Any]) -> None:
        self.head, self.size, self.root = head, int(head["size"]), str(head["root"])
        self.where = f"大小{self.size}的账本根"

    def unsigned(self) -> Problem:
        return Problem(code="signature", where=self.where, message="账本根的签名不对。")

    def beyond(self, size: int) -> Problem:
        return Problem(
            code="root_changed", where=self.where, message=f"账本根与现有记录不符：现有账本只有{size}项。"
        )

    def other_root(self) -> Problem:
        return Problem(code="root_changed", where=self.where, message="账本根与现有记录不符。")


class Kept(Expected):
    """A head kept elsewhere."""

    def __init__(self, head: Mapping[str, Any]) -> None:
        super().__init__(head)
        self.where = f"另处保存的账本根（大小{self.size}）"

    def unsigned(self) -> Problem:
        return Problem(code="signature", where=self.where, message="另处保存的账本根签名不对。")

    def beyond(self, size: int) -> Problem:
        return Problem(
            code="old_backup",
            where=self.where,
            message=f"现有账本只有{size}项：恢复的是旧备份，或者后来的记录被删去。",
        )

    def other_root(self) -> Problem:
        return Problem(
            code="history_changed", where=self.where, message="现有账本不是当时账本的延续：历史被改写。"
        )


def problems(kept: Iterable[Mapping[str, Any]] = ()) -> Iterator[Problem]:
    """What is wrong with places, nodes and heads; today's tree must go on from each head in ``kept``."""
    top = TreeNode.objects.aggregate(top=Max("position"))["top"]
    size = stored_tree.size()  # asked for later: beside a live site it may only have grown
    if top is not None and top >= merkle.complete(size):
        yield Problem(
            code="node_unknown", where=f"账本树节点{top}", message="存储的节点多于记录所有：有人插入了节点。"
        )
    ours = [
        Expected(selectors.head_as_json(head)) for head in TreeHead.objects.order_by("size").iterator(BATCH)
    ]
    at: dict[int, list[Expected]] = defaultdict(list)
    for one in [*ours, *map(Kept, kept)]:
        if not signing.is_signed(one.head):
            yield one.unsigned()
        elif one.size > size:
            yield one.beyond(size)
        else:
            at[one.size].append(one)
    yield from _regrown(size, at)


def _regrown(size: int, at: Mapping[int, list[Expected]]) -> Iterator[Problem]:
    growth, nodes = Growth(), _Nodes()
    sizes = sorted(at)
    for start in range(0, size, BATCH):
        stop = min(start + BATCH, size)
        held = dict(_PLACED.filter(place__gte=start, place__lt=stop))
        missing = next((place for place in range(start, stop) if place not in held), None)
        if missing is not None:
            yield Problem(
                code="place_missing", where=f"账本树第{missing}项", message="占这一位置的记录被删去或移走。"
            )
            return
        nodes.read(stop)
        for end in [*sizes[bisect_right(sizes, start) : bisect_left(sizes, stop)], stop]:
            leaves = (merkle.leaf_hash(bytes.fromhex(held[place])) for place in range(growth.size, end))
            yield from nodes.compared(growth.extend(leaves))
            for one in at.get(end, ()):
                if growth.root().hex() != one.root:
                    yield one.other_root()


_PLACED = LedgerEntry.objects.values_list("place", "hash")


class _Nodes:
    """The stored nodes in their order, compared with those the entries give; only the lowest that differs is named."""

    def __init__(self) -> None:
        self._next = 0
        self._held: dict[int, bytes] = {}
        self._wrong: set[tuple[int, int]] = set()

    def read(self, size: int) -> None:
        """Read the nodes up to the tree of that size."""
        rows = TreeNode.objects.filter(position__gte=self._next, position__lt=merkle.complete(size))
        self._held = {place: bytes(node) for place, node in rows.values_list("position", "hash")}

    def compared(self, made: list[bytes]) -> Iterator[Problem]:
        """What differs from the nodes that the next entries complete."""
        start, self._next = self._next, self._next + len(made)
        for place, node in enumerate(made, start=start):
            if self._held.get(place) != node:
                yield from self._differs(*merkle.node_at(place))

    def _differs(self, level: int, index: int) -> Iterator[Problem]:
        below = {(level - 1, 2 * index), (level - 1, 2 * index + 1)}
        if not self._wrong & below:
            yield Problem(
                code="node_changed",
                where=f"账本树第{level}层第{index}个节点",
                message="存储的节点与其下的记录不符：节点或记录被改动、删去。",
            )
        self._wrong.add((level, index))
