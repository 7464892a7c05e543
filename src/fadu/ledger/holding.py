# SPDX-License-Identifier: MulanPSL-2.0
"""What holds each column of each table: nothing is exempt by name, every column is classified once.

*derived* is worked out from what is entered, and compared; *entered* stands in the ledger, with its row; *sealed* goes with a
whole whose digest is entered (a file, a paper, a locked report); *free* holds nothing that anything rests on, and says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model


class Held(StrEnum):
    """What holds a column."""

    DERIVED = "derived"
    ENTERED = "entered"
    SEALED = "sealed"
    FREE = "free"


class ClassifiedTwiceError(FaduError):
    """同一列归了两类，或者归类的列不存在。"""

    code = "classified_twice"


#: column (``attname``) -> what holds it, and for sealed and free columns the whole or the reason
Classes = Mapping[str, tuple[Held, str]]

_held: dict[type[Model], Classes] = {}
#: model -> why a row that is gone takes nothing away
_may_go: dict[type[Model], str] = {}


def hold(
    model: type[Model],
    rest: Held | None = None,
    *,
    derived: Iterable[str] = (),
    entered: Iterable[str] = (),
    sealed: Mapping[str, str] | None = None,
    free: Mapping[str, str] | str = "",
    may_go: str = "",
) -> None:
    """Classify the columns of a model. ``rest`` holds those not named; ``free`` as a text frees every column for that reason.

    ``may_go`` says why a row that is gone takes nothing away, where that is so. Raises ClassifiedTwiceError.
    """
    columns = [field.attname for field in model._meta.concrete_fields]
    if isinstance(free, str):
        free = dict.fromkeys(columns, free) if free else {}
    named = [(name, (Held.DERIVED, "")) for name in derived]
    named += [(name, (Held.ENTERED, "")) for name in entered]
    named += [(name, (Held.SEALED, whole)) for name, whole in (sealed or {}).items()]
    named += [(name, (Held.FREE, reason)) for name, reason in free.items()]
    classes = {} if rest is None else dict.fromkeys(columns, (rest, ""))
    classes |= dict(named)
    if model in _held or len(dict(named)) < len(named) or not classes.keys() <= set(columns):
        raise ClassifiedTwiceError(f"“{model._meta.label}”：同一列归了两类，或者归类的列不存在。")
    _held[model] = classes
    if may_go:
        _may_go[model] = may_go


def held(model: type[Model]) -> Classes:
    """What holds each column of a model that is classified; empty for one that is not at all."""
    return _held.get(model, {})


def may_go(model: type[Model]) -> str:
    """Why a row of this model that is gone takes nothing away; empty where it does."""
    return _may_go.get(model, "")


def columns(model: type[Model], how: Held) -> tuple[str, ...]:
    """The columns of a model that are held in a way, in their order."""
    classes = held(model)
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if field.attname in classes and classes[field.attname][0] is how
    )


def unclassified(models: Iterable[type[Model]]) -> list[str]:
    """Every column of these models that nothing is said of, or that is free without a reason, as ``table.column``."""
    return [
        f"{model._meta.db_table}.{field.column}"
        for model in models
        for field in model._meta.concrete_fields
        if held(model).get(field.attname, (Held.FREE, "")) == (Held.FREE, "")
    ]
