# SPDX-License-Identifier: MulanPSL-2.0
"""Reading several tables as of one moment, beside a site that goes on writing: nothing is written, nobody waits.

On SQLite a read transaction over the write-ahead log, with writing forbidden; on PostgreSQL a read-only transaction that
repeats its reads. Inside a transaction that runs already (a test's) it is that transaction.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def one_moment() -> Iterator[None]:
    """A block whose queries all see the database as it stands at the first of them; a write in it is an error.

    Bytes that are no text are read with a mark in their place, so that a row that holds them can be compared and named.
    """
    if connection.in_atomic_block:
        yield
        return
    with _OPENING[connection.vendor]():
        yield


_legible = partial(str, encoding="utf-8", errors="replace")


@contextmanager
def _sqlite() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        cursor.execute("BEGIN DEFERRED")
    connection.connection.text_factory = _legible
    try:
        yield
    finally:
        connection.ensure_connection()
        connection.connection.text_factory = str
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
            cursor.execute("PRAGMA query_only = OFF")


@contextmanager
def _postgresql() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


_OPENING = {"sqlite": _sqlite, "postgresql": _postgresql}


def still_answers() -> bool:
    """Whether the database can be asked now, if need be over a new connection."""
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return False
    return True


def beginning(column: str, prefix: str) -> Q:
    """The rows whose text begins with a prefix of ASCII letters, found by the column's index on both databases.

    SQLite folds case in LIKE and so cannot use an index for it; PostgreSQL sorts texts by its locale, and has an index for LIKE.
    """
    if connection.vendor == "sqlite":
        after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        return Q(**{f"{column}__gte": prefix, f"{column}__lt": after})
    return Q(**{f"{column}__startswith": prefix})
