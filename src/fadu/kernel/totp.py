# SPDX-License-Identifier: MulanPSL-2.0
"""Passwords of thirty seconds (RFC 6238), as any authenticator on a telephone shows them.

The moment is the true one: a telephone knows nothing of the time at which a bureau for practice lives.
"""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import constant_time
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

if TYPE_CHECKING:
    from datetime import datetime

#: seconds one password lasts, its digits, and the bytes of a secret
STEP, DIGITS, SIZE = 30, 6, 20
#: a clock may be wrong by one password in either direction
SLACK = 1


def new_secret() -> bytes:
    """A secret nobody has."""
    return os.urandom(SIZE)


def written(secret: bytes) -> str:
    """A secret as it is typed into a telephone, in groups of four.

    >>> written(b"12345678901234567890")
    'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ'
    """
    text = base64.b32encode(secret).decode()
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def code_of(secret: bytes, step: int) -> str:
    """The password of a step of thirty seconds since 1970.

    >>> code_of(b"12345678901234567890", 1)
    '287082'
    """
    return _clockwork(secret).generate(step * STEP).decode()


def step_at(moment: datetime) -> int:
    """The step in which a moment lies."""
    return int(moment.timestamp()) // STEP


def accepted(secret: bytes, code: str, moment: datetime, *, after: int) -> int | None:
    """The step whose password a code is, around a moment and later than the last one used; None where it is none.

    >>> from datetime import UTC, datetime
    >>> moment = datetime(1970, 1, 1, 0, 0, 59, tzinfo=UTC)
    >>> accepted(b"12345678901234567890", "287082", moment, after=0)
    1
    >>> accepted(b"12345678901234567890", "287082", moment, after=1)
    """
    now = step_at(moment)
    for step in range(now - SLACK, now + SLACK + 1):
        if step > after and constant_time.bytes_eq(code_of(secret, step).encode(), code.encode()):
            return step
    return None


def address(secret: bytes, *, account: str, issuer: str) -> str:
    """What a telephone reads from the picture: the secret with whose and where it is."""
    return _clockwork(secret).get_provisioning_uri(account, issuer)


def _clockwork(secret: bytes) -> TOTP:
    # what every authenticator knows is SHA-1; as a keyed digest it is sound (RFC 6238, 1.2)
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303
