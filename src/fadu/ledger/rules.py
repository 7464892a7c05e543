# SPDX-License-Identifier: MulanPSL-2.0
"""Pure rules of the ledger, format 2: how parts are committed to, how a header is hashed, how headers form a chain.

What an entry says lies in three parts. Each is hashed with a salt of its own, so that it may be shown or kept closed by itself;
the header holds one commitment over the three, and besides it only the place in the stream and the *day* of recording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel import digests
from fadu.kernel.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

#: what the first entry of a stream follows
GENESIS = "0" * 64
#: the form of an entry, and the hash it is written with
FORMAT, ALGORITHM = "fadu entry/2", digests.USED
#: the parts of an entry, in the order of their digests: what may be shown, the secondary file, what is sealed
MAIN, SECONDARY, SEALED = "main", "secondary", "sealed"
PARTS = (MAIN, SECONDARY, SEALED)
#: bytes of salt that hide a part
SALT = 16


def part_digest(part: str, salt: str, text: str) -> str:
    """The digest of one part; without the salt, nobody finds its text by trying.

    >>> part_digest("main", "00" * 16, "{}") == part_digest("sealed", "00" * 16, "{}")
    False
    """
    return digests.of(f"fadu part/2\n{part}\n{salt}\n{text}".encode())


def commitment_of(parts: Mapping[str, str]) -> str:
    """The commitment over the digests of the three parts.

    >>> commitment_of({"main": "a" * 64, "secondary": "b" * 64, "sealed": "c" * 64})[:12]
    '6147ff0579e3'
    """
    joined = "\n".join(parts[part] for part in PARTS)
    return digests.of(f"fadu commitment/2\n{joined}".encode())


def entry_hash(*, stream: str, seq: int, day: str, previous: str, commitment: str) -> str:
    """The hash of an entry's header: its place, the day it was recorded, the entry before it, the commitment over its parts.

    >>> entry_hash(stream="case:1", seq=1, day="2022-01-01", previous=GENESIS, commitment="a" * 64)[:12]
    '26ce7ff7677c'
    """
    header = {
        "algorithm": ALGORITHM,
        "commitment": commitment,
        "day": day,
        "format": FORMAT,
        "previous": previous,
        "seq": seq,
        "stream": stream,
    }
    return digests.of(canonical(header))
