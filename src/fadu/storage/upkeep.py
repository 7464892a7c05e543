# SPDX-License-Identifier: MulanPSL-2.0
"""What a database has to be asked for now and then so that it stays quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

#: rows SQLite looks at for each index: enough to tell what is rare, and bounded however great the table
ROWS_LOOKED_AT = 2000


def survey(models: Iterable[type[Model]]) -> None:
    """Let the database look at what is in its tables: without that it plans as if every value were as common as any other.

    Without it SQLite never does; PostgreSQL does by itself, but not at once after an import.
    """
    with connection.cursor() as cursor:
        for statement in _BEFORE.get(connection.vendor, ()):
            cursor.execute(statement)
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


_BEFORE = {"sqlite": (f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}",)}
