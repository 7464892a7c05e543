# SPDX-License-Identifier: MulanPSL-2.0
"""Which rows hold all of some words, by the means of each database and without extensions.

An index named ``x`` over the table ``t``: SQLite keeps an FTS5 table ``x`` that follows ``t`` by triggers, PostgreSQL an
expression index. The words are prepared by whoever asks, so that both find the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model, QuerySet

#: how SQLite cuts a text into words
TOKENS = "unicode61"

Found = TypeVar("Found", bound="Model")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordIndex:
    """An index of words: its name, the table and column it reads, and the column that names the row found."""

    name: str
    table: str
    words: str
    row: str

    def statements(self, vendor: str) -> tuple[str, ...]:
        """The SQL that makes the index, for a migration."""
        return _MAKE[vendor](self)

    def triggers(self, vendor: str) -> tuple[str, ...]:
        """Those of the statements by which the index follows its table."""
        return tuple(one for one in self.statements(vendor) if one.startswith("CREATE TRIGGER"))

    def holding(
        self, rows: QuerySet[Found], words: Sequence[str], *, last: int | None = None
    ) -> QuerySet[Found]:
        """Those of the rows that hold every one of the words; with ``last`` only of so many that were entered last."""
        condition, query = _ASK[connection.vendor](self, words)
        if last is not None:
            condition += f" ORDER BY {_ROW[connection.vendor](self)} DESC LIMIT {int(last)}"
        column = f"{rows.model._meta.db_table}.{rows.model._meta.pk.column}"
        return rows.extra(where=[f"{column} IN ({condition})"], params=[query])


_indexes: dict[str, WordIndex] = {}


def declare(index: WordIndex) -> None:
    """Say that there is an index, so that `verify` looks at it."""
    _indexes[index.name] = index


def statements() -> list[str]:
    """The SQL that makes the indexes declared."""
    return [one for index in _indexes.values() for one in index.statements(connection.vendor)]


def triggers() -> list[str]:
    """The SQL of the triggers by which the indexes declared follow their tables."""
    return [one for index in _indexes.values() for one in index.triggers(connection.vendor)]


def _make_sqlite(index: WordIndex) -> tuple[str, ...]:
    name, table, words, row = index.name, index.table, index.words, index.row
    add = f"INSERT INTO {name}(rowid, {words}) VALUES (new.{row}, new.{words});"
    drop = f"INSERT INTO {name}({name}, rowid, {words}) VALUES ('delete', old.{row}, old.{words});"
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5({words}, content='{table}', content_rowid='{row}', "
        f"tokenize='{TOKENS}')",
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {name}_update AFTER UPDATE ON {table} BEGIN {drop} {add} END",
    )


def _make_postgresql(index: WordIndex) -> tuple[str, ...]:
    words = f"to_tsvector('simple', {index.words})"
    return (f"CREATE INDEX {index.name}_words ON {index.table} USING gin ({words})",)


def _ask_sqlite(index: WordIndex, words: Sequence[str]) -> tuple[str, str]:
    return f"SELECT rowid FROM {index.name} WHERE {index.name} MATCH %s", " AND ".join(
        f'"{w}"' for w in words
    )


def _ask_postgresql(index: WordIndex, words: Sequence[str]) -> tuple[str, str]:
    condition = (
        f"SELECT {index.row} FROM {index.table} "
        f"WHERE to_tsvector('simple', {index.words}) @@ to_tsquery('simple', %s)"
    )
    return condition, " & ".join(f"'{w}'" for w in words)


_MAKE: dict[str, Any] = {"sqlite": _make_sqlite, "postgresql": _make_postgresql}
_ROW: dict[str, Any] = {"sqlite": lambda index: "rowid", "postgresql": lambda index: index.row}
_ASK: dict[str, Any] = {"sqlite": _ask_sqlite, "postgresql": _ask_postgresql}
