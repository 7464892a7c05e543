# SPDX-License-Identifier: MulanPSL-2.0
"""SQLite keeps more than one writing of a day, a moment, a truth, a number; only that of this program is no finding."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

from fadu.people.models import HolidayNotice
from fadu.storage.spelling import misspelt

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
        reason="PostgreSQL keeps values by their type",
    ),
]
MOMENT = "adopted_at"


@pytest.fixture
def notice(db: None) -> HolidayNotice:
    return HolidayNotice.objects.create(year=2031, text="内容", adopted_at=datetime(2030, 3, 1, tzinfo=UTC))


def put(value: object, column: str = MOMENT) -> list[tuple[object, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE people_holidaynotice SET {column} = %s", [value])
    return [each for _, each in misspelt(HolidayNotice, ["year", MOMENT])]


@pytest.mark.parametrize("microseconds", [0, 1, 120_000, 999_999])
def test_what_the_program_writes_is_no_finding(notice: HolidayNotice, microseconds: int) -> None:
    notice.adopted_at += timedelta(microseconds=microseconds)
    notice.save()

    assert list(misspelt(HolidayNotice, ["year", MOMENT])) == []


@pytest.mark.parametrize(
    "text",
    [
        "2030-3-01 00:00:00",
        "2030-03-01T00:00:00",
        "2030-03-01 00:00",
        "2030-03-01 00:00:00+00:00",
        "2030-03-01 12:00:00+12:00",
        "2030-03-01 00:00:00.000000",
        "2030-03-01 00:00:00.12",
        "2030-02-30 00:00:00",
        "20300301T000000",
        1_900_000_000,
        b"2030-03-01 00:00:00",
    ],
)
def test_another_writing_of_a_moment_is_a_finding(notice: HolidayNotice, text: object) -> None:
    assert put(text) == [MOMENT]


def test_a_number_that_is_none_is_a_finding(notice: HolidayNotice) -> None:
    assert put(2031.5, "year") == ["year"]


def test_only_the_columns_that_are_asked_for_are_looked_at(notice: HolidayNotice) -> None:
    put("2030-3-1")

    assert list(misspelt(HolidayNotice, ["year"])) == []
