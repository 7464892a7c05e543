# SPDX-License-Identifier: MulanPSL-2.0
"""Which acts a receipt to a party may show in full: its own business with the bureau, and what anybody may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.ledger.parts import Said

#: acts whose whole point is to be known to a party, or to everybody
FOR_PARTIES = frozenset({"serve", "publish"})


def is_for_parties(entry: Said) -> bool:
    """Whether an act was done by a party, served on one, published, or issued a paper of the main file to a party."""
    body = entry.body
    by_party = any(str(signature.get("person", "")).startswith("party:") for signature in body.get("by", ()))
    issued = any(paper.get("parties") for paper in body.get("payload", {}).get("documents", ()))
    return by_party or issued or entry.kind in FOR_PARTIES
