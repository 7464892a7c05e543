# SPDX-License-Identifier: MulanPSL-2.0
"""What a table can hold, asked before anything is written: lengths, choices, constraints, and what must be unique.

The bounds are those the model declares; the database keeps them as constraints of its own. Both say the same, but only here
a person is told which column it is and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.db.models import Field, Model

    Row = TypeVar("Row", bound="Model")

#: kinds of fault by which a row is the same as one that is there
SAME = frozenset({"unique", "unique_together"})


class EntryError(FaduError):
    """表中不能登记这样的内容。"""

    code = "entry"


def entered(row: Row) -> Row:
    """Write a new row of a register. Raises EntryError with every fault, also where somebody entered the same a moment ago."""
    check(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        check(row)
        raise
    return row


def check(row: Model) -> None:
    """Raise EntryError where the table cannot hold the row."""
    faults = list(faults_of(row))
    if faults:
        raise EntryError("".join(f"{title}：{message}" if title else message for _, title, message in faults))


def faults_of(row: Model, *, beside: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:
    """(column, its title, what is wrong) for everything a table cannot hold of a row; columns ``beside`` are not looked at."""
    exclude = {*beside, *(field.name for field in row._meta.concrete_fields if _is_left_out(field, row))}
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            for one in errors:
                yield _fault(row, name, one)
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str) and "\0" in value and field.name not in exclude:
            yield field.name, _title(field), "含有不能保存的字符（NUL）。请删去。"


def _is_left_out(field: Field[Any, Any], row: Model) -> bool:
    """Whether a column may stay empty and is."""
    return field.null and getattr(row, field.attname) is None


def _fault(row: Model, name: str, error: ValidationError) -> tuple[str, str, str]:
    meta = row._meta
    if error.code in SAME:
        columns = (error.params or {}).get("unique_check") or (name,)
        same = "、".join(_title(meta.get_field(column)) for column in columns)
        values = "、".join(str(getattr(row, column)) for column in columns)
        return columns[-1], "", f"{same}为“{values}”的{meta.verbose_name}已经登记。请核对，或者改正。"
    message = "；".join(error.messages)
    if name == NON_FIELD_ERRORS:
        return "", "", message
    return name, _title(meta.get_field(name)), message


def _title(field: Any) -> str:
    """What a column is called on screen; one that only points elsewhere, as what it points to is called."""
    if field.is_relation and field.verbose_name == field.name.replace("_", " "):
        return str(field.related_model._meta.verbose_name)
    return str(field.verbose_name)
