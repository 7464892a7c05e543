# SPDX-License-Identifier: MulanPSL-2.0
"""The rows behind figures as columns of DuckDB, and the same definitions asked of them in its own SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas
from django.db.models import BooleanField, DateField, IntegerField

from fadu.figures import compiling
from fadu.figures import conditions as say
from fadu.figures.indicators import Rows
from fadu.kernel.clock import LEGAL_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The rows of figures of one table and one day. A condition on rows of rows stands as a column of its own."""

    duck: Any
    table: str
    conditions: dict[str, str]
    values: dict[str, str]
    rows: int

    @classmethod
    def loaded(cls, duck: Any, group: dict[str, Rows], bureau: Any) -> Columns:
        """Load the rows of a bureau, of all years: day, amounts, and every column a condition looks at."""
        first = next(iter(group.values()))
        names = sorted({name for rows in group.values() for name in _looked_at(rows)})
        read = compiling.of_bureau(first, bureau).exclude(**{first.on: None})
        apart = {
            code: compiling.all_of(rows.of, [c for c in rows.where if isinstance(c, say.Some | say.No)])
            for code, rows in group.items()
        }
        held = {
            code: set(read.filter(where).values_list("pk", flat=True))
            for code, where in apart.items()
            if where
        }
        table = f"rows_{abs(hash(compiling.group_of(first)))}"
        lines = [
            (_day(values[1]), *values[2:], *(values[0] in pks for pks in held.values()))
            for values in read.values_list("pk", first.on, *names)
        ]
        columns = {"on_": "DATE", **{name: _type(first.of, name) for name in names}}
        columns |= {f"holds_{n}": "BOOLEAN" for n in range(len(held))}
        _create(duck, table, columns, lines)
        own = {code: f"holds_{n}" for n, code in enumerate(held)}
        return cls(
            duck=duck,
            table=table,
            conditions={
                code: " AND ".join(
                    [*filter(None, map(_sql, rows.where)), *([own[code]] if code in own else [])]
                )
                or "TRUE"
                for code, rows in group.items()
            },
            values={
                code: f"SUM({' + '.join(f'COALESCE({_name(a)}, 0)' for a in rows.amounts)})"
                if rows.amounts
                else "COUNT(*)"
                for code, rows in group.items()
            },
            rows=len(lines),
        )

    def by_month(self, first: date, last: date) -> dict[str, int]:
        """One pass that groups by month, the months added up afterwards: what a report by month asks."""
        asked = ", ".join(
            f"COALESCE({self.values[code]} FILTER (WHERE {where}), 0)"
            for code, where in self.conditions.items()
        )
        months = self.duck.execute(
            f"SELECT {asked} FROM {self.table} WHERE on_ BETWEEN ? AND ? GROUP BY date_trunc('month', on_)",
            [first, last],
        ).fetchall()
        return (
            dict(
                zip(
                    self.conditions,
                    (sum(int(v) for v in column) for column in zip(*months, strict=True)),
                    strict=True,
                )
            )
            if months
            else dict.fromkeys(self.conditions, 0)
        )

    def in_one_scan(self, first: date, last: date) -> dict[str, int]:
        """One pass over all rows, the year being a condition of each figure."""
        asked = ", ".join(
            f"COALESCE({self.values[code]} FILTER (WHERE on_ BETWEEN $a AND $b AND {where}), 0)"
            for code, where in self.conditions.items()
        )
        (totals,) = self.duck.execute(f"SELECT {asked} FROM {self.table}", {"a": first, "b": last}).fetchall()
        return dict(zip(self.conditions, map(int, totals), strict=True))


def _looked_at(rows: Rows) -> set[str]:
    plain = [c for c in rows.where if not isinstance(c, say.Some | say.No)]
    return {c.column for c in plain} | {c.other for c in plain if hasattr(c, "other")} | set(rows.amounts)


def _day(value: Any) -> date:
    return value.astimezone(LEGAL_TIME).date() if hasattr(value, "hour") else value


def _type(model: Any, column: str) -> str:
    """The type of a column in DuckDB."""
    field = compiling.field_at(model, column)
    kinds = {DateField: "DATE", BooleanField: "BOOLEAN", IntegerField: "BIGINT"}
    return next((sql for kind, sql in kinds.items() if isinstance(field, kind)), "VARCHAR")


def _create(duck: Any, table: str, columns: dict[str, str], rows: list[tuple[Any, ...]]) -> None:
    """A table of columns in memory."""
    duck.execute(f"CREATE TABLE {table} ({', '.join(f'{_name(c)} {sql}' for c, sql in columns.items())})")
    if rows:
        duck.register("frame", pandas.DataFrame(rows, columns=list(columns)))
        duck.execute(f"INSERT INTO {table} SELECT * FROM frame")
        duck.unregister("frame")


def _name(column: str) -> str:
    return f'"{column}"'


def _quoted(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def _sql(condition: Any) -> str:
    match condition:
        case say.Is(column, None):
            return f"{_name(column)} IS NULL"
        case say.Is(column, value):
            return f"{_name(column)} = {_quoted(value)}"
        case say.OneOf(column, values):
            return f"{_name(column)} IN ({', '.join(map(_quoted, values))})"
        case say.Stated(column):
            return f"COALESCE(CAST({_name(column)} AS VARCHAR), '') <> ''"
        case say.Above(column, number):
            return f"{_name(column)} > {number}"
        case say.AtLeast(column, other):
            return f"{_name(column)} >= {_name(other)}"
        case say.After(column, other):
            return f"{_name(column)} > {_name(other)}"
        case say.NotAfter(column, other):
            return f"({_name(other)} IS NULL OR {_name(column)} <= {_name(other)})"
    return ""
