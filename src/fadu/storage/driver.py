# SPDX-License-Identifier: MulanPSL-2.0
"""Executing a statement that is written already on the driver's own connection.

Django makes a cursor for each statement, wraps it, and looks through the SQL for placeholders; for statements that are written
once, that costs more than the database takes to answer. Here they go to the driver as they are. What Django sees to is seen
to all the same: a connection that is open and allowed, a transaction that is not broken, errors of the driver as Django's.
Where somebody watches the statements (``execute_wrapper``, the log of queries), they go through Django's cursor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper


class Statement:
    """A statement with ``%s`` for each parameter, as Django writes them; SQLite's driver takes ``?``."""

    __slots__ = ("_marked", "_sql")

    def __init__(self, sql: str) -> None:
        self._sql = sql
        self._marked = sql.replace("%s", "?").replace("%%", "%")

    def rows(self, params: Sequence[Any], here: BaseDatabaseWrapper) -> list[Any]:
        """Every row it gives back."""
        return self._done(here, params, lambda cursor: cursor.fetchall())

    def count(self, params: Sequence[Any], here: BaseDatabaseWrapper) -> int:
        """How many rows it wrote."""
        return self._done(here, params, lambda cursor: cursor.rowcount)

    def many(self, params: Sequence[Sequence[Any]], here: BaseDatabaseWrapper) -> None:
        """Execute it once for each of many parameters."""
        if _is_watched(here):
            with here.cursor() as cursor:
                cursor.executemany(self._sql, params)
            return
        _require_usable(here)
        with here.wrap_database_errors:
            if here.vendor == "sqlite":
                here.connection.executemany(self._marked, params)
            else:
                here.create_cursor().executemany(self._sql, params)

    def _done(self, here: BaseDatabaseWrapper, params: Sequence[Any], what: Callable[[Any], Any]) -> Any:
        if _is_watched(here):
            with here.cursor() as cursor:
                cursor.execute(self._sql, params)
                return what(cursor)
        _require_usable(here)
        with here.wrap_database_errors:
            if here.vendor == "sqlite":
                return what(here.connection.execute(self._marked, params))
            cursor = here.create_cursor()
            cursor.execute(self._sql, params)
            return what(cursor)


def _is_watched(here: BaseDatabaseWrapper) -> bool:
    return bool(here.execute_wrappers) or here.queries_logged


def _require_usable(here: BaseDatabaseWrapper) -> None:
    here.close_if_health_check_failed()
    here.ensure_connection()
    here.validate_no_broken_transaction()
