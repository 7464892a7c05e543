# SPDX-License-Identifier: MulanPSL-2.0
"""Triggers by which both databases refuse that two spans of one thing overlap: one post of one officer, one seat of one member.

PostgreSQL's own exclusion constraint would need an extension for anything but ranges, and SQLite has none. So a trigger looks.
On PostgreSQL it first takes a lock on the thing until the transaction ends: of two that write at once, the second sees
what the first has committed. SQLite has one writer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MESSAGE = "spans overlap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Rows of a table that agree in ``same`` must not overlap from ``start`` to ``end``; ``closed``: the last day counts."""

    table: str
    same: tuple[str, ...]
    start: str
    end: str
    closed: bool = False

    def names(self, vendor: str) -> list[str]:
        """The triggers."""
        kinds = ("insert", "update") if vendor == "sqlite" else ("write",)
        return [f"{self.table}_no_overlap_{kind}" for kind in kinds]

    def statements(self, vendor: str) -> Iterator[str]:
        """The SQL that puts the triggers there."""
        return self._sqlite() if vendor == "sqlite" else self._postgresql()

    def _overlapping(self, equal: str) -> str:
        before = "<=" if self.closed else "<"
        same = " AND ".join(f'o."{column}" {equal} NEW."{column}"' for column in self.same)
        return (
            f"SELECT 1 FROM {self.table} o "
            f'WHERE o.id <> NEW.id AND {same} AND (o."{self.end}" IS NULL OR NEW."{self.start}" '
            f'{before} o."{self.end}") AND (NEW."{self.end}" IS NULL OR o."{self.start}" {before} NEW."{self.end}")'
        )

    def _sqlite(self) -> Iterator[str]:
        for name, event in zip(self.names("sqlite"), ("INSERT", "UPDATE"), strict=True):
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f"CREATE TRIGGER {name} BEFORE {event} ON {self.table} WHEN EXISTS ({self._overlapping('IS')}) "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}: {self.table}'); END"
            )

    def _postgresql(self) -> Iterator[str]:
        (name,) = self.names("postgresql")
        thing = " || '/' || ".join(
            ["TG_TABLE_NAME", *(f"coalesce(NEW.\"{column}\"::text, '')" for column in self.same)]
        )
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"PERFORM pg_advisory_xact_lock(hashtextextended({thing}, 0)); "
            f"IF EXISTS ({self._overlapping('IS NOT DISTINCT FROM')}) THEN "
            f"RAISE EXCEPTION '{MESSAGE}: %', TG_TABLE_NAME USING ERRCODE = 'exclusion_violation'; END IF; RETURN NEW; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS {name} ON {self.table}"
        yield f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {self.table} FOR EACH ROW EXECUTE FUNCTION {name}()"


_rules: dict[str, Rule] = {}


def no_overlap(table: str, *, same: tuple[str, ...], start: str, end: str, closed: bool = False) -> None:
    """Declare that rows of a table must not overlap."""
    _rules[table] = Rule(table=table, same=same, start=start, end=end, closed=closed)


def rules(existing: Collection[str]) -> list[Rule]:
    """The rules declared for tables that exist."""
    return [_rules[table] for table in sorted(_rules) if table in existing]


def is_overlap(error: IntegrityError) -> bool:
    """Whether it is one of these triggers that refused."""
    return MESSAGE in str(error)
