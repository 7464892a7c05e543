# SPDX-License-Identifier: MulanPSL-2.0
"""The tree as it stands in the database: roots and proofs of any size from a few stored nodes, never from all leaves.

An answer is worked out twice: first to learn which nodes it needs, then with these, read together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Max

from fadu.kernel.errors import FaduError
from fadu.ledger import merkle
from fadu.ledger.models import LedgerEntry, TreeNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fadu.ledger.merkle import Node

T = TypeVar("T")


class TreeDamagedError(FaduError):
    """账本树缺少节点，不能继续编号、也不能给出证明。请运行 fadu ledger verify 查明，并从备份恢复。"""

    code = "tree_damaged"


#: how many nodes one question to the database may name
TOGETHER = 500


def size() -> int:
    """How many entries have their place in the tree."""
    last: int | None = LedgerEntry.objects.aggregate(last=Max("place"))["last"]
    return 0 if last is None else last + 1


def root(size: int) -> bytes:
    """The root over the first ``size`` entries. Raises TreeDamagedError."""
    return _answered(lambda node: merkle.root(node, size))


def peaks(size: int) -> list[bytes]:
    """The roots of the complete subtrees that make up the tree of that size, largest first."""
    return _answered(lambda node: [node(level, index) for level, index in merkle.peaks(size)])


def inclusion(places: Iterable[int], size: int) -> dict[int, list[bytes]]:
    """For each place the proof that its entry is among the first ``size``. Raises IndexError, TreeDamagedError."""
    wanted = list(places)
    return _answered(lambda node: {place: merkle.inclusion(node, place, size) for place in wanted})


def consistency(old: int, size: int) -> list[bytes]:
    """The proof that the tree of ``old`` entries is a beginning of that of ``size``. Raises IndexError, TreeDamagedError."""
    return _answered(lambda node: merkle.consistency(node, old, size))


def _answered(ask: Callable[[Node], T]) -> T:
    wanted: set[tuple[int, int]] = set()

    def noted(level: int, index: int) -> bytes:
        wanted.add((level, index))
        return b""

    ask(noted)
    held = {**_leaves(sorted(i for level, i in wanted if level == 0)), **_inner(wanted)}
    if len(held) < len(wanted):
        raise TreeDamagedError
    return ask(lambda level, index: held[level, index])


def _batches(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + TOGETHER] for start in range(0, len(keys), TOGETHER))


def _leaves(places: list[int]) -> dict[tuple[int, int], bytes]:
    leaves: dict[tuple[int, int], bytes] = {}
    for some in _batches(places):
        rows = LedgerEntry.objects.filter(place__in=some).values_list("place", "hash")
        leaves |= {(0, place): merkle.leaf_of(entry) for place, entry in rows}
    return leaves


def _inner(wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    at = {merkle.position(level, index): (level, index) for level, index in wanted if level}
    nodes: dict[tuple[int, int], bytes] = {}
    for some in _batches(sorted(at)):
        rows = TreeNode.objects.filter(position__in=some).values_list("position", "hash")
        nodes |= {at[position]: bytes(held) for position, held in rows if not isinstance(held, str | int)}
    return nodes
