# SPDX-License-Identifier: MulanPSL-2.0
"""Statements Django writes once: afterwards only their parameters are new.

Writing the SQL of a query costs Django several times what the database takes to answer it. The path of an act asks the
same questions each time, so they are written down at first use, from the models, and asked again with other
values. What comes back is what the query itself would give: model instances, or tuples for ``values_list``.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    Q,
    TextField,
    UUIDField,
)
from django.db.models.query import get_related_populators

from fadu.storage import once
from fadu.storage.driver import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import QuerySet

_FIELDS: dict[type, type[Field[Any, Any]]] = {
    int: IntegerField,
    str: TextField,
    date: DateField,
    datetime: DateTimeField,
    UUID: UUIDField,
}


#: kinds of field whose column takes a value of that very type unchanged
_AS_IT_IS: tuple[tuple[type[Field[Any, Any]], type], ...] = (
    (CharField, str),
    (TextField, str),
    (BooleanField, bool),
    (IntegerField, int),
    (ForeignKey, int),
)


#: no table holds a number beyond these, and none is found by one
_LEAST, _MOST = -(2**63), 2**63 - 1
#: how many rows are sent in one statement
SOME = 50


class Slot(Expression):
    """The place of a parameter in a query that is written once."""

    def __init__(self, place: int, kind: type) -> None:
        super().__init__(output_field=_FIELDS[kind]())
        self.place = place

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


def any_of(column: str, slots: Iterable[Slot]) -> Q:
    """One of a list of parameters. (Django's ``__in`` on a foreign key takes no places, only values.)"""
    return reduce(or_, (Q(**{column: slot}) for slot in slots))


class Prepared:
    """A query as a function of its parameters; ``kinds`` are their types, in the order ``build`` takes them.

    A kind in brackets is a list for ``any_of``; its SQL is written once for each length.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *kinds: type | list[type]) -> None:
        self._build = build
        self._kinds = kinds
        self._lists = [place for place, kind in enumerate(kinds) if isinstance(kind, list)]
        self._written: dict[tuple[str, tuple[int, ...]], _Written] = {}

    def __call__(self, *values: Any) -> list[Any]:
        """Every row for these values; none for an empty list, nor for a number no table holds."""
        kept = once.answers()
        if kept is None:
            return self._asked(values)
        key = (self, tuple(tuple(value) if type(value) is list else value for value in values))
        if key not in kept:
            kept[key] = self._asked(values)
        return list(kept[key])

    def _asked(self, values: tuple[Any, ...]) -> list[Any]:
        lengths = tuple(len(values[place]) for place in self._lists)
        if 0 in lengths or any(type(value) is int and not _LEAST <= value <= _MOST for value in values):
            return []
        here = connections[DEFAULT_DB_ALIAS]
        key = (here.vendor, lengths)
        written = self._written.get(key)
        if written is None:
            written = self._written[key] = _Written(self._build(*self._slots(values)), here)
        if lengths:
            values = tuple(item for value in values for item in (value if type(value) is list else (value,)))
        return written.rows(values, here)

    def _slots(self, values: tuple[Any, ...]) -> list[Slot | list[Slot]]:
        slots: list[Slot | list[Slot]] = []
        place = 0
        for kind, value in zip(self._kinds, values, strict=True):
            if isinstance(kind, list):
                slots.append([Slot(place + offset, kind[0]) for offset in range(len(value))])
                place += len(value)
            else:
                slots.append(Slot(place, kind))
                place += 1
        return slots

    def first(self, *values: Any) -> Any:
        """The first row, or None."""
        rows = self(*values)
        return rows[0] if rows else None


class _Written:
    """The SQL of a query, and how its rows become values."""

    def __init__(self, query: QuerySet[Any, Any], here: BaseDatabaseWrapper) -> None:
        compiler = query.query.get_compiler(connection=here)
        sql, params = compiler.as_sql()
        self._statement = Statement(sql)
        self._params: tuple[Any, ...] = tuple(params)
        self._converters = compiler.get_converters([column for column, _, _ in compiler.select])
        self._compiler = compiler
        self._model = None
        if query._fields is None:
            fields = compiler.klass_info["select_fields"]
            first, last = fields[0], fields[-1]
            self._model = compiler.klass_info["model"]
            self._span = slice(first, last + 1)
            self._names = [column.target.attname for column, _, _ in compiler.select[self._span]]
            self._related = get_related_populators(compiler.klass_info, compiler.select, query.db)
            self._annotations = list((compiler.annotation_col_map or {}).items())
            self._alias = query.db

    def rows(self, values: Sequence[Any], here: BaseDatabaseWrapper) -> list[Any]:
        params = [_adapted(values[p.place], here) if isinstance(p, Slot) else p for p in self._params]
        rows: Iterable[Any] = self._statement.rows(params, here)
        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)
        if self._model is None:
            return [tuple(row) for row in rows]
        return [self._instance(row) for row in rows]

    def _instance(self, row: Any) -> Any:
        made = self._model.from_db(self._alias, self._names, row[self._span])  # type: ignore[attr-defined]
        for populator in self._related:
            populator.populate(row, made)
        for name, place in self._annotations:
            setattr(made, name, row[place])
        return made


class PreparedInsert:
    """Inserting one row of a model, its SQL written once. ``if_new``: a row that is there already is left alone.

    ``texts``: columns of JSON -> the attribute of the row that holds the text written down already.
    """

    def __init__(
        self, model: type[Model], *, if_new: bool = False, texts: Mapping[str, str] | None = None
    ) -> None:
        self._model, self._if_new, self._texts = model, if_new, texts or {}
        self._statements: dict[tuple[int, str], Statement] = {}
        self._referring: dict[tuple[str, str], Statement] = {}

    @cached_property
    def _columns(self) -> list[tuple[Field[Any, Any], type | None]]:
        """Each field to write, and the type of value that its column takes as it is."""
        return [(f, plain_type(f)) for f in self._model._meta.concrete_fields if not isinstance(f, AutoField)]

    @cached_property
    def _one(self) -> Statement:
        return Statement(self._sql)

    @cached_property
    def _many(self) -> Statement:
        return Statement(self._sql.rpartition(" RETURNING ")[0])

    @cached_property
    def _sql(self) -> str:
        quote, meta = connection.ops.quote_name, self._model._meta
        columns = ", ".join(quote(field.column) for field, _ in self._columns)
        places = ", ".join(["%s"] * len(self._columns))
        if_new = " ON CONFLICT DO NOTHING" if self._if_new else ""
        return f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places}){if_new} RETURNING {quote(meta.pk.column)}"

    def _values(self, row: Model, here: BaseDatabaseWrapper) -> list[Any]:
        return [
            getattr(row, self._texts[field.name])
            if field.name in self._texts
            else value
            if type(value := field.pre_save(row, add=True)) is as_it_is
            else field.get_db_prep_save(value, here)
            for field, as_it_is in self._columns
        ]

    def all(self, rows: Sequence[Model]) -> None:
        """Insert many rows together; only a single one is given its key."""
        if len(rows) == 1:
            self(rows[0])
            return
        here = connections[DEFAULT_DB_ALIAS]
        self._many.many([self._values(row, here) for row in rows], here)

    def together(self, rows: Sequence[Model], known_by: str = "") -> None:
        """Insert many rows in one statement (``SOME`` at most in each), and set their keys where a unique column tells them apart."""
        here = connections[DEFAULT_DB_ALIAS]
        for place in range(0, len(rows), SOME):
            some = rows[place : place + SOME]
            if len(some) == 1:
                self(some[0])
                continue
            values = [value for row in some for value in self._values(row, here)]
            statement = self._several(len(some), known_by)
            if not known_by:
                statement.count(values, here)
                continue
            keys = {known: key for key, known in statement.rows(values, here)}
            for row in some:
                row.pk = keys[getattr(row, known_by)]
                row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS

    def _several(self, count: int, known_by: str) -> Statement:
        """Inserting so many rows, giving back their keys with the column they are known by."""
        if (count, known_by) not in self._statements:
            sql, _, pk = self._sql.partition(" RETURNING ")
            begins, _, places = sql.partition(" VALUES ")
            column = self._model._meta.get_field(known_by).column if known_by else ""
            back = f" RETURNING {pk}, {connection.ops.quote_name(column)}" if known_by else ""
            rows = ", ".join([places] * count)
            self._statements[count, known_by] = Statement(f"{begins} VALUES {rows}{back}")
        return self._statements[count, known_by]

    def referring(self, row: Model, name: str, **to: Any) -> bool:
        """Insert a row whose foreign key ``name`` refers to the row of its table in which one column holds a value (``column=value``).

        Key and foreign key are set. Where there is no such row nothing is written: False.
        """
        ((by, value),) = to.items()
        here, columns = connections[DEFAULT_DB_ALIAS], [field.name for field, _ in self._columns]
        if (name, by) not in self._referring:
            self._referring[name, by] = self._by_reference(name, by)
        values = self._values(row, here)
        del values[columns.index(name)]
        keys = self._referring[name, by].rows([*values, value], here)
        if not keys:
            return False
        row.pk = keys[0][0]
        setattr(row, f"{name}_id", keys[0][1])
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return True

    def _by_reference(self, name: str, by: str) -> Statement:
        quote, meta = connection.ops.quote_name, self._model._meta
        column, other = quote(meta.get_field(name).column), meta.get_field(name).related_model._meta
        table = quote(other.db_table)
        key, found_by = f"{table}.{quote(other.pk.column)}", f"{table}.{quote(other.get_field(by).column)}"
        columns = ", ".join(quote(field.column) for field, _ in self._columns)
        places = ", ".join(key if field.name == name else "%s" for field, _ in self._columns)
        return Statement(
            f"INSERT INTO {quote(meta.db_table)} ({columns}) SELECT {places} FROM {table} WHERE {found_by} = %s "
            f"RETURNING {quote(meta.pk.column)}, {column}"
        )

    def __call__(self, row: Model) -> bool:
        """Insert the row and set its key, as ``save(force_insert=True)`` does, but send no signals. Return whether the row is new."""
        here = connections[DEFAULT_DB_ALIAS]
        keys = self._one.rows(self._values(row, here), here)
        if not keys:
            return False
        row.pk = keys[0][0]
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return True


def plain_type(field: Field[Any, Any]) -> type | None:
    """The type of value a column takes unchanged; none for a field that is not Django's own, which may seal what it writes."""
    if not type(field).__module__.startswith("django.db.models."):
        return None
    return next((kind for base, kind in _AS_IT_IS if isinstance(field, base)), None)


class PreparedUpdate:
    """Setting columns of the rows whose columns hold given values, its SQL written once: compare and set."""

    def __init__(self, model: type[Model], sets: tuple[str, ...], where: tuple[str, ...]) -> None:
        self._model, self._sets, self._where = model, sets, where

    @cached_property
    def _statement(self) -> Statement:
        quote, meta = connection.ops.quote_name, self._model._meta
        column = {name: quote(meta.get_field(name).column) for name in (*self._sets, *self._where)}
        sets = ", ".join(f"{column[name]} = %s" for name in self._sets)
        where = " AND ".join(f"{column[name]} = %s" for name in self._where)
        return Statement(f"UPDATE {quote(meta.db_table)} SET {sets} WHERE {where}")

    def __call__(self, *values: Any) -> int:
        """How many rows were set; the values of ``sets`` come first, then those of ``where``."""
        here = connections[DEFAULT_DB_ALIAS]
        return self._statement.count([_adapted(value, here) for value in values], here)

    def all(self, rows: Sequence[Sequence[Any]]) -> None:
        """Set many rows together, each with its own values."""
        here = connections[DEFAULT_DB_ALIAS]
        self._statement.many([[_adapted(value, here) for value in row] for row in rows], here)


def _adapted(value: Any, here: BaseDatabaseWrapper) -> Any:
    """A value as the database's driver takes it."""
    kind = type(value)
    if kind is int or kind is str:
        return value
    if isinstance(value, datetime):
        return here.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return here.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not here.features.has_native_uuid_field:
        return value.hex
    return value
