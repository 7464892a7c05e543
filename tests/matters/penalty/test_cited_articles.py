# SPDX-License-Identifier: MulanPSL-2.0
"""Where a history names no basis, its fine is held against the articles its text cites; where they say too little, nothing is said."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.matters.penalty.cited import floor_of

LAW = law_library()


@pytest.mark.parametrize(
    ("basis", "on", "fen"),
    [
        ("食品安全法第一百二十四条第一款第(五)项", date(2022, 3, 1), 5_000_000),
        ("《中华人民共和国食品安全法》第一百二十五条第一款第（二）项", date(2022, 3, 1), 500_000),
        ("化妆品监督管理条例第六十条第一款第(五)项", date(2023, 7, 28), 1_000_000),
        ("食品安全法第一百二十四条第一款、第一百二十五条第一款", date(2022, 3, 1), 500_000),
        ("广告法第五十七条第一项", date(2022, 3, 1), 20_000_000),
    ],
)
def test_the_floor_is_read_from_the_articles_of_the_basis(basis: str, on: date, fen: int) -> None:
    floor = floor_of(LAW, basis, on)

    assert floor is not None
    assert floor[0] == fen


@pytest.mark.parametrize(
    ("basis", "on"),
    [
        ("", date(2022, 3, 1)),
        ("广告法第五十五条第一款", date(2022, 3, 1)),  # a multiple of a fee that is not known
        ("食品安全法第一百二十五条第二款", date(2022, 3, 1)),  # a flaw of the label: no floor
        ("食品安全法第一百二十六条第一款", date(2022, 3, 1)),  # a warning is enough at first
        (
            "食品安全法第六十七条第一款、第一百二十五条第一款第(二)项",
            date(2022, 3, 1),
        ),  # one of them is not on record
        ("化妆品监督管理条例第六十条第一款", date(2020, 12, 31)),  # not in force yet
    ],
)
def test_where_a_floor_is_not_on_record_nothing_is_said(basis: str, on: date) -> None:
    assert floor_of(LAW, basis, on) is None
