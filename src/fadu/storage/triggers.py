# SPDX-License-Identifier: MulanPSL-2.0
"""Triggers by which both databases refuse UPDATE, DELETE, REPLACE and TRUNCATE on append-only tables, and spans that overlap.

They are put back after every migration, since SQLite drops them with a rebuilt table; `verify` asks whether they
are there.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from fadu.storage import spans
from fadu.storage.tables import columns

MESSAGE = "append-only"

_tables: dict[str, tuple[str, ...]] = {}
_once: dict[str, str] = {}
_unless: dict[str, str] = {}


def append_only(
    table: str, *, allow_update_of: tuple[str, ...] = (), set_once: str = "", unless: str = ""
) -> None:
    """Declare a table append-only; columns named may still be updated, one column set once where it was empty.

    ``unless`` is a condition over ``OLD`` and ``NEW``, in SQL both databases read, under which a row may be updated after all.
    """
    _tables[table] = (*allow_update_of, *((set_once,) if set_once else ()))
    _once[table], _unless[table] = set_once, unless


def tables() -> tuple[str, ...]:
    """The tables declared."""
    return tuple(sorted(_tables))


def install() -> None:
    """Put the triggers on every declared table that exists."""
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def statements() -> list[str]:
    """The SQL that puts the triggers on every declared table that exists."""
    existing = set(connection.introspection.table_names())
    made = [_STATEMENTS[connection.vendor](table) for table in tables() if table in existing]
    made += [rule.statements(connection.vendor) for rule in spans.rules(existing)]
    return [statement for some in made for statement in some]


def remove() -> None:
    """Take the triggers off (for the tests that show that `verify` notices it)."""
    with connection.cursor() as cursor:
        for table, names in _wanted().items():
            for name in names:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def lift(table: str) -> None:
    """Take the triggers off a table that is append-only no longer (for the migration that says so)."""
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for kind in ("update", "delete", "insert", "truncate", "reset"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{kind}{on}")


def missing() -> list[str]:
    """The triggers that should be there and are not."""
    wanted = {name for names in _wanted().values() for name in names}
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        return sorted(wanted - {row[0] for row in cursor.fetchall()})


def _wanted() -> dict[str, list[str]]:
    """Table -> the names of its triggers, for the tables that exist."""
    existing = set(connection.introspection.table_names())
    by_table = {table: _names(table) for table in tables() if table in existing}
    for rule in spans.rules(existing):
        by_table[rule.table] = [*by_table.get(rule.table, []), *rule.names(connection.vendor)]
    return by_table


def _names(table: str) -> list[str]:
    kinds = (
        ("update", "delete", "insert") if connection.vendor == "sqlite" else ("update", "delete", "truncate")
    )
    once = ("reset",) if _once[table] else ()
    return [f"{table}_no_{kind}" for kind in (*kinds, *once)]


_PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def _columns(table: str) -> list[str]:
    return [name for name in columns()[table] if name not in _tables[table]]


def _primary_key(table: str) -> str:
    with connection.cursor() as cursor:
        return connection.introspection.get_primary_key_column(cursor, table) or "id"


def _sqlite(table: str) -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}: {table}'); END"
    of = f" OF {', '.join(_columns(table))}" if _tables[table] else ""
    key = _primary_key(table)
    yield f"DROP TRIGGER IF EXISTS {table}_no_update"
    yield f"DROP TRIGGER IF EXISTS {table}_no_delete"
    yield f"DROP TRIGGER IF EXISTS {table}_no_insert"
    unless = f" WHEN ({_unless[table]}) IS NOT TRUE" if _unless[table] else ""
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE{of} ON {table}{unless} {refuse}"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"
    yield (
        f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} "
        f'WHEN EXISTS (SELECT 1 FROM {table} WHERE "{key}" = NEW."{key}") {refuse}'
    )
    if once := _once[table]:
        yield f"DROP TRIGGER IF EXISTS {table}_no_reset"
        yield (
            f"CREATE TRIGGER {table}_no_reset BEFORE UPDATE OF {once} ON {table} "
            f'WHEN OLD."{once}" IS NOT NULL {refuse}'
        )


def _postgresql(table: str) -> Iterator[str]:
    of = f" OF {', '.join(_quoted(_columns(table)))}" if _tables[table] else ""
    yield (
        "CREATE OR REPLACE FUNCTION fadu_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}: %', TG_TABLE_NAME; END $$"
    )
    if _unless[table]:  # the condition of a trigger of PostgreSQL may ask no question; that of a function may
        yield (
            f"CREATE OR REPLACE FUNCTION {table}_unless() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {_unless[table]} THEN RETURN NEW; END IF; "
            f"RAISE EXCEPTION '{MESSAGE}: %', TG_TABLE_NAME; END $$"
        )
    for kind, when in (("update", f"UPDATE{of}"), ("delete", "DELETE"), ("truncate", "TRUNCATE")):
        each = "STATEMENT" if kind == "truncate" else "ROW"
        function = f"{table}_unless" if kind == "update" and _unless[table] else "fadu_append_only"
        yield f"DROP TRIGGER IF EXISTS {table}_no_{kind} ON {table}"
        yield (
            f"CREATE TRIGGER {table}_no_{kind} BEFORE {when} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {function}()"
        )
    if once := _once[table]:
        yield f"DROP TRIGGER IF EXISTS {table}_no_reset ON {table}"
        yield (
            f"CREATE TRIGGER {table}_no_reset BEFORE UPDATE OF {once} ON {table} FOR EACH ROW "
            f'WHEN (OLD."{once}" IS NOT NULL) EXECUTE FUNCTION fadu_append_only()'
        )


def _quoted(names: list[str]) -> list[str]:
    return [f'"{name}"' for name in names]


_STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}
