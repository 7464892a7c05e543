# SPDX-License-Identifier: MulanPSL-2.0
"""The bounds a model declares, asked of values before the database is: one declaration, the same answer.

A check constraint, a unique constraint, a greatest length, the range of an integer, a choice, what must not be empty: each
is what the database holds to. Here it is worked out in Python, by the database's own rule that a comparison with nothing
known refuses nothing.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import (
    BigIntegerField,
    CharField,
    CheckConstraint,
    F,
    Field,
    IntegerField,
    Model,
    PositiveBigIntegerField,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    Q,
    UniqueConstraint,
)

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Row = Mapping[str, Any]

#: kind of integer column -> least and greatest value; the first that fits
_RANGES: tuple[tuple[type[Field[Any, Any]], int, int], ...] = (
    (PositiveBigIntegerField, 0, 2**63 - 1),
    (PositiveSmallIntegerField, 0, 2**15 - 1),
    (PositiveIntegerField, 0, 2**31 - 1),
    (BigIntegerField, -(2**63), 2**63 - 1),
    (IntegerField, -(2**31), 2**31 - 1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenBound:
    """A bound that rows would break. ``columns`` are those it is about, ``name`` the constraint or the kind of bound."""

    model: type[Model]
    columns: tuple[str, ...]
    name: str
    message: str

    @property
    def titles(self) -> str:
        """The columns in the words of the register."""
        fields = {f.attname: f for f in self.model._meta.concrete_fields}
        fields |= {f.name: f for f in self.model._meta.concrete_fields}
        return "、".join(str(fields[name].verbose_name) for name in self.columns)


class UnreadableBoundError(FaduError):
    """这一约束不能在写入之前判断。请改用比较、取值范围或者是否为空。"""

    code = "unreadable_bound"


def broken(model: type[Model], rows: Sequence[Row]) -> Iterator[BrokenBound]:
    """Every bound of a model that rows of one owner would break; rows name their columns by ``attname``."""
    for row in rows:
        for field in model._meta.concrete_fields:
            if field.attname in row:
                yield from _of_column(model, field, row[field.attname])
        for constraint in _checks(model):
            if _holds(constraint.condition, _by_name(model, row)) is False:
                yield BrokenBound(
                    model=model,
                    columns=tuple(sorted(set(_columns(constraint.condition)))),
                    name=constraint.name,
                    message=str(constraint.violation_error_message),
                )
    yield from _twice(model, rows)


def declared(model: type[Model]) -> tuple[str, ...]:
    """The names of all bounds of a model, as ``BrokenBound.name`` has them; those of a column as ``column: kind``."""
    named = [constraint.name for constraint in model._meta.constraints]
    for field in model._meta.concrete_fields:
        if isinstance(field, CharField) and field.max_length:
            named.append(f"{field.attname}: length")
        if _range(field):
            named.append(f"{field.attname}: range")
        if field.choices:
            named.append(f"{field.attname}: choice")
    return tuple(named)


def _of_column(model: type[Model], field: Field[Any, Any], value: Any) -> Iterator[BrokenBound]:
    def broken_bound(kind: str, message: str) -> BrokenBound:
        return BrokenBound(
            model=model, columns=(field.attname,), name=f"{field.attname}: {kind}", message=message
        )

    title = f"“{field.verbose_name}”"
    if value is None:
        if not field.null:
            yield broken_bound("null", f"没有{title}。")
        return
    if isinstance(field, CharField) and field.max_length and len(value) > field.max_length:
        yield broken_bound("length", f"{title}应不超过{field.max_length}个字；实为{len(value)}个字。")
    span = _range(field)
    if span and not span[0] <= value <= span[1]:
        yield broken_bound("range", f"{title}应在{span[0]}至{span[1]}之间；实为{value}。")
    if field.choices and value not in dict(field.flatchoices):
        yield broken_bound(
            "choice", f"{title}应为{'、'.join(str(t) for _, t in field.flatchoices)}之一；实为“{value}”。"
        )


@cache
def _range(field: Field[Any, Any]) -> tuple[int, int] | None:
    if field.primary_key or field.is_relation:
        return None
    return next(((least, most) for kind, least, most in _RANGES if isinstance(field, kind)), None)


@cache
def _checks(model: type[Model]) -> tuple[CheckConstraint, ...]:
    return tuple(c for c in model._meta.constraints if isinstance(c, CheckConstraint))


def _twice(model: type[Model], rows: Sequence[Row]) -> Iterator[BrokenBound]:
    """Rows of one owner that a unique constraint does not let stand side by side."""
    for constraint in model._meta.constraints:
        if not isinstance(constraint, UniqueConstraint) or len(rows) < 2:
            continue
        columns = [model._meta.get_field(name).attname for name in constraint.fields]  # type: ignore[union-attr]
        keys = [tuple(row.get(column) for column in columns) for row in rows]
        if len(set(keys)) < len(keys):
            yield BrokenBound(
                model=model,
                columns=tuple(columns),
                name=constraint.name,
                message=str(constraint.violation_error_message),
            )


# -- conditions ------------------------------------------------------------------------------------

_LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, wanted: value in wanted,
}


def _by_name(model: type[Model], row: Row) -> dict[str, Any]:
    """A row by the names of fields, foreign keys by both of theirs."""
    named = {field.name: row[field.attname] for field in model._meta.concrete_fields if field.attname in row}
    return {**row, **named}


def _holds(condition: Any, row: Row) -> bool | None:
    """Whether a condition holds of a row; None where something it compares is not known."""
    if isinstance(condition, Q):
        answers = [_holds(child, row) for child in condition.children]
        answer = _all(answers) if condition.connector == Q.AND else _any(answers)
        return (None if answer is None else not answer) if condition.negated else answer
    if not isinstance(condition, tuple):
        raise UnreadableBoundError
    name, wanted = condition
    column, _, lookup = name.partition("__")
    value = row[column]
    if lookup == "isnull":
        return (value is None) is wanted
    if wanted is None and lookup in ("", "exact"):
        return value is None
    if isinstance(wanted, F):
        wanted = row[wanted.name]
    if (lookup or "exact") not in _LOOKUPS:
        raise UnreadableBoundError
    return None if value is None or wanted is None else _LOOKUPS[lookup or "exact"](value, wanted)


def _all(answers: Sequence[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _any(answers: Sequence[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False


def _columns(condition: Any) -> Iterator[str]:
    """The names of the fields a condition is about."""
    if isinstance(condition, Q):
        for child in condition.children:
            yield from _columns(child)
        return
    name, wanted = condition
    yield name.partition("__")[0]
    if isinstance(wanted, F):
        yield wanted.name
