# SPDX-License-Identifier: MulanPSL-2.0
"""The series of numbers are shown as the bureau writes them."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.cases.papers.numbering import all_series
from fadu.people import services as people
from fadu.records import services as records

pytestmark = pytest.mark.django_db


def test_a_series_is_written_as_the_bureau_has_set_it_from_its_day_on() -> None:
    bureau = people.found_bureau(name="测试局", short="测", abbreviation="测", region_code="990102")
    records.set_pattern(
        bureau_id=bureau.pk,
        series="case:licence",
        pattern="{abbreviation}市监受字〔{year}〕{serial}号",
        start=date(2022, 7, 1),
        document="规定1号",
    )

    written = [
        next(s for s in all_series(bureau, day) if s.key == "case:licence").written(bureau, 2022, 8)
        for day in (date(2022, 6, 30), date(2022, 7, 1))
    ]

    assert written == ["测市监许申〔2022〕8号", "测市监受字〔2022〕8号"]
