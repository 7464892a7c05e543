# SPDX-License-Identifier: MulanPSL-2.0
"""Finding cases by words: the last entered first, and none is missed because many newer ones hold the word."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from fadu.cases.models import Case, SearchText
from fadu.cases.reading import search, selectors
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people

pytestmark = pytest.mark.django_db

NOW = datetime(2022, 6, 1, 10, tzinfo=LEGAL_TIME)


@pytest.fixture
def bureau() -> Any:
    return people.found_bureau(name="清河局", short="清河局", abbreviation="清", region_code="370000")


@pytest.fixture
def head(bureau: Any) -> Any:
    officer = people.hire(bureau=bureau, name="局长", since=date(2020, 1, 1))
    start = datetime(2020, 1, 1, tzinfo=LEGAL_TIME)
    people.appoint(officer=officer, post="bureau_head", start=start, document="任免1号")
    return officer


@pytest.fixture
def cases(bureau: Any) -> list[Case]:
    """Six cases with one word, entered one after the other."""
    entered = [
        Case.objects.create(
            number=f"第{n}号",
            kind="penalty",
            edition=date(2021, 7, 15),
            title="案件",
            bureau=bureau,
            stage="filed",
            opened_at=datetime(2022, 5, n, tzinfo=LEGAL_TIME),
        )
        for n in range(1, 7)
    ]
    words = " ".join(search.grams("过期食品"))
    SearchText.objects.bulk_create(SearchText(case=case, grams=words) for case in entered)
    return entered


@pytest.fixture(autouse=True)
def few_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "LOOKED_AT", 3)


def test_the_cases_entered_last_are_found_first(head: Any, cases: list[Case]) -> None:
    assert selectors.find(head, NOW, "食品", 2) == [cases[5], cases[4]]


def test_all_cases_are_found_where_more_are_wanted_than_were_looked_at_first(
    head: Any, cases: list[Case]
) -> None:
    assert selectors.find(head, NOW, "食品", 9) == cases[::-1]


def test_an_officer_finds_an_old_case_of_his_own_among_many_newer_ones(
    bureau: Any, cases: list[Case]
) -> None:
    handler = people.hire(bureau=bureau, name="承办人", since=date(2020, 1, 1))
    start = datetime(2020, 1, 1, tzinfo=LEGAL_TIME)
    people.appoint(officer=handler, post="case_handler", start=start, document="任免2号")
    Case.objects.filter(pk=cases[0].pk).update(opened_by=handler)

    assert selectors.find(handler, NOW, "食品") == [cases[0]]


def test_nothing_is_found_without_words(head: Any, cases: list[Case]) -> None:
    assert selectors.find(head, NOW, "，") == []
