# SPDX-License-Identifier: MulanPSL-2.0
"""Which tables and columns of this release a database lacks, and whether its file holds together: whoever has it can spoil them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model

#: faults of the file that are named one by one
NAMED = 20
#: every column of every table, in its order; Django's own description asks by the table, and begins a transaction to try out features
_COLUMNS = {
    "sqlite": (
        "SELECT t.name, c.name FROM sqlite_master t, pragma_table_xinfo(t.name) c "
        "WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY t.name, c.cid"
    ),
    "postgresql": (
        "SELECT t.relname, c.attname FROM pg_attribute c JOIN pg_class t ON t.oid = c.attrelid "
        "WHERE t.relkind IN ('r', 'p') AND pg_table_is_visible(t.oid) AND c.attnum > 0 AND NOT c.attisdropped "
        "ORDER BY t.relname, c.attnum"
    ),
}
#: how the databases name a table or a column that is not there
_SQLITE = ("no such table", "no such column")
_POSTGRESQL = ("42P01", "42703")


def existing() -> frozenset[str]:
    """The tables there are; a view in the place of a table is none."""
    with connection.cursor() as cursor:
        return frozenset(connection.introspection.table_names(cursor))


def columns() -> dict[str, list[str]]:
    """The columns of each table there is, in their order."""
    by_table: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS[connection.vendor])
        for table, column in cursor.fetchall():
            by_table.setdefault(table, []).append(column)
    return by_table


def lacking(models: Iterable[type[Model]]) -> Iterator[tuple[type[Model], str]]:
    """Each table that is not there, with an empty text; of those that are, each column that is not."""
    there = columns()
    for model in models:
        table = model._meta.db_table
        if table not in there:
            yield model, ""
            continue
        for field in model._meta.concrete_fields:
            if field.column not in there[table]:
                yield model, field.column


def damaged() -> list[str]:
    """What SQLite says of its file against itself, the first of it: indexes that lack rows, pages that are none.

    An index can be emptied behind the engine's back: whoever asks by it finds nothing, while the table is whole. PostgreSQL lets
    nobody do that over a connection.
    """
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA integrity_check({NAMED})")
        return [text for (text,) in cursor.fetchall() if text != "ok"]


def is_about_a_lacking_one(error: BaseException) -> bool:
    """Whether a statement was refused because a table or a column is not there."""
    if not isinstance(error, DatabaseError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _POSTGRESQL or str(error).startswith(_SQLITE)
