# SPDX-License-Identifier: MulanPSL-2.0
"""The tree is that of RFC 6962, and its proofs hold for every size and fail for every change."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.ledger.merkle import Tree, leaf_hash, node_hash, verify_consistency, verify_inclusion

#: inputs and roots of the reference implementation of certificate transparency
LEAVES = [b"", b"\x00", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"]
LEAVES[3:7] = [
    bytes([0x20, 0x21]),
    bytes([0x30, 0x31]),
    bytes([0x40, 0x41, 0x42, 0x43]),
    bytes(range(0x50, 0x58)),
]
LEAVES[7] = bytes(range(0x60, 0x70))
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def grown(count: int) -> tuple[Tree, list[bytes]]:
    tree, hashes = Tree(), []
    for number in range(count):
        data = str(number).encode()
        tree.append(data)
        hashes.append(leaf_hash(data))
    return tree, hashes


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Tree().root() == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_reference_implementation(size: int) -> None:
    tree = Tree()
    for data in LEAVES:
        tree.append(data)

    assert tree.root(size).hex() == ROOTS[size - 1]


@given(st.integers(1, 400), st.data())
def test_every_leaf_is_proved_in_every_size_that_holds_it(size: int, data: st.DataObject) -> None:
    tree, hashes = grown(size)
    index = data.draw(st.integers(0, size - 1))

    proof = tree.inclusion(index)

    assert verify_inclusion(hashes[index], index, size, proof, tree.root())
    assert len(proof) <= max(size - 1, 1).bit_length()


@given(st.integers(1, 400), st.data())
def test_every_old_tree_is_proved_a_beginning_of_the_new_one(size: int, data: st.DataObject) -> None:
    tree, _ = grown(size)
    old = data.draw(st.integers(1, size))

    assert verify_consistency(old, size, tree.root(old), tree.root(), tree.consistency(old))


@given(st.integers(2, 200), st.data())
def test_a_proof_holds_for_no_other_leaf_and_no_other_root(size: int, data: st.DataObject) -> None:
    tree, hashes = grown(size)
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion(index)

    assert not verify_inclusion(leaf_hash(b"forged"), index, size, proof, tree.root())
    assert not verify_inclusion(hashes[index], index, size, proof, node_hash(tree.root(), tree.root()))


@given(st.integers(3, 200), st.data())
def test_a_rewritten_history_has_no_proof_of_consistency(size: int, data: st.DataObject) -> None:
    tree, _ = grown(size)
    old = data.draw(st.integers(1, size - 1))

    forged = hashlib.sha256(tree.root(old)).digest()

    assert not verify_consistency(old, size, forged, tree.root(), tree.consistency(old))


def test_a_leaf_beyond_the_tree_cannot_be_proved() -> None:
    tree, _ = grown(5)

    with pytest.raises(IndexError, match="第5片叶不在前5片之中"):
        tree.inclusion(5)
