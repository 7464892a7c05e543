# SPDX-License-Identifier: MulanPSL-2.0
"""Within a page that only reads, the same question is put to the database once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fadu.people import services as people
from fadu.people.models import Officer
from fadu.storage.once import asked_once
from fadu.storage.prepared import Prepared, any_of

pytestmark = pytest.mark.django_db

NAMES = Prepared(lambda ids: Officer.objects.filter(any_of("pk", ids)).values_list("name"), [int])


@pytest.fixture
def officers() -> list[Any]:
    bureau = people.found_bureau(name="清河局", short="清河局", abbreviation="清", region_code="370000")
    return [people.hire(bureau=bureau, name=name, since=date(2020, 1, 1)) for name in ("甲", "乙")]


def test_the_same_question_is_asked_once_within_a_block(officers: list[Any]) -> None:
    with CaptureQueriesContext(connection) as asked, asked_once():
        first, again = NAMES([officers[0].pk]), NAMES([officers[0].pk])

    assert first == again == [("甲",)]
    assert len(asked) == 1


def test_other_values_are_another_question(officers: list[Any]) -> None:
    with CaptureQueriesContext(connection) as asked, asked_once():
        one, other = NAMES([officers[0].pk]), NAMES([officers[1].pk])

    assert (one, other) == ([("甲",)], [("乙",)])
    assert len(asked) == 2


def test_what_was_answered_is_forgotten_at_the_end_of_the_block(officers: list[Any]) -> None:
    with asked_once():
        NAMES([officers[0].pk])
    Officer.objects.filter(pk=officers[0].pk).update(name="丙")

    with asked_once():
        assert NAMES([officers[0].pk]) == [("丙",)]
    assert NAMES([officers[0].pk]) == [("丙",)]


def test_whoever_changes_an_answer_changes_it_for_nobody_else(officers: list[Any]) -> None:
    with asked_once():
        NAMES([officers[0].pk]).clear()

        assert NAMES([officers[0].pk]) == [("甲",)]
