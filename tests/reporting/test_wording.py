# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers in words: approximate by rule, never more than is true."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.reporting.wording import approximate, money_words, rate_words

UNITS = {"": 1, "百": 100, "千": 1_000, "万": 10_000}


def least(words: str) -> int:
    """The least number the words can mean, read back from them."""
    match = re.fullmatch(r"(\d*)([百千万]?)(余?)", words)
    assert match is not None
    return int(match[1] or 1) * UNITS[match[2]]


@given(st.integers(min_value=0, max_value=10**8))
def test_approximate_words_never_claim_more_than_there_is(number: int) -> None:
    assert least(approximate(number)) <= number


@given(st.integers(min_value=10, max_value=10**8))
def test_yu_stands_exactly_where_something_is_left_over(number: int) -> None:
    words = approximate(number)
    assert words.endswith("余") == (least(words) < number)


@given(st.integers(min_value=0, max_value=9_999))
def test_a_rate_below_the_whole_never_reads_as_the_whole(basis_points: int) -> None:
    assert rate_words(basis_points) != "100%"


@pytest.mark.parametrize(
    ("number", "words"), [(9, "9"), (10, "10"), (17, "10余"), (99, "90余"), (100, "百"), (128, "百余")]
)
def test_examples_of_the_rule(number: int, words: str) -> None:
    assert approximate(number) == words


def test_money_is_told_in_ten_thousands_of_yuan() -> None:
    assert money_words(512_345_00) == "51.23万元"
