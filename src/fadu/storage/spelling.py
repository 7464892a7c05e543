# SPDX-License-Identifier: MulanPSL-2.0
"""Values that are written otherwise than this program writes them, where the database keeps whatever it is given.

SQLite has no dates, no truth and no UUIDs of its own. ``2022-5-7`` is read as the same day as ``2022-05-07``, but sorts behind
the year's end; 2 is read as false and counts as true: a comparison of what was read would see no difference, a figure would.
PostgreSQL has such types, and keeps one writing of each value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import Field, Model

#: digits of a fraction of a second, as they are written
_FRACTION = "[0-9]" * 6
#: type of a column, or its beginning -> the condition under which a value is written as this program writes it
_WRITTEN = {
    "datetime": (
        "typeof({0}) = 'text' AND datetime(substr({0}, 1, 19), '+0 days') IS substr({0}, 1, 19) AND (length({0}) = 19"
        f" OR (substr({{0}}, 20) GLOB '.{_FRACTION}' AND substr({{0}}, 20) <> '.000000'))"
    ),
    "date": "typeof({0}) = 'text' AND date({0}, '+0 days') IS {0}",
    "bool": "typeof({0}) = 'integer' AND {0} IN (0, 1)",
    "char(32)": "typeof({0}) = 'text' AND length({0}) = 32 AND {0} NOT GLOB '*[^0-9a-f]*'",
    "integer": "typeof({0}) = 'integer'",
    "bigint": "typeof({0}) = 'integer'",
    "smallint": "typeof({0}) = 'integer'",
    "varchar": "typeof({0}) = 'text'",
    "text": "typeof({0}) = 'text'",
}
#: rows of a table that are named one by one
NAMED = 200


def misspelt(model: type[Model], names: Sequence[str]) -> Iterator[tuple[object, str]]:
    """The key and the column of each value in these columns (``attname``) that this program does not write so; the first ones.

    Nothing on a database that keeps values by their type.
    """
    fields = [field for field in model._meta.concrete_fields if field.attname in names]
    checks = {field.column: check for field in fields if (check := _check(field))}
    if connection.vendor != "sqlite" or not checks:
        return
    quoted = connection.ops.quote_name
    key = quoted(model._meta.pk.column)
    states = ", ".join(f"({check})" for check in checks.values())
    statement = (
        f"SELECT {key}, {states} FROM {quoted(model._meta.db_table)} "
        f"WHERE NOT ({' AND '.join(f'({check})' for check in checks.values())}) ORDER BY {key} LIMIT {NAMED}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall()
    for row, *states_of_row in rows:
        for column, is_right in zip(checks, states_of_row, strict=True):
            if not is_right:
                yield row, column


def _check(field: Field[Any, Any]) -> str:
    """The condition in SQL under which a column holds nothing, or what this program writes; empty where anything can be told apart."""
    kind = field.db_type(connection) or ""
    written = next((check for start, check in _WRITTEN.items() if kind.startswith(start)), "")
    column = connection.ops.quote_name(field.column)
    return f"{column} IS NULL OR ({written.format(column)})" if written else ""
