# SPDX-License-Identifier: MulanPSL-2.0
"""Checking an exported proof: what must be there, never only what the file offers.

One stream, from its first entry without a gap; each entry's way to the tree; the head signed by a sound key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel.ed25519 import is_sound_key
from fadu.ledger.heads import Head
from fadu.ledger.merkle import leaf_hash, verify_inclusion
from fadu.ledger.proof_shape import shaped
from fadu.ledger.rules import GENESIS, body_digest, entry_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def problems_of(proof: Any) -> list[str]:
    """What is wrong with a proof, in Chinese; nothing where it holds. BadInputError for what has not the shape of one."""
    given = shaped(proof)
    chain, head = given["chain"], given["head"]
    return [*_chain(chain), *_ways(chain, given["inclusion"], head), *_head(head)]


def _chain(chain: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    previous, stream = GENESIS, chain[0]["stream"]
    for place, entry in enumerate(chain, start=1):
        if entry["stream"] != stream:
            yield f"第{place}项属于另一记录流“{entry['stream']}”。"
        if entry["seq"] != place:
            yield f"第{place}项的序号为{entry['seq']}：前面的记录缺失或者次序不对。"
        made = entry_hash(
            stream=entry["stream"],
            seq=entry["seq"],
            kind=entry["kind"],
            body_digest=body_digest(entry["body"]),
            previous=entry["previous"],
            at=entry["at"],
        )
        if entry["previous"] != previous or made != entry["hash"]:
            yield f"第{place}项与链不符。"
        previous = entry["hash"]


def _ways(
    chain: Sequence[Mapping[str, Any]], ways: Sequence[Mapping[str, Any]], head: Mapping[str, Any]
) -> Iterator[str]:
    if [way["seq"] for way in ways] != [entry["seq"] for entry in chain]:
        yield "没有给出每一项在账本树中的位置，或者给出的次序不对。"
        return
    root = bytes.fromhex(head["root"])
    for entry, way in zip(chain, ways, strict=True):
        leaf = leaf_hash(bytes.fromhex(entry["hash"]))
        path = [bytes.fromhex(step) for step in way["path"]]
        if not verify_inclusion(leaf, way["index"], head["size"], path, root):
            yield f"第{entry['seq']}项不在账本树中。"


def _head(head: Mapping[str, Any]) -> Iterator[str]:
    if not is_sound_key(bytes.fromhex(head["key"])):
        yield "账本根的公钥不可用：用这样的公钥，人人都能签名。"
    elif not Head(**{name: value for name, value in head.items() if name != "format"}).is_signed():
        yield "账本根的签名不对。"
