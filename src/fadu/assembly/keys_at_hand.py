# SPDX-License-Identifier: MulanPSL-2.0
"""Nothing starts without the keys that its database was signed and sealed with."""

from __future__ import annotations


def refuse_missing_keys(*, signing: bool = True) -> None:
    """End here where a key is missing, spoiled or another one; ``signing``: the ledger's, too. Raises FaduError.

    A database that does not answer, or is not laid out yet, is the affair of whoever asks it next.
    """
    from django.db import DatabaseError

    from fadu.ledger import keys
    from fadu.people import sealing

    try:
        if signing:
            keys.check()
        sealing.check()
    except DatabaseError:
        return
