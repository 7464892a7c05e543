# SPDX-License-Identifier: MulanPSL-2.0
"""A table whose rows each belong to one owner, read and written as plain values by statements written once.

Among the rows of its owner a row is known by its key, which the database holds unique: so putting a row is one statement,
whether it is new or says something else now.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, UniqueConstraint

from fadu.kernel.errors import FaduError
from fadu.storage.driver import Statement
from fadu.storage.prepared import Prepared, plain_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Field, Model

#: what a row holds, in the order of the table's columns
Values = tuple[Any, ...]


class NoKeyError(FaduError):
    """这张表没有能区分同一案件各行的唯一约束。请在模型中加上。"""

    code = "no_key"


@dataclass(frozen=True)
class OwnedTable:
    """The rows of a model by owner. ``owner`` and ``key`` are columns (``attname``); an empty key means one row an owner."""

    model: type[Model]
    owner: str
    key: tuple[str, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column but the surrogate key and the owner."""
        return tuple(field.attname for field in self._written if field.attname != self.owner)

    @cached_property
    def _written(self) -> tuple[Field[Any, Any], ...]:
        fields = self.model._meta.concrete_fields
        return tuple(field for field in fields if not isinstance(field, AutoField))

    @cached_property
    def _key_places(self) -> tuple[int, ...]:
        return tuple(self.columns.index(name) for name in self.key)

    def key_of(self, values: Values) -> Values:
        """The key of a row."""
        return tuple(values[place] for place in self._key_places)

    @cached_property
    def _of_one(self) -> Prepared:
        manager = self.model._default_manager
        return Prepared(
            lambda owner: manager.filter(**{self.owner: owner}).values_list(self.owner, *self.columns), int
        )

    def of(self, owners: Sequence[int]) -> dict[int, dict[Values, Values]]:
        """Owner -> key -> row, for owners that have any."""
        if len(owners) == 1:
            rows = self._of_one(owners[0])
        else:
            many = self.model._default_manager.filter(**{f"{self.owner}__in": owners})
            rows = list(many.values_list(self.owner, *self.columns))
        by_owner: dict[int, dict[Values, Values]] = {}
        for owner, *values in rows:
            row = tuple(values)
            by_owner.setdefault(owner, {})[self.key_of(row)] = row
        return by_owner

    def put(self, rows: Iterable[tuple[int, Values]]) -> None:
        """Write rows with their owners: new ones, and those that say something else now."""
        here = connections[DEFAULT_DB_ALIAS]
        _execute(here, self._put, [self._stored(owner, values, here) for owner, values in rows])

    def drop(self, keys: Iterable[tuple[int, Values]]) -> None:
        """Take rows away by owner and key."""
        here = connections[DEFAULT_DB_ALIAS]
        fields = {field.attname: field for field in self._written}
        named = [fields[name] for name in self.key]
        parameters = [
            [owner, *(f.get_db_prep_save(v, here) for f, v in zip(named, key, strict=True))]
            for owner, key in keys
        ]
        _execute(here, self._drop, parameters)

    def _stored(self, owner: int, values: Values, here: BaseDatabaseWrapper) -> list[Any]:
        places = iter(values)
        given = [owner if field.attname == self.owner else next(places) for field in self._written]
        return [
            value if type(value) is plain else field.get_db_prep_save(value, here)
            for value, field, plain in zip(given, self._written, self._plain, strict=True)
        ]

    @cached_property
    def _plain(self) -> tuple[type | None, ...]:
        return tuple(plain_type(field) for field in self._written)

    @cached_property
    def _names(self) -> dict[str, str]:
        quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
        return {field.attname: quote(field.column) for field in self._written}

    @cached_property
    def _table(self) -> str:
        return connections[DEFAULT_DB_ALIAS].ops.quote_name(self.model._meta.db_table)

    @cached_property
    def _put(self) -> Statement:
        names = self._names
        kept = (self.owner, *self.key)
        sets = ", ".join(
            f"{column} = excluded.{column}" for name, column in names.items() if name not in kept
        )
        columns, places = ", ".join(names.values()), ", ".join(["%s"] * len(names))
        known = ", ".join(names[name] for name in kept)
        otherwise = f"DO UPDATE SET {sets}" if sets else "DO NOTHING"
        return Statement(
            f"INSERT INTO {self._table} ({columns}) VALUES ({places}) ON CONFLICT ({known}) {otherwise}"
        )

    @cached_property
    def _drop(self) -> Statement:
        where = " AND ".join(f"{self._names[name]} = %s" for name in (self.owner, *self.key))
        return Statement(f"DELETE FROM {self._table} WHERE {where}")


def _execute(here: BaseDatabaseWrapper, statement: Statement, params: list[list[Any]]) -> None:
    if len(params) == 1:
        statement.count(params[0], here)
    elif params:
        statement.many(params, here)


@cache
def owned(model: type[Model], root: type[Model]) -> OwnedTable:
    """A model's table by its owner: a row of ``root``, or of a model that has one row for each of those.

    Raises NoKeyError where no unique constraint tells the rows of one owner apart.
    """
    meta = model._meta
    field = next((f for f in meta.concrete_fields if _leads_to(f, root)), None)
    if field is None:
        raise NoKeyError
    if field.primary_key:
        return OwnedTable(model, field.attname, ())
    keys = [c for c in meta.constraints if isinstance(c, UniqueConstraint) and not c.condition]
    for constraint in keys:
        if field.name in constraint.fields:
            names = [name for name in constraint.fields if name != field.name]
            columns = {f.name: f.attname for f in meta.concrete_fields}
            return OwnedTable(model, field.attname, tuple(columns[name] for name in names))
    raise NoKeyError


def _leads_to(field: Field[Any, Any], root: type[Model]) -> bool:
    """Whether a foreign key names a row of ``root``, or a row that shares its key with one."""
    to = field.related_model
    if not isinstance(to, type):
        return False
    return to is root or to._meta.pk.related_model is root
