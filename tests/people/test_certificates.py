# SPDX-License-Identifier: MulanPSL-2.0
"""An enforcement certificate is renewed under its number, and its number belongs to one person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.ledger.verification import checked
from fadu.people import services as people
from fadu.people.selectors import holdings
from fadu.storage.entering import EntryError

pytestmark = pytest.mark.django_db
FIRST = {"number": "37010001", "valid_from": date(2018, 1, 1), "valid_to": date(2022, 12, 31)}


@pytest.fixture
def two() -> tuple[Any, Any]:
    """Two officers of the squad, the first with a certificate until the end of 2022."""
    bureau = people.found_bureau(
        name="清河市市场监督管理局", short="清河局", abbreviation="清", region_code="370000"
    )
    officers = [people.hire(bureau=bureau, name=name, since=date(2018, 1, 1)) for name in ("赵越", "孙宁")]
    for officer in officers:
        start = datetime(2018, 1, 1, tzinfo=LEGAL_TIME)
        people.appoint(officer=officer, post="case_handler", start=start, document="清市监人〔2018〕1号")
    people.certify(officer=officers[0], **FIRST)
    return officers[0], officers[1]


def is_certified(officer: Any, year: int, month: int) -> bool:
    return all(held.certified for held in holdings(officer, datetime(year, month, 2, 12, tzinfo=LEGAL_TIME)))


def test_a_certificate_that_was_renewed_under_its_number_is_valid_on(two: tuple[Any, Any]) -> None:
    officer, _ = two
    before = is_certified(officer, 2023, 1)

    people.certify(
        officer=officer, number="37010001", valid_from=date(2022, 12, 1), valid_to=date(2027, 12, 31)
    )

    assert not before
    assert is_certified(officer, 2022, 12)
    assert is_certified(officer, 2023, 1)
    assert list(checked()) == []


def test_the_same_certificate_is_not_entered_twice(two: tuple[Any, Any]) -> None:
    with pytest.raises(EntryError, match=r"37010001.*已经登记"):
        people.certify(officer=two[0], **FIRST)


def test_a_number_that_somebody_else_has_is_refused_with_whose_it_is(two: tuple[Any, Any]) -> None:
    with pytest.raises(BadInputError, match="37010001，已登记在赵越名下"):
        people.certify(
            officer=two[1], **{**FIRST, "valid_from": date(2023, 1, 1), "valid_to": date(2027, 1, 1)}
        )
