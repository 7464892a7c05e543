# SPDX-License-Identifier: MulanPSL-2.0
"""Letting one transaction at a time do a piece of work that many processes may begin at once."""

from __future__ import annotations

from django.db import connection


def one_at_a_time(key: int) -> None:
    """Wait until no other transaction holds this key; it is held until the caller's transaction ends.

    On PostgreSQL an advisory lock; on SQLite a transaction is the only writer from its beginning.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
