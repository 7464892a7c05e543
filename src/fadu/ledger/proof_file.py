# SPDX-License-Identifier: MulanPSL-2.0
"""Checking an exported proof: the chain, the places in the tree, the signed head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.ledger import signing
from fadu.ledger.merkle import leaf_hash, verify_inclusion
from fadu.ledger.rules import GENESIS, body_digest, entry_hash

if TYPE_CHECKING:
    from collections.abc import Mapping


def problems_of(proof: Mapping[str, Any]) -> list[str]:
    """What is wrong with a proof, in Chinese; nothing where it holds."""
    found: list[str] = []
    previous, hashes = GENESIS, {}
    for place, entry in enumerate(proof["chain"], start=1):
        told = entry_hash(
            stream=entry["stream"],
            seq=entry["seq"],
            kind=entry["kind"],
            body_digest=body_digest(entry["body"]),
            previous=entry["previous"],
            at=entry["at"],
        )
        if entry["seq"] != place or entry["previous"] != previous or told != entry["hash"]:
            found.append(f"第{entry['seq']}项与链不符。")
        previous = entry["hash"]
        hashes[entry["seq"]] = entry["hash"]
    head = proof["head"]
    if not signing.is_signed(head):
        found.append("账本根的签名不对。")
    for place_ in proof["inclusion"]:
        leaf = leaf_hash(bytes.fromhex(hashes[place_["seq"]]))
        path = [bytes.fromhex(step) for step in place_["path"]]
        if not verify_inclusion(leaf, place_["index"], head["size"], path, bytes.fromhex(head["root"])):
            found.append(f"第{place_['seq']}项不在账本树中。")
    return found
