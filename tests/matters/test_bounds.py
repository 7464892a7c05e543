# SPDX-License-Identifier: MulanPSL-2.0
"""Each bound that a kind's tables declare, broken once: named before anything is written, and refused by the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from fadu.cases import registry
from fadu.cases.acts.bounds import broken_bounds
from fadu.cases.models import Case
from fadu.cases.rows import Given
from fadu.kernel.kinds import handed_down
from fadu.law import library as law_library
from fadu.people import services as people
from fadu.people.parties import register_party
from fadu.procedure.library import library
from fadu.procedure.state import State
from fadu.storage.bounds import declared
from fadu.storage.owned import owned

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
EARLY, LATE = date(2022, 3, 1), date(2022, 4, 1)

#: check constraint -> what a row says that breaks it
BREAKING: dict[str, dict[str, Any]] = {
    "committee_votes_not_above_present": {"votes_for": 6, "present": 5},
    "complaint_recovers_nothing_negative": {"amount_recovered": -1},
    "hearing_report_after_hearing": {"held_on": LATE, "reported_on": EARLY},
    "legal_review_answered_after_receipt": {"received_on": LATE, "answered_on": EARLY},
    "penalty_amounts_not_negative": {"fine": -1},
    "penalty_decided_after_filing": {"filed_on": LATE, "decided_on": EARLY},
    "penalty_share_not_negative": {"confiscated_goods": -1},
    "performance_amounts_not_negative": {"additional_fine": -1},
    "additional_fine_within_principal": {"additional_fine": 2, "fine": 1},
    "payment_is_positive": {"amount": 0},
}


def tables() -> Iterator[type[models.Model]]:
    """The models of every kind."""
    for kind in handed_down():
        rows = registry.furnishing(kind.key).rows
        if rows is not None:
            about = Given(procedure=library().editions(kind.key)[-1], law=law_library())
            yield from rows(State(), about)


BOUNDS = [(model, name) for model in tables() for name in declared(model)]


def plain(model: type[models.Model]) -> dict[str, Any]:
    """A row that breaks nothing."""
    table = owned(model, Case)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: _value(fields[name]) for name in table.columns}


def _value(field: models.Field[Any, Any]) -> Any:
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    kinds = {models.DateField: EARLY, models.CharField: "甲", models.TextField: "甲"}
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), 1)


def breaking(model: type[models.Model], name: str) -> list[dict[str, Any]]:
    """Rows of one owner that break that bound."""
    row = plain(model)
    column, _, kind = name.partition(": ")
    field = model._meta.get_field(column) if kind else None
    if kind == "length":
        return [{**row, column: "长" * (field.max_length + 1)}]  # type: ignore[union-attr,operator]
    if kind == "range":
        least = -1 if isinstance(field, models.PositiveIntegerField) else -(2**63) - 1
        return [{**row, column: least}]
    if name in BREAKING:
        return [{**row, **BREAKING[name]}]
    return [row, row]


@pytest.mark.parametrize(("model", "name"), BOUNDS, ids=[f"{m.__name__} {n}" for m, n in BOUNDS])
def test_a_bound_broken_once_is_named_before_anything_is_written(
    model: type[models.Model], name: str
) -> None:
    assert broken_bounds({model: [plain(model)]}) == ()

    broken = broken_bounds({model: breaking(model, name)})

    assert name in [each.name for each in broken]
    assert all("“" in each.message or "。" in each.message for each in broken)
    assert all("%(" not in each.message and "Constraint" not in each.message for each in broken)


def one_case() -> Case:
    bureau = people.found_bureau(name="测试局", short="测", abbreviation="测", region_code="990102")
    register_party(kind="enterprise", name="甲")
    opened = {"opened_at": "2022-03-01T09:00:00+08:00", "edition": EARLY, "stage": "start"}
    return Case.objects.create(number="1号", kind="penalty", title="甲", bureau=bureau, **opened)


@pytest.fixture
def case(begin_from: Any) -> Case:
    return begin_from(one_case)


@pytest.mark.parametrize(("model", "name"), BOUNDS, ids=[f"{m.__name__} {n}" for m, n in BOUNDS])
def test_the_database_holds_the_same_bound(case: Case, model: type[models.Model], name: str) -> None:
    table, (*others, row) = owned(model, Case), breaking(model, name)
    parent = model._meta.get_field(table.owner.removesuffix("_id")).related_model
    if parent is not Case:
        put(parent, case, plain(parent))
    for other in others:
        put(model, case, other)

    with pytest.raises((DatabaseError, OverflowError)), transaction.atomic():
        insert(model, case, row)


def put(model: Any, case: Case, row: dict[str, Any]) -> None:
    table, row = owned(model, Case), referring(model, row)
    table.put([(case.pk, tuple(row[name] for name in table.columns))])


def referring(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """The row with its foreign keys at rows that exist, for a sequence need not begin at one."""
    fields = [field for field in model._meta.concrete_fields if field.attname in row and field.is_relation]
    return row | {field.attname: field.related_model.objects.values_list("pk").first()[0] for field in fields}


def insert(model: Any, case: Case, row: dict[str, Any]) -> None:
    """A row written past the one writer."""
    row = referring(model, row)
    columns = [owned(model, Case).owner, *row]
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({places})",
            [case.pk, *row.values()],
        )
        connection.check_constraints()
