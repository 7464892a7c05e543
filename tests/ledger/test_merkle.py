# SPDX-License-Identifier: MulanPSL-2.0
"""The tree is that of RFC 6962, and its proofs hold for every size and fail for every change."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger import plain_tree

from fadu.ledger.merkle import (
    Growth,
    Node,
    complete,
    consistency,
    inclusion,
    leaf_hash,
    node_at,
    node_hash,
    peaks,
    position,
    root,
    verify_consistency,
    verify_inclusion,
)

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


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def stored(hashes: list[bytes]) -> Node:
    """The complete nodes as they come, kept by position: what the database does."""
    rows = Growth().extend(hashes)
    return lambda level, index: rows[position(level, index)] if level else hashes[index]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Growth().root() == root(stored([]), 0) == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_reference_implementation(size: int) -> None:
    hashes = [leaf_hash(data) for data in LEAVES]

    assert root(stored(hashes), size).hex() == ROOTS[size - 1]
    assert plain_tree.root(hashes[:size]).hex() == ROOTS[size - 1]


@given(st.integers(1, 300), st.data())
def test_root_and_proofs_of_any_size_are_those_of_the_definition(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    old, index = data.draw(st.integers(1, size)), data.draw(st.integers(0, size - 1))
    nodes = stored(hashes)

    assert root(nodes, old) == plain_tree.root(hashes[:old])
    assert inclusion(nodes, index, size) == plain_tree.inclusion(index, hashes)
    assert consistency(nodes, old, size) == plain_tree.consistency(old, hashes)


@given(st.integers(0, 10**12))
def test_every_position_is_that_of_one_node(place: int) -> None:
    assert position(*node_at(place)) == place


@given(st.integers(0, 300), st.integers(0, 60))
def test_a_tree_goes_on_from_its_complete_subtrees_alone(size: int, more: int) -> None:
    hashes = leaves(size + more)
    nodes = stored(hashes)
    growth = Growth(size, [nodes(level, index) for level, index in peaks(size)])

    made = growth.extend(hashes[size:])

    assert growth.root() == plain_tree.root(hashes)
    assert len(made) == complete(size + more) - complete(size)


@given(st.integers(1, 400), st.data())
def test_every_leaf_is_proved_in_every_size_that_holds_it(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    index = data.draw(st.integers(0, size - 1))

    proof = inclusion(stored(hashes), index, size)

    assert verify_inclusion(hashes[index], index, size, proof, plain_tree.root(hashes))
    assert len(proof) <= max(size - 1, 1).bit_length()


@given(st.integers(1, 400), st.data())
def test_every_old_tree_is_proved_a_beginning_of_the_new_one(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    old = data.draw(st.integers(1, size))

    proof = consistency(stored(hashes), old, size)

    assert verify_consistency(old, size, plain_tree.root(hashes[:old]), plain_tree.root(hashes), proof)


@given(st.integers(2, 200), st.data())
def test_a_proof_holds_for_no_other_leaf_and_no_other_root(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    index, whole = data.draw(st.integers(0, size - 1)), plain_tree.root(hashes)
    proof = inclusion(stored(hashes), index, size)

    assert not verify_inclusion(leaf_hash(b"forged"), index, size, proof, whole)
    assert not verify_inclusion(hashes[index], index, size, proof, node_hash(whole, whole))


@given(st.integers(3, 200), st.data())
def test_a_rewritten_history_has_no_proof_of_consistency(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    old = data.draw(st.integers(1, size - 1))
    proof = consistency(stored(hashes), old, size)

    forged = hashlib.sha256(plain_tree.root(hashes[:old])).digest()

    assert not verify_consistency(old, size, forged, plain_tree.root(hashes), proof)


def test_a_leaf_beyond_the_tree_cannot_be_proved() -> None:
    with pytest.raises(IndexError, match="第5片叶不在前5片之中"):
        inclusion(stored(leaves(5)), 5, 5)
