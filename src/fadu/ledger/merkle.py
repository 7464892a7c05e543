# SPDX-License-Identifier: MulanPSL-2.0
"""A Merkle tree as in RFC 6962: growing, root, inclusion and consistency proofs, of today's size and of any old one.

A node stands on a level (0: the leaves) at an index; it is *complete* when all leaves below it are there, and never
changes from then on. Everything here needs complete nodes alone, a few for each answer; where they are kept is the
caller's affair: a function that gives the hash of a node.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fadu.kernel import digests

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAF, NODE = b"\x00", b"\x01"
#: the hash of this tree; another one would begin another tree
ALGORITHM = digests.SHA256
_hash = digests.hasher(ALGORITHM)

#: the hash of the complete node on a level, at an index
Node = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf."""
    return _hash(LEAF + data).digest()


def leaf_of(entry: str) -> bytes:
    """The leaf of an entry by its hash as written down. What is no hash has a leaf too: one bad row stops no tree."""
    try:
        return leaf_hash(bytes.fromhex(entry))
    except (TypeError, ValueError):
        return leaf_hash(str(entry).encode())


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return _hash(NODE + left + right).digest()


def complete(size: int) -> int:
    """How many complete nodes above the leaves a tree of that many leaves has.

    >>> [complete(size) for size in range(9)]
    [0, 0, 1, 1, 3, 3, 4, 4, 7]
    """
    return size - size.bit_count()


def position(level: int, index: int) -> int:
    """The place of a node above the leaves in the order in which nodes become complete, from 0.

    >>> [position(1, 0), position(1, 1), position(2, 0), position(1, 2), position(1, 3), position(2, 1), position(3, 0)]
    [0, 1, 2, 3, 4, 5, 6]
    """
    last = ((index + 1) << level) - 1
    return complete(last) + level - 1


def node_at(position: int) -> tuple[int, int]:
    """Level and index of the node at a position: the inverse of ``position``.

    >>> [node_at(place) for place in range(7)]
    [(1, 0), (1, 1), (2, 0), (1, 2), (1, 3), (2, 1), (3, 0)]
    """
    size = bisect_right(range(2 * position + 4), position, key=complete)
    level = position - complete(size - 1) + 1
    return level, (size >> level) - 1


@dataclass(slots=True)
class Growth:
    """A tree that takes leaves; it keeps the roots of its complete subtrees alone, largest first.

    >>> growth = Growth()
    >>> [len(growth.extend([leaf_hash(bytes([number]))])) for number in range(4)]
    [0, 1, 0, 2]
    >>> growth.root().hex()[:16]
    '9bcd51240af40051'
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def extend(self, leaves: Iterable[bytes]) -> list[bytes]:
        """Take hashes of leaves; the hashes of the nodes that are complete by them, in order of position."""
        made: list[bytes] = []
        size, peaks, hashed = self.size, self.peaks, _hash
        for node in leaves:
            count = size
            while count & 1:
                node = hashed(NODE + peaks.pop() + node).digest()
                made.append(node)
                count >>= 1
            peaks.append(node)
            size += 1
        self.size = size
        return made

    def root(self) -> bytes:
        """The root over the leaves taken so far."""
        if not self.peaks:
            return _hash(b"").digest()
        node = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            node = node_hash(peak, node)
        return node


def peaks(size: int) -> list[tuple[int, int]]:
    """Level and index of the complete subtrees that make up a tree, largest first.

    >>> peaks(6)
    [(2, 0), (1, 2)]
    """
    levels = [level for level in range(size.bit_length()) if size >> level & 1]
    return [(level, (size >> level) - 1) for level in reversed(levels)]


def root(node: Node, size: int) -> bytes:
    """The root over the first ``size`` leaves."""
    return Growth(size, [node(level, index) for level, index in peaks(size)]).root()


def inclusion(node: Node, index: int, size: int) -> list[bytes]:
    """The proof that leaf ``index`` is among the first ``size`` leaves, lowest node first. Raises IndexError."""
    if not 0 <= index < size:
        raise IndexError(f"第{index}片叶不在前{size}片之中。")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            proof.append(_range(node, middle, end))
            end = middle
        else:
            proof.append(_range(node, start, middle))
            start = middle
    return proof[::-1]


def consistency(node: Node, old: int, size: int) -> list[bytes]:
    """The proof that the tree of ``old`` leaves is a beginning of the tree of ``size`` leaves. Raises IndexError."""
    if not 0 < old <= size:
        raise IndexError(f"较早的大小应在1至{size}之间；实为{old}。")
    proof: list[bytes] = []
    start, end, whole = 0, size, True
    while old < end:
        middle = _middle(start, end)
        if old <= middle:
            proof.append(_range(node, middle, end))
            end = middle
        else:
            proof.append(_range(node, start, middle))
            start, whole = middle, False
    if not whole:
        proof.append(_range(node, start, end))
    return proof[::-1]


def _middle(start: int, end: int) -> int:
    """Where a range of leaves falls into its left subtree, which is complete, and the rest."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def _range(node: Node, start: int, end: int) -> bytes:
    """The root over leaves ``[start, end)``, where start is aligned to the subtree."""
    count = end - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return node(level, start >> level)
    middle = _middle(start, end)
    return node_hash(_range(node, start, middle), _range(node, middle, end))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """Whether a proof shows that a leaf hash stands at ``index`` in a tree of that size and root (RFC 9162, 2.1.3.2)."""
    if index >= size:
        return False
    place, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = node_hash(step, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(old: int, size: int, old_root: bytes, root: bytes, proof: list[bytes]) -> bool:
    """Whether a proof shows that an old tree is a beginning of a newer one (RFC 9162, 2.1.4.2)."""
    if old == size:
        return not proof and old_root == root
    if not 0 < old < size or not proof:
        return False
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    first, second = old - 1, size - 1
    while first & 1:
        first, second = first >> 1, second >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if second == 0:
            return False
        if first & 1 or first == second:
            before, after = node_hash(step, before), node_hash(step, after)
            while not first & 1 and first:
                first, second = first >> 1, second >> 1
        else:
            after = node_hash(after, step)
        first, second = first >> 1, second >> 1
    return second == 0 and before == old_root and after == root
