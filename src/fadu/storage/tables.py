# SPDX-License-Identifier: MulanPSL-2.0
"""Which tables and columns of this release a database lacks: whoever has it can drop them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model

#: how the databases name a table or a column that is not there
_SQLITE = ("no such table", "no such column")
_POSTGRESQL = ("42P01", "42703")


def existing() -> frozenset[str]:
    """The tables there are; a view in the place of a table is none."""
    with connection.cursor() as cursor:
        return frozenset(connection.introspection.table_names(cursor))


def lacking(models: Iterable[type[Model]]) -> Iterator[tuple[type[Model], str]]:
    """Each table that is not there, with an empty text; of those that are, each column that is not."""
    there = existing()
    for model in models:
        if model._meta.db_table not in there:
            yield model, ""
            continue
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, model._meta.db_table)
        columns = {column.name for column in described}
        for field in model._meta.concrete_fields:
            if field.column not in columns:
                yield model, field.column


def is_about_a_lacking_one(error: BaseException) -> bool:
    """Whether a statement was refused because a table or a column is not there."""
    if not isinstance(error, DatabaseError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _POSTGRESQL or str(error).startswith(_SQLITE)
