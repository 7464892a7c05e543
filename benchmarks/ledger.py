# SPDX-License-Identifier: MulanPSL-2.0
"""§4: canonical bytes and the Merkle tree, against the standard library, pymerkle and bare hashing."""

from __future__ import annotations

import hashlib
import json
from statistics import median
from typing import TYPE_CHECKING

import orjson
from django.core.management import call_command
from django.db import transaction

from benchmarks.measure import Result, in_turn, seconds
from fadu.kernel import clock
from fadu.kernel.canonical import canonical
from fadu.ledger import merkle, sequencing, services, stored_tree
from fadu.ledger.merkle import Growth, leaf_hash
from fadu.ledger.parts import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAVES = 20_000
#: a note as the ledger hashes it
NOTE = {
    "seq": 7,
    "action": "note",
    "happened_at": "2022-05-10T10:00:00+08:00",
    "recorded_at": "2022-05-10T10:00:03+08:00",
    "stage_before": "review",
    "stage_after": "review",
    "payload": {"text": "记事"},
    "voids": [],
    "warnings": [],
    "by": [
        {
            "person": "officer:1",
            "role": "",
            "name": "甲",
            "post": "window_clerk",
            "holding": "regular",
            "certificate": "",
        }
    ],
    "day_only": False,
    "imported": False,
    "request_id": "6e1f63f5-6c3b-5a53-9a38-7f3f5a1f4c2d",
    "request_digest": "a" * 64,
}
#: a decision with its facts
DOCUMENT = {
    "seq": 12,
    "action": "decide",
    "happened_at": "2022-05-10T10:00:00+08:00",
    "payload": {
        "facts": "经查，当事人销售超过保质期的食品。" * 20,
        "fine": 5_000_000,
        "penalty_kinds": ["fine", "confiscate_goods"],
    },
    "by": [
        {"person": f"officer:{n}", "role": "handler", "name": "某人", "post": "case_handler"}
        for n in range(4)
    ],
}


def run() -> Iterator[Result]:
    """Ratios of hashing and of the tree."""
    for name, document in (("a note", NOTE), ("a decision", DOCUMENT)):
        yield from hashing(name, document)
    data = [str(n).encode() for n in range(LEAVES)]
    leaves, block = [leaf_hash(item) for item in data], b"\1" + b"x" * 64
    rooted, bare = in_turn(
        (lambda: grown(leaves), 1), (lambda: [hashlib.sha256(block).digest() for _ in data], 1)
    )
    yield Result(
        section="ledger",
        name="root over n leaves vs n hashlib calls",
        goal=1.6,
        ratio=rooted / bare,
        better="less",
    )
    yield from against_pymerkle(data)
    yield sequencing_whatever_the_size()


def hashing(name: str, document: dict[str, object]) -> Iterator[Result]:
    """The hash of one act, against the standard library's, against hashing alone, and what would be left without any check."""
    ready = canonical(document)
    ours, plain, hashed, unchecked = in_turn(
        (lambda: hashlib.sha256(canonical(document)).digest(), 2000),
        (
            lambda: hashlib.sha256(
                json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
            ).digest(),
            2000,
        ),
        (lambda: hashlib.sha256(ready).digest(), 5000),
        (lambda: hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).digest(), 5000),
    )
    yield Result(
        section="ledger",
        name=f"canonical hash of {name} vs json.dumps",
        goal=5,
        ratio=plain / ours,
        note=f"{len(ready)} bytes; without the check for floats and foreign keys {plain / unchecked:.2f}",
    )
    yield Result(
        section="ledger",
        name=f"canonical hash of {name} vs SHA-256 of ready bytes",
        goal=2,
        ratio=ours / hashed,
        better="less",
        note=f"without the check {unchecked / hashed:.2f}",
    )


def grown(leaves: list[bytes]) -> tuple[bytes, list[bytes]]:
    """The root over leaves taken one after another, and the nodes that are complete, as the sequencer stores them."""
    growth = Growth()
    nodes = growth.extend(leaves)
    return growth.root(), nodes


def against_pymerkle(data: list[bytes]) -> Iterator[Result]:
    """The reference library, in the benchmark environment only; both trees hold the same leaves."""
    from pymerkle import InmemoryTree

    def peer() -> InmemoryTree:
        made = InmemoryTree(algorithm="sha256")
        for item in data:
            made.append_entry(item)
        made.get_state()
        return made

    append, peer_append = in_turn((lambda: grown([leaf_hash(item) for item in data]), 1), (peer, 1), rounds=3)
    yield Result(section="ledger", name="append vs pymerkle", goal=4, ratio=peer_append / append)
    leaves = [leaf_hash(item) for item in data]
    (root, nodes), other = grown(leaves), peer()

    def node(level: int, index: int) -> bytes:
        return nodes[merkle.position(level, index)] if level else leaves[index]

    places = [n * 7919 % LEAVES for n in range(200)]
    proof, peer_proof = in_turn(
        (lambda: [merkle.inclusion(node, n, LEAVES) for n in places], 5),
        (lambda: [other.prove_inclusion(n + 1) for n in places], 1),
    )
    assert root == other.get_state()
    yield Result(section="ledger", name="proof vs pymerkle", goal=4, ratio=peer_proof / proof)
    longest = max(len(merkle.inclusion(node, n, LEAVES)) for n in places)
    yield Result(
        section="ledger",
        name="bytes of a proof vs 32 bytes a level",
        goal=1,
        ratio=longest / (LEAVES - 1).bit_length(),
        better="less",
    )


def sequencing_whatever_the_size() -> Result:
    """Giving a hundred new entries their places and signing: in a ledger of two thousand, and of a hundred times as many."""
    call_command("migrate", verbosity=0, interactive=False)
    small, large = 2_000, 200_000
    times = []
    for size in (small, large):
        entered(size - stored_tree.size())
        sequencing.sequence()
        times.append(median(sequenced() for _ in range(9)))
    return Result(
        section="ledger",
        name="sequencing 100 new entries, ledger of 200,000 vs of 2,000",
        goal=1.3,
        ratio=times[1] / times[0],
        better="less",
        note=f"{times[1] * 1000:.1f} ms at 200,000",
    )


def sequenced() -> float:
    """Seconds the processor takes to sequence a hundred new entries."""
    entered(100)
    return seconds(sequencing.sequence, 1)


def entered(count: int) -> None:
    """New entries in a stream of their own."""
    stream = f"bench:{stored_tree.size()}"
    with transaction.atomic():
        records = [Record(kind="act", body={"n": n}, at=clock.now()) for n in range(count)]
        services.append_many(stream=stream, records=records)
