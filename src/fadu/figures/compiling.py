# SPDX-License-Identifier: MulanPSL-2.0
"""Makes queries of what indicators say: one for the list, one for many counts and sums at once, both from the same values."""

from __future__ import annotations

from functools import reduce
from operator import add, or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateTimeField, Exists, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce, TruncDate

from fadu.figures import conditions as say
from fadu.figures.indicators import Row
from fadu.figures.period import moments
from fadu.kernel.clock import LEGAL_TIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import Field, Model, QuerySet

    from fadu.figures.conditions import Condition
    from fadu.figures.indicators import Pending, Rows
    from fadu.people.models import Bureau

    #: first and last day
    Span = tuple[date, date]


def field_at(model: type[Model], path: str) -> Field[Any, Any]:
    """The column at the end of a way through rows. Raises FieldDoesNotExist."""
    *steps, name = path.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model
        assert isinstance(related, type)
        model = related
    field: Field[Any, Any] = model._meta.get_field(name)
    return field


def is_moment(rows: Rows) -> bool:
    """Whether the rows count on a moment, not on a day."""
    return isinstance(field_at(rows.of, rows.on), DateTimeField)


# -- conditions -----------------------------------------------------------------------------------


def all_of(model: type[Model], where: Iterable[Condition]) -> Q:
    """Conditions on the rows of a model, as Django asks them."""
    return reduce(Q.__and__, (_asked(model, condition) for condition in where), Q())


def _asked(model: type[Model], condition: Condition) -> Q:
    match condition:
        case say.Is(column, value):
            return Q(**{column: value})
        case say.OneOf(column, values):
            return Q(**{f"{column}__in": values})
        case say.Stated(column):
            return (
                Q(**{f"{column}__gt": ""}) if _is_text(model, column) else Q(**{f"{column}__isnull": False})
            )
        case say.Above(column, number):
            return Q(**{f"{column}__gt": number})
        case say.AtLeast(column, other):
            return Q(**{f"{column}__gte": F(other)})
        case say.After(column, other):
            return Q(**{f"{column}__gt": F(other)})
        case say.NotAfter(column, other):
            return Q(**{f"{column}__lte": F(other)}) | Q(**{other: None})
        case say.Some(table, where):
            return Q(_rows_of(model, table, where))
        case say.No(table, where):
            return ~Q(_rows_of(model, table, where))


def _is_text(model: type[Model], column: str) -> bool:
    return field_at(model, column).get_internal_type() in {"CharField", "TextField"}


def _rows_of(model: type[Model], table: str, where: Iterable[Condition]) -> Exists:
    relation: Any = model._meta.get_field(table)
    related = relation.related_model
    related_rows = related._default_manager.filter(**{relation.field.name: OuterRef("pk")})
    return Exists(related_rows.filter(all_of(related, where)))


# -- rows -----------------------------------------------------------------------------------------


def on_days(rows: Rows, spans: Sequence[Span]) -> Q:
    """Rows that count on a day of one of these spans."""
    ranges = [moments(*span) for span in spans] if is_moment(rows) else spans
    return reduce(or_, (Q(**{f"{rows.on}__range": span}) for span in ranges), Q(pk__in=()))


def of_bureau(rows: Rows, bureau: Bureau) -> QuerySet[Any]:
    """The rows of a bureau's cases, whatever their day; conditions are not asked yet, exercises are left out."""
    selected = rows.of._default_manager.filter(
        **{f"{rows.case}__bureau": bureau, f"{rows.case}__exercise": False}
    )
    if not rows.first_of:
        return selected
    same = rows.of._default_manager.filter(**{rows.first_of: OuterRef(rows.first_of)})
    earlier = Q(**{f"{rows.on}__lt": OuterRef(rows.on)}) | Q(
        **{rows.on: OuterRef(rows.on)}, pk__lt=OuterRef("pk")
    )
    return selected.filter(~Exists(same.filter(earlier)))


def between(rows: Rows, bureau: Bureau, first: date, last: date) -> QuerySet[Any]:
    """The rows of a bureau that count from one day to another, in that order."""
    selected = of_bureau(rows, bureau).filter(on_days(rows, [(first, last)]), all_of(rows.of, rows.where))
    return selected.order_by(rows.on, "pk")


def there_are(rows: Rows, bureau: Bureau, first: date, last: date) -> bool:
    """Whether any row of a bureau counts from one day to another. A table without any is not joined to all cases there are."""
    anywhere = rows.of._default_manager.filter(on_days(rows, [(first, last)]), all_of(rows.of, rows.where))
    return bool(anywhere.exists() and between(rows, bureau, first, last).exists())


def listed(rows: Rows, bureau: Bureau, first: date, last: date) -> list[Row]:
    """The records themselves, each with its day, its amount and what is told beside it."""
    columns = [f"{rows.case}__number", rows.on, *rows.amounts, *rows.detail]
    moment, end = is_moment(rows), 2 + len(rows.amounts)
    return [
        Row(
            record=values[0],
            on=values[1].astimezone(LEGAL_TIME).date() if moment else values[1],
            value=sum(value or 0 for value in values[2:end]) if rows.amounts else 1,
            detail=next((str(value) for value in values[end:] if value), ""),
        )
        for values in between(rows, bureau, first, last).values_list(*columns)
    ]


def pending(rows: Pending, bureau: Bureau, first: date) -> QuerySet[Any]:
    """The records of a bureau that were under way when a day began."""
    waiting = rows.of._default_manager.filter(
        case__bureau=bureau, case__exercise=False, **{f"{rows.since}__lt": first}
    )
    for column in rows.until:
        waiting = waiting.filter(Q(**{column: None}) | Q(**{f"{column}__gte": first}))
    return waiting.order_by(rows.since, "pk")


# -- many figures at once -------------------------------------------------------------------------


def group_of(rows: Rows) -> tuple[object, ...]:
    """What one statement can count together: rows of one table on one day."""
    return rows.of, rows.on, rows.case, rows.first_of


def by_day(
    asked: Mapping[str, Rows], bureau: Bureau, spans: Sequence[Span], kinds: Iterable[str] = ()
) -> dict[str, dict[date, int]]:
    """Counts and sums of several figures of one group, by day: one statement, whatever their number.

    ``kinds`` narrows it to cases of these kinds, where the caller knows that only they changed.
    """
    rows = next(iter(asked.values()))
    selected = of_bureau(rows, bureau).filter(on_days(rows, spans))
    if kinds:
        selected = selected.filter(**{f"{rows.case}__kind__in": sorted(kinds)})
    wheres = {code: all_of(each.of, each.where) for code, each in asked.items()}
    if all(wheres.values()):
        selected = selected.filter(reduce(or_, wheres.values()))
    day = TruncDate(rows.on, tzinfo=LEGAL_TIME) if is_moment(rows) else F(rows.on)
    names = {f"v{place}": code for place, code in enumerate(asked)}
    values = {name: _value(asked[code], wheres[code]) for name, code in names.items()}
    by_code: dict[str, dict[date, int]] = {code: {} for code in asked}
    for line in selected.order_by().values(day=day).annotate(**values):
        for name, code in names.items():
            if line[name]:
                by_code[code][line["day"]] = line[name]
    return by_code


def _value(rows: Rows, where: Q) -> Count | Sum:
    if not rows.amounts:
        return Count("pk", filter=where)
    amounts = [Coalesce(F(column), Value(0)) for column in rows.amounts]
    return Sum(reduce(add, amounts), filter=where)
