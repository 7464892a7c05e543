# SPDX-License-Identifier: MulanPSL-2.0
"""A statement that hangs on who asks is written once; where values of it go with the day, once for all days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db.models import QuerySet

from fadu.kernel.clock import LEGAL_TIME
from fadu.people.models import Bureau, Department
from fadu.storage.by_key import ByKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    bureau = Bureau.objects.create(name="甲局", short="甲", abbreviation="甲", region_code="990102")
    for name, day in (("一科", date(2022, 3, 1)), ("二科", date(2022, 3, 15)), ("三科", date(2022, 4, 20))):
        Department.objects.create(bureau=bureau, name=name, named_since=day)
    return bureau


def since(bureau: Bureau, day: date) -> QuerySet[Department, Any]:
    return (
        Department.objects.filter(bureau=bureau, named_since__lte=day)
        .order_by("named_since")
        .values_list("name")
    )


def test_a_query_of_another_day_gives_the_rows_of_that_day_and_is_not_written_again(bureau: Bureau) -> None:
    kept, built = ByKey(), []

    def build(day: date) -> QuerySet[Department, Any]:
        built.append(day)
        return since(bureau, day)

    asked = [kept.rows_on("x", day, build) for day in (date(2022, 3, 2), date(2022, 3, 20), date(2022, 2, 1))]

    assert asked == [[("一科",)], [("一科",), ("二科",)], []]
    assert len(built) == 2  # on the first day asked, and on another to see what goes with it


def test_a_moment_of_a_query_goes_with_the_day(bureau: Bureau) -> None:
    kept = ByKey()

    def build(day: date) -> QuerySet[Department, Any]:
        midnight = datetime.combine(day, datetime.min.time(), LEGAL_TIME)
        return (
            Department.objects.filter(pk__gt=0)
            .extra(select={"at": "%s"}, select_params=[str(midnight)])
            .values_list("at")
            .distinct()
        )

    assert kept.rows_on("x", date(2022, 3, 2), build) == [("2022-03-02 00:00:00+08:00",)]
    assert kept.rows_on("x", date(2022, 12, 31), build) == [("2022-12-31 00:00:00+08:00",)]


def test_a_query_of_which_more_than_days_changes_is_written_for_each_day(bureau: Bureau) -> None:
    kept = ByKey()

    def build(day: date) -> QuerySet[Department, Any]:
        return since(bureau, day).filter(name="一科" if day.month < 4 else "三科")

    assert kept.rows_on("x", date(2022, 3, 2), build) == [("一科",)]
    assert kept.rows_on("x", date(2022, 4, 21), build) == [("三科",)]
