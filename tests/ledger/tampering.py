# SPDX-License-Identifier: MulanPSL-2.0
"""Changes by SQL, generated from a model: each column that is held, a row deleted, one put in, two values exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

from fadu.cases.models import Case
from fadu.ledger import problems
from fadu.ledger.holding import Held, held, may_go
from fadu.storage.owned import NoKeyError, owned

Values = dict[str, Any]


@dataclass
class Tamper:
    """One change: of a column, or of whole rows where ``column`` is empty. ``is_refused``: the database would not have it.

    ``cases``: those to which the rows belong, where they belong to any.
    """

    model: type[models.Model]
    what: str
    column: str
    statements: list[tuple[str, list[Any]]]
    cases: tuple[Any, ...] = ()
    is_refused: bool = field(default=False, init=False)

    def __str__(self) -> str:
        return f"{self.what} {self.model._meta.db_table}.{self.column}"

    def done(self) -> bool:
        """Make the change; False where the database refuses it."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for sql, params in self.statements:
                    cursor.execute(sql, params)
        except IntegrityError:
            self.is_refused = True
        return not self.is_refused

    def is_meant_by(self, problem: problems.Problem) -> bool:
        """Whether a problem names this table, and the column that was changed or the whole row.

        What the ledger says against itself names entries. A changed key is another row; where the column of an exchange tells
        rows apart, it is the other columns that were exchanged.
        """
        if problem.code == "trigger_missing":
            return False
        if self.model._meta.app_label == "ledger":
            return problem.table == problems.LEDGER
        if self.column == self.model._meta.pk.column:  # type: ignore[union-attr]
            return True
        if problem.table != self.model._meta.db_table:
            return False
        return self.what != "change" or problem.column in {"", self.column, self.column.removesuffix("_id")}


def tampers_of(model: type[models.Model]) -> Iterator[Tamper]:
    """Every change of a model's table that is to be named."""
    classes = held(model)
    tried = [f for f in model._meta.concrete_fields if classes[f.attname][0] is not Held.FREE]
    if not tried:
        return
    rows = _rows(model)
    assert rows, f"{model._meta.db_table}: the world has no row to try"
    for field_ in tried:
        yield _changed(model, rows, field_)
        exchanged = _exchanged(model, rows, field_)
        if exchanged is not None:
            yield exchanged
    if not may_go(model):
        gone = f"DELETE FROM {_table(model)} WHERE {_key(model)} = %s"
        yield Tamper(model, "delete", "", [(gone, [_pk(model, rows[0])])], _cases(model, rows[0]))
    yield _put_in(model, rows)


def rewritten(model: type[models.Model]) -> Iterator[Tamper]:
    """A value of each held column of which SQLite keeps more than one writing, in another that is read as the same."""
    for field_ in model._meta.concrete_fields:
        kind = next((kind for kind in _OTHERWISE if isinstance(field_, kind)), None)
        if kind is None or held(model)[field_.attname][0] is Held.FREE:
            continue
        # what is true has one writing alone
        row = next((row for row in _rows(model) if row[field_.column] not in (None, 1)), None)
        if row is not None:
            value = _OTHERWISE[kind](row[field_.column])
            statements = [_set(model, row, field_.column, value)]
            yield Tamper(model, "change", field_.column, statements, _cases(model, row))


#: kind of field, the more special first -> another writing of a value, as SQLite gives it
_OTHERWISE: dict[type, Any] = {
    models.DateTimeField: lambda moment: f"{moment + timedelta(hours=12)}+12:00",
    models.DateField: lambda day: f"{day:%Y%m%d}",
    models.BooleanField: lambda _: 2,
    models.UUIDField: lambda text: str(UUID(text)),
}


def _cases(model: type[models.Model], *rows: Values) -> tuple[Any, ...]:
    """The cases that rows belong to, where they belong to one: a case is its own."""
    if model is Case:
        return tuple(_pk(model, row) for row in rows)
    try:
        owner = owned(model, Case).owner
    except (NoKeyError, LookupError):
        owner = "case_id"
    column = next((f.column for f in model._meta.concrete_fields if f.attname == owner), "")
    return tuple({row[column] for row in rows if row.get(column) is not None})


# -- rows as the driver gives them -----------------------------------------------------------------


