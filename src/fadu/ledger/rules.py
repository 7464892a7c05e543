# SPDX-License-Identifier: MulanPSL-2.0
"""Pure rules of the ledger: how an entry is hashed, and how entries form a chain."""

from __future__ import annotations

from fadu.kernel import digests

#: what the first entry of a stream follows
GENESIS = "0" * 64


def entry_hash(*, stream: str, seq: int, kind: str, body_digest: str, previous: str, at: str) -> str:
    """The hash of an entry: its place, its kind, the digest of its body, and the entry before it.

    >>> entry_hash(stream="case:1", seq=1, kind="register", body_digest="a" * 64, previous=GENESIS, at="2022-01-01T00:00:00+08:00")[:12]
    '2ca6ffcf7be1'
    """
    told = "\n".join(("fadu/1", stream, str(seq), kind, body_digest, previous, at))
    return digests.of(told.encode())


def body_digest(body: str) -> str:
    """The digest of an entry's canonical body."""
    return digests.of(body.encode())
