# SPDX-License-Identifier: MulanPSL-2.0
"""The tree grown anew from the entries in their places, beside the nodes that are stored; few rows are held at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.ledger import merkle
from fadu.ledger.merkle import Growth
from fadu.ledger.models import LedgerEntry, TreeNode
from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

#: rows read together
BATCH = 5000


class Regrowth:
    """The tree over the first ``size`` entries, grown step by step; it stops where a place is empty."""

    def __init__(self, size: int) -> None:
        self.size, self.is_broken = size, False
        self._growth, self._nodes = Growth(), _Nodes()
        self._held: dict[int, str] = {}

    def root(self) -> str:
        """The root over what has grown so far, in hex."""
        return self._growth.root().hex()

    def to(self, size: int) -> Iterator[Problem]:
        """Grow to that size; what differs on the way."""
        while self._growth.size < size and not self.is_broken:
            start = self._growth.size
            if start not in self._held:
                yield from self._read(start)
                continue
            end = min(size, start // BATCH * BATCH + BATCH)
            leaves = (merkle.leaf_of(self._held[place]) for place in range(start, end))
            yield from self._nodes.compared(self._growth.extend(leaves))

    def _read(self, start: int) -> Iterator[Problem]:
        stop = min(start + BATCH, self.size)
        rows = LedgerEntry.objects.filter(place__gte=start, place__lt=stop)
        self._held = dict(rows.values_list("place", "hash"))
        missing = next((place for place in range(start, stop) if place not in self._held), None)
        if missing is None:
            self._nodes.read(stop)
            return
        self.is_broken = True
        yield Problem(
            code="place_missing", where=f"账本树第{missing}项", message="占这一位置的记录被删去或移走。"
        )


class _Nodes:
    """The stored nodes in their order, compared with those the entries give; only the lowest that differs is named."""

    def __init__(self) -> None:
        self._next = 0
        self._held: dict[int, bytes] = {}
        self._wrong: set[tuple[int, int]] = set()

    def read(self, size: int) -> None:
        """Read the nodes up to the tree of that size."""
        rows = TreeNode.objects.filter(position__gte=self._next, position__lt=merkle.complete(size))
        self._held = dict(rows.values_list("position", "hash"))

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
