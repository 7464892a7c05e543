# SPDX-License-Identifier: MulanPSL-2.0
"""A Merkle tree as in RFC 6962: append, root, inclusion and consistency proofs, of today's size and of any old one.

Only complete subtrees are kept, level by level, in one bytearray each: appending costs amortised one hash.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAF, NODE = b"\x00", b"\x01"
SIZE = 32
_sha256 = hashlib.sha256


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf."""
    return _sha256(LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return _sha256(NODE + left + right).digest()


class Tree:
    """A growing tree. ``append`` takes the leaf's data.

    >>> tree = Tree()
    >>> for data in (b"", bytes([0])): tree.append(data)
    >>> tree.root().hex()[:16], tree.root(0).hex()[:16]
    ('fac54203e7cc696c', 'e3b0c44298fc1c14')
    """

    __slots__ = ("levels", "size")

    def __init__(self) -> None:
        self.levels: list[bytearray] = [bytearray()]
        self.size = 0

    @classmethod
    def of(cls, leaves: Iterable[bytes]) -> Tree:
        """The tree over leaf hashes that are all there already: level by level, each half as long as the one below.

        >>> grown = Tree()
        >>> for number in range(5): grown.append(bytes([number]))
        >>> Tree.of(leaf_hash(bytes([number])) for number in range(5)).root() == grown.root()
        True
        """
        tree, level, sha256 = cls(), list(leaves), _sha256
        tree.size = len(level)
        tree.levels[0] += b"".join(level)
        while len(level) > 1:
            pairs = iter(level)
            level = [sha256(NODE + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
            tree.levels.append(bytearray(b"".join(level)))
        return tree

    def append(self, data: bytes) -> None:
        """Add a leaf."""
        self.append_hash(_sha256(LEAF + data).digest())

    def append_hash(self, found: bytes) -> None:
        """Add a leaf by its hash."""
        levels = self.levels
        levels[0] += found
        self.size += 1
        size, level = self.size, 0
        while not size & 1:
            pair = levels[level][-2 * SIZE :]
            level += 1
            if level == len(levels):
                levels.append(bytearray())
            levels[level] += _sha256(NODE + pair).digest()
            size >>= 1

    def _node(self, level: int, index: int) -> bytes:
        return bytes(self.levels[level][index * SIZE : (index + 1) * SIZE])

    def root(self, size: int | None = None) -> bytes:
        """The root over the first ``size`` leaves (default: all)."""
        count = self.size if size is None else size
        if count == 0:
            return _sha256(b"").digest()
        return self._range(0, count)

    def _range(self, start: int, end: int) -> bytes:
        """The root over leaves ``[start, end)``, where start is aligned to the subtree."""
        count = end - start
        if count & (count - 1) == 0:
            level = count.bit_length() - 1
            return self._node(level, start >> level)
        left = 1 << (count - 1).bit_length() - 1
        return node_hash(self._range(start, start + left), self._range(start + left, end))

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that leaf ``index`` is among the first ``size`` leaves, lowest node first."""
        count = self.size if size is None else size
        if not 0 <= index < count:
            raise IndexError(f"第{index}片叶不在前{count}片之中。")
        return self._path(index, 0, count)

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        found: list[bytes] = []
        while (count := end - start) > 1:
            if not count & (count - 1):  # a complete subtree: each step up is the sibling on its level
                place, levels = index, self.levels
                siblings = []
                for level in range(count.bit_length() - 1):
                    at = (place ^ 1) * SIZE
                    siblings.append(bytes(levels[level][at : at + SIZE]))
                    place >>= 1
                return siblings + found[::-1]
            middle = start + (1 << (count - 1).bit_length() - 1)
            if index < middle:
                found.append(self._range(middle, end))
                end = middle
            else:
                found.append(self._range(start, middle))
                start = middle
        return found[::-1]

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """The proof that the tree of ``old`` leaves is a beginning of the tree of ``size`` leaves."""
        count = self.size if size is None else size
        if not 0 < old <= count:
            raise IndexError(f"较早的大小应在1至{count}之间；实为{old}。")
        return [] if old == count else self._subproof(old, 0, count, whole=True)

    def _subproof(self, old: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        if old == end:
            return [] if whole else [self._range(start, end)]
        left = 1 << (end - start - 1).bit_length() - 1
        middle = start + left
        if old <= middle:
            return [*self._subproof(old, start, middle, whole=whole), self._range(middle, end)]
        return [*self._subproof(old, middle, end, whole=False), self._range(start, middle)]


def verify_inclusion(found: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """Whether a proof shows that a leaf hash stands at ``index`` in a tree of that size and root (RFC 9162, 2.1.3.2)."""
    if index >= size:
        return False
    place, last, node = index, size - 1, found
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
