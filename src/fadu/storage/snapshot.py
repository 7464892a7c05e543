# SPDX-License-Identifier: MulanPSL-2.0
"""All tables as they stand at one moment, read by the driver beside the work that goes on; and rows put back.

A row is a tuple of numbers, texts and None, the same for both databases: moments in UTC as ``2022-03-01 04:00:00.123456``
(the fraction only where there is one), days as ``2022-03-01``, truth as 0 and 1, bytes and UUIDs as hexadecimal digits,
JSON as text. On SQLite a read transaction over the write-ahead log sees one moment and no writer waits for it; on PostgreSQL
REPEATABLE READ does.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, ForeignKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from django.db.models import Model

#: rows the server of PostgreSQL hands over at once
AT_ONCE = 500

Row = tuple[Any, ...]


@contextmanager
def snapshot() -> Iterator[Callable[[type[Model]], Iterator[Row]]]:
    """A function that reads the rows of a model's table, all as of the moment the block begins, over a connection of its own."""
    begin, read = _READING[connection.vendor]
    driver = begin()
    try:
        yield lambda model: read(driver, model)
    finally:
        driver.close()


def columns(model: type[Model]) -> list[str]:
    """The columns of a model's table, in their order."""
    return [field.column for field in model._meta.concrete_fields]


def _begin_sqlite() -> Any:
    """A connection that reads; values come as they lie in the file, and the first read fixes the moment."""
    beside: Any = connection.copy()
    driver = beside.get_new_connection({**beside.get_connection_params(), "detect_types": 0})
    driver.execute("BEGIN")
    driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return driver


def _begin_postgresql() -> Any:
    beside: Any = connection.copy()
    beside.ensure_connection()
    driver = beside.connection
    driver.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    driver.execute("SELECT 1")
    return driver


def _from_sqlite(driver: Any, model: type[Model]) -> Iterator[Row]:
    wanted = ", ".join(
        f"CASE WHEN {name} IS NOT NULL THEN lower(hex({name})) END" if _kind(field) == "BinaryField" else name
        for field in model._meta.concrete_fields
        for name in [_quoted(field.column)]
    )
    yield from driver.execute(f"SELECT {wanted} FROM {_quoted(model._meta.db_table)}")


def _from_postgresql(driver: Any, model: type[Model]) -> Iterator[Row]:
    wanted = ", ".join(_logical(field) for field in model._meta.concrete_fields)
    with driver.cursor(name="snapshot") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(f"SELECT {wanted} FROM {_quoted(model._meta.db_table)}")
        yield from cursor


#: kind of field -> how PostgreSQL says its value as a number or text
_LOGICAL = {
    "DateTimeField": r"regexp_replace(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '\.000000$', '')",
    "DateField": "to_char({}, 'YYYY-MM-DD')",
    "BooleanField": "{}::int",
    "JSONField": "{}::text",
    "UUIDField": "replace({}::text, '-', '')",
    "GenericIPAddressField": "host({})",
    "BinaryField": "encode({}, 'hex')",
}
#: kinds of field that both databases give as a number or a text
_PLAIN = {
    "AutoField",
    "BigAutoField",
    "BigIntegerField",
    "CharField",
    "IntegerField",
    "PositiveBigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "SmallIntegerField",
    "TextField",
}


def _kind(field: Field[Any, Any]) -> str:
    while isinstance(field, ForeignKey):
        field = field.target_field
    return field.get_internal_type()


def _logical(field: Field[Any, Any]) -> str:
    kind = _kind(field)
    if kind not in _LOGICAL and kind not in _PLAIN:
        raise TypeError(f"{field}: a {kind} has no form for both databases yet")
    return _LOGICAL.get(kind, "{}").format(_quoted(field.column))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


_READING: dict[str, tuple[Callable[[], Any], Callable[[Any, type[Model]], Iterator[Row]]]] = {
    "sqlite": (_begin_sqlite, _from_sqlite),
    "postgresql": (_begin_postgresql, _from_postgresql),
}


def insert(model: type[Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Put rows into these columns of a model's table as they stand, over Django's connection and in its transaction."""
    connection.ensure_connection()
    _WRITING[connection.vendor](connection.connection, model, names, rows)


def _into_sqlite(driver: Any, model: type[Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    column_names, places = ", ".join(map(_quoted, names)), ", ".join("?" for _ in names)
    table = _quoted(model._meta.db_table)
    made = _with(model, names, rows, {"BinaryField": bytes.fromhex})
    driver.executemany(f"INSERT INTO {table} ({column_names}) VALUES ({places})", made)


def _into_postgresql(driver: Any, model: type[Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    column_names, table = ", ".join(map(_quoted, names)), _quoted(model._meta.db_table)
    forms = {"DateTimeField": lambda text: f"{text}+00", "BinaryField": lambda text: rf"\x{text}"}
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({column_names}) FROM STDIN") as copy:
        for row in _with(model, names, rows, forms):
            copy.write_row(row)


def _with(
    model: type[Model],
    names: Sequence[str],
    rows: Sequence[Row],
    forms: Mapping[str, Callable[[str], Any]],
) -> Iterable[Row]:
    """The rows with the values of some kinds of field in the form the driver takes."""
    kinds = {field.column: _kind(field) for field in model._meta.concrete_fields}
    places = [(place, forms[kinds[name]]) for place, name in enumerate(names) if kinds[name] in forms]
    if not places:
        return rows
    return (_changed(row, places) for row in rows)


def _changed(row: Row, places: Sequence[tuple[int, Callable[[str], Any]]]) -> Row:
    made = list(row)
    for place, form in places:
        if made[place] is not None:
            made[place] = form(made[place])
    return tuple(made)


_WRITING = {"sqlite": _into_sqlite, "postgresql": _into_postgresql}


def empty(model: type[Model]) -> None:
    """Take every row out of a model's table."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")


def count(model: type[Model]) -> int:
    """How many rows a model's table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_quoted(model._meta.db_table)}")
        return int(cursor.fetchone()[0])


def go_on_counting(models: Sequence[type[Model]]) -> None:
    """Let the counters of ids go on after the rows put back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
