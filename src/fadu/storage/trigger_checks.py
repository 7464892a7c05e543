# SPDX-License-Identifier: MulanPSL-2.0
"""Whether the triggers of a database are those of this release: by what they say, not by their names, and no others beside them.

On PostgreSQL also what the functions say that they call; rules, which can turn a statement into nothing; and policies, which can hide rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import connection

from fadu.storage import triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) .*? ON (\w+) .*", re.DOTALL)
_FUNCTION = re.compile(
    r"CREATE OR REPLACE FUNCTION (\w+)\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$(.*)\$\$", re.DOTALL
)
_CALLED = re.compile(r"EXECUTE FUNCTION (\w+)\(\)$")


class Fault(StrEnum):
    """What can be wrong with a trigger."""

    MISSING = "missing"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A trigger (or rule) that is not as this release makes it."""

    table: str
    name: str
    fault: Fault


def wrong(others: Iterable[str] = ()) -> Iterator[Wrong]:
    """Triggers that are gone, that say something else, and that nobody of this release has made.

    ``others`` are statements of further triggers that are to be there.
    """
    wanted = {name: (table, text) for name, table, text in _made([*triggers.statements(), *others])}
    there = {(table, name): text for table, name, text in _present()}
    for name, (table, text) in sorted(wanted.items()):
        present = there.pop((table, name), None)
        if present is None:
            yield Wrong(table=table, name=name, fault=Fault.MISSING)
        elif present != text:
            yield Wrong(table=table, name=name, fault=Fault.CHANGED)
    for table, name in sorted(there):
        yield Wrong(table=table, name=name, fault=Fault.UNKNOWN)


def _made(statements: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Name, table and text of each trigger that these statements make; the text of its function is part of it."""
    functions: dict[str, str] = {}
    for statement in statements:
        if function := _FUNCTION.fullmatch(statement):
            functions[function[1]] = function[2]
        elif trigger := _TRIGGER.fullmatch(statement):
            called = _CALLED.search(statement)
            yield (
                trigger[1],
                trigger[2],
                _READ[connection.vendor](statement, functions[called[1]] if called else ""),
            )


def _plain(definition: str, body: str) -> str:
    """A definition as PostgreSQL says it, without the differences of writing."""
    unquoted = definition.replace('"', "")
    return f"{unquoted.lower()}\n{body}"


_READ = {"sqlite": lambda statement, body: statement, "postgresql": _plain}


def _present() -> Iterator[tuple[str, str, str]]:
    """Table, name and text of each trigger there is."""
    with connection.cursor() as cursor:
        cursor.execute(_ASK[connection.vendor])
        rows = cursor.fetchall()
    for table, name, definition, body in rows:
        yield table, name, _READ[connection.vendor](definition or "", body)


_ASK = {
    "sqlite": "SELECT tbl_name, name, sql, '' FROM sqlite_master WHERE type = 'trigger'",
    # what does not fire, is of another language, or runs with other rights or settings, says something else
    "postgresql": """
        SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid, true),
               CASE WHEN t.tgenabled IN ('O', 'A') AND l.lanname = 'plpgsql' AND p.proconfig IS NULL
                         AND NOT p.prosecdef THEN p.prosrc ELSE t.tgenabled::text || l.lanname::text END
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
             JOIN pg_language l ON l.oid = p.prolang
        WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT tablename, rulename, definition, '' FROM pg_rules WHERE schemaname = current_schema()
        UNION ALL
        SELECT tablename, policyname, qual, '' FROM pg_policies WHERE schemaname = current_schema()
    """,
}
