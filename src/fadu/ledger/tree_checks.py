# SPDX-License-Identifier: MulanPSL-2.0
"""Whether places, stored nodes and heads agree with the entries: one pass over all entries in their places.

The tree grows anew from the entries. Each node it completes is compared with the stored one, and at each size at which a
head was signed, here or kept elsewhere, the root is compared with that head's.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Max

from fadu.kernel.errors import BadInputError
from fadu.ledger import merkle, stored_tree
from fadu.ledger.heads import Head, from_json
from fadu.ledger.merkle import Growth
from fadu.ledger.models import LedgerEntry, TreeHead, TreeNode
from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fadu.ledger.key_checks import KeyRegister

HEAD = [field.name for field in dataclasses.fields(Head)]
#: rows read together
BATCH = 5000


class Expected:
    """A head of this database, and what is said where it does not fit."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.where = f"大小{head.size}的账本根"

    def problem(self, code: str, message: str) -> Problem:
        return Problem(code=code, where=self.where, message=message)

    def beyond(self, size: int) -> Problem:
        return self.problem("root_changed", f"账本根与现有记录不符：现有账本只有{size}项。")

    def other_root(self) -> Problem:
        return self.problem("root_changed", "账本根与现有记录不符。")


class Kept(Expected):
    """A head kept elsewhere."""

    def __init__(self, head: Head) -> None:
        super().__init__(head)
        self.where = f"另处保存的账本根（大小{head.size}，{head.signed_at[:19]}）"

    def beyond(self, size: int) -> Problem:
        return self.problem("old_backup", f"现有账本只有{size}项：恢复的是旧备份，或者后来的记录被删去。")

    def other_root(self) -> Problem:
        return self.problem("history_changed", "现有账本不是当时账本的延续：历史被改写。")


def problems(register: KeyRegister | None, kept: Iterable[Head] = ()) -> Iterator[Problem]:
    """What is wrong with places, nodes and heads; today's tree must go on from each head in ``kept``."""
    top = TreeNode.objects.aggregate(top=Max("position"))["top"]
    size = stored_tree.size()  # asked for later: beside a live site it may only have grown
    if top is not None and top >= merkle.complete(size):
        yield Problem(
            code="node_unknown", where=f"账本树节点{top}", message="存储的节点多于记录所有：有人插入了节点。"
        )
    at: dict[int, list[Expected]] = defaultdict(list)
    ours, unreadable = _ours()
    yield from unreadable
    for one in chain(ours, map(Kept, kept)):
        yield from _signed(one, register)
        if one.head.size > size:
            yield one.beyond(size)
        elif register is None or one.head.origin in ("", register.origin):
            at[one.head.size].append(one)
    yield from _regrown(size, at)


def _ours() -> tuple[list[Expected], list[Problem]]:
    """The heads of this database, and rows that are none."""
    found: list[Expected] = []
    problems: list[Problem] = []
    for fields in TreeHead.objects.order_by("pk").values(*HEAD).iterator(chunk_size=BATCH):
        try:
            found.append(Expected(from_json(fields)))
        except BadInputError as error:
            where = f"账本根 {str(fields['size'])[:20]}"
            problems.append(Problem(code="head_unreadable", where=where, message=error.message))
    return found, problems


def _signed(one: Expected, register: KeyRegister | None) -> Iterator[Problem]:
    """Whose head it is, whose key signed it, and whether it did."""
    if not one.head.is_signed():
        yield one.problem("signature", "账本根的签名不对。")
    elif register is None:
        return
    elif one.head.origin not in ("", register.origin):
        yield one.problem("other_ledger", f"账本根属于另一个账本“{one.head.origin}”。")
    elif (code := register.refused(one.head)) is not None:
        yield one.problem(code, _REFUSED[code].format(one.head.fingerprint))


_REFUSED = {
    "key_unknown": "签署的密钥不是本机关登记的密钥（指纹 {}）。",
    "key_retired": "签署的密钥在此之前已经更换（指纹 {}）。",
}


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
            leaves = (merkle.leaf_of(held[place]) for place in range(growth.size, end))
            yield from nodes.compared(growth.extend(leaves))
            for one in at.get(end, ()):
                if growth.root().hex() != one.head.root:
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