def _rows(model: type[models.Model]) -> list[Values]:
    """The rows of a table as the driver gives them; JSON as text."""
    columns = [f.column for f in model._meta.concrete_fields]
    wanted = ", ".join(_as_text(f) for f in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {wanted} FROM {_table(model)} ORDER BY {_key(model)}")
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _as_text(field_: models.Field[Any, Any]) -> str:
    name = connection.ops.quote_name(field_.column)
    return f"{name}::text" if _is_json(field_) and connection.vendor == "postgresql" else name


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _key(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.pk.column)  # type: ignore[union-attr]


def _pk(model: type[models.Model], row: Values) -> Any:
    return row[model._meta.pk.column]  # type: ignore[union-attr]


def _is_json(field_: models.Field[Any, Any]) -> bool:
    return isinstance(field_, models.JSONField)


# -- changes ---------------------------------------------------------------------------------------


def _set(model: type[models.Model], row: Values, column: str, value: Any) -> tuple[str, list[Any]]:
    name = connection.ops.quote_name(column)
    return f"UPDATE {_table(model)} SET {name} = %s WHERE {_key(model)} = %s", [value, _pk(model, row)]


def _changed(model: type[models.Model], rows: list[Values], field_: models.Field[Any, Any]) -> Tamper:
    row = next((row for row in rows if row[field_.column] not in (None, "")), rows[0])
    value = _other(field_, row[field_.column], rows)
    return Tamper(
        model, "change", field_.column, [_set(model, row, field_.column, value)], _cases(model, row)
    )


def _other(field_: models.Field[Any, Any], value: Any, rows: list[Values]) -> Any:
    """Another value of that kind, which a row of this table could have."""
    if isinstance(field_, models.ForeignKey):
        others = [row[field_.column] for row in rows if row[field_.column] not in (None, value)]
        if others and not field_.unique:
            return others[0]
        while isinstance(field_, models.ForeignKey):
            field_ = field_.target_field
    if _is_json(field_):
        return '{"changed": 1}'
    if isinstance(field_, models.BooleanField):
        return not value if connection.vendor == "postgresql" else int(not value)
    if isinstance(field_, models.DateTimeField | models.DateField):
        return _later(field_, value)
    if isinstance(field_, models.UUIDField):
        return "0" * 32
    if isinstance(field_, models.BinaryField):
        return bytes(32)
    if isinstance(field_, models.IntegerField | models.AutoField):
        far = 1_000 if isinstance(field_, models.PositiveSmallIntegerField) else 100_000
        return (value or 0) + (far if field_.unique else 1)
    text = str(value or "")
    longest = getattr(field_, "max_length", None) or len(text) + 1
    return ("x" + text)[:longest] if ("x" + text)[:longest] != text else "y" + text[1:]


def _later(field_: models.Field[Any, Any], value: Any) -> Any:
    if value is None:
        return "2022-02-02" if not isinstance(field_, models.DateTimeField) else "2022-02-02 00:00:00+00:00"
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    day = date.fromisoformat(str(value)[:10]) + timedelta(days=1)
    return f"{day}{str(value)[10:]}"


def _exchanged(
    model: type[models.Model], rows: list[Values], field_: models.Field[Any, Any]
) -> Tamper | None:
    """Two rows that exchange their values of a column, by way of a third value where it is unique."""
    first = rows[0]
    other = next((row for row in rows if row[field_.column] != first[field_.column]), None)
    if other is None or field_.primary_key:
        return None
    one, two = first[field_.column], other[field_.column]
    statements = [_set(model, first, field_.column, two), _set(model, other, field_.column, one)]
    if field_.unique:
        statements.insert(0, _set(model, other, field_.column, _other(field_, two, [])))
    return Tamper(model, "exchange", field_.column, statements, _cases(model, first, other))


def _put_in(model: type[models.Model], rows: list[Values]) -> Tamper:
    """A copy of a row under names of its own."""
    row = dict(rows[-1])
    for field_ in model._meta.concrete_fields:
        if field_.primary_key or field_.unique or field_.column in _of_keys(model):
            row[field_.column] = _fresh(field_, row[field_.column], rows)
    names = ", ".join(map(connection.ops.quote_name, row))
    places = ", ".join(["%s"] * len(row))
    return Tamper(
        model,
        "insert",
        "",
        [(f"INSERT INTO {_table(model)} ({names}) VALUES ({places})", list(row.values()))],
        _cases(model, row),
    )


def _of_keys(model: type[models.Model]) -> set[str]:
    """The last column of each unique constraint: with another value there, the row is one more."""
    fields = {f.name: f for f in model._meta.concrete_fields}
    keys = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    return {fields[key.fields[-1]].column for key in keys}


def _fresh(field_: models.Field[Any, Any], value: Any, rows: list[Values]) -> Any:
    if isinstance(field_, models.ForeignKey):
        return (value or 0) + 100_000
    return _other(field_, value, rows)
