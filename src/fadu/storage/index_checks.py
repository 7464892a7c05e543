# SPDX-License-Identifier: MulanPSL-2.0
"""Whether an index of words says of each row just the words of its text; nothing is written, nobody waits.

SQLite's index is tables of its own, which somebody can empty or fill: its terms are read row by row and compared with the text,
cut as SQLite cuts it. PostgreSQL asks the text again for what its index gives, so there it is enough that the index is there.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection

from fadu.storage.fulltext import TOKENS, WordIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

#: rows read together
TOGETHER = 2000
#: a text that no row has, so that the shorter of two readings ends last
_END = (float("inf"), "")


def differing(index: WordIndex) -> Iterator[int | None]:
    """The rows of which an index says something else than their text; None where it is gone, another one, or cannot be read."""
    return _DIFFERING[connection.vendor](index)


def _on_sqlite(index: WordIndex) -> Iterator[int | None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [index.name])
        if cursor.fetchone() != (index.statements("sqlite")[0],):
            yield None
            return
    try:
        with _terms_of(index) as terms, _cutting() as words_of:
            yield from _compared(_rows(_TERMS.format(terms)), _rows(_TEXTS.format(index=index)), words_of)
    except DatabaseError:
        yield None


_TERMS = "SELECT doc, group_concat(term, ' ') FROM (SELECT doc, term FROM {} ORDER BY doc, term) GROUP BY doc ORDER BY doc"
_TEXTS = "SELECT {index.row}, {index.words} FROM {index.table} WHERE typeof({index.row}) = 'integer' ORDER BY {index.row}"


def _compared(terms: Iterator[Any], texts: Iterator[Any], words_of: Any) -> Iterator[int]:
    """Both readings side by side, in the order of their keys."""
    said, text = next(terms, _END), next(texts, _END)
    while said != _END or text != _END:
        key = min(said[0], text[0])
        has = said[1] if said[0] == key else ""
        should = str(text[1]) if text[0] == key else ""
        if has != should and sorted(has.split()) != words_of(should):
            yield int(key)
        said = next(terms, _END) if said[0] == key else said
        text = next(texts, _END) if text[0] == key else text


def _rows(statement: str) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        while some := cursor.fetchmany(TOGETHER):
            yield from some


@contextmanager
def _terms_of(index: WordIndex) -> Iterator[str]:
    """A passing table that shows the terms of an index; it stands in this connection alone, and nothing of the database changes."""
    name = f"temp.{index.name}_terms"
    _passing(f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5vocab('main', '{index.name}', 'instance')")
    try:
        yield name
    finally:
        _passing(f"DROP TABLE IF EXISTS {name}")


def _passing(statement: str) -> None:
    """Execute a statement about a passing table, also where writing is forbidden."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only")
        (is_forbidden,) = cursor.fetchone()
        cursor.execute("PRAGMA query_only = OFF")
        try:
            cursor.execute(statement)
        finally:
            cursor.execute(f"PRAGMA query_only = {is_forbidden}")


@contextmanager
def _cutting() -> Iterator[Any]:
    """How SQLite cuts a text into words: asked of an index in memory."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE one USING fts5(words, tokenize='{TOKENS}')")
        memory.execute("CREATE VIRTUAL TABLE terms USING fts5vocab('one', 'instance')")

        def words_of(text: str) -> list[str]:
            memory.execute("DELETE FROM one")
            memory.execute("INSERT INTO one VALUES (?)", [text])
            return sorted(term for (term,) in memory.execute("SELECT term FROM terms"))

        yield words_of


def _on_postgresql(index: WordIndex) -> Iterator[int | None]:
    wanted = f"ON {index.table} USING gin (to_tsvector('simple'::regconfig, {index.words}))"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_indexdef(i.indexrelid, 0, true) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "WHERE c.relname = %s AND c.relnamespace = current_schema()::regnamespace AND i.indisvalid",
            [f"{index.name}_words"],
        )
        row = cursor.fetchone()
    if row is None or not row[0].replace("public.", "").endswith(wanted):
        yield None


_DIFFERING = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}
