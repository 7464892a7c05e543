# SPDX-License-Identifier: MulanPSL-2.0
"""Identity codes: right ones pass, wrong ones are explained, an ID number is never repeated in a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric
from stdnum.cn import uscc as reference

from fadu.kernel.identifiers import IdentifierError, phone, resident_id, uscc

BODIES = st.text(st.sampled_from(uscc.ALPHABET), min_size=17, max_size=17)


@given(BODIES)
def test_our_check_digit_is_that_of_the_reference(body: str) -> None:
    assert uscc.check_digit(body) == reference.calc_check_digit(body)


@given(BODIES, st.sampled_from(uscc.ALPHABET))
def test_a_code_is_valid_exactly_when_its_check_digit_is_right(body: str, digit: str) -> None:
    assert uscc.is_valid(body + digit) == (digit == uscc.check_digit(body))


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("9111000060003734", "有16位"),
        ("91110000600037341I", "不应有“I”"),
        ("91110000600037341A", "校验位应为L"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(code: str, word: str) -> None:
    with pytest.raises(IdentifierError, match=word):
        uscc.validate(code)


def test_full_width_characters_and_spaces_are_forgiven() -> None:
    assert uscc.validate("９１１１００００ 600037341l") == "91110000600037341L"


def test_a_residents_number_agrees_with_the_reference() -> None:
    assert resident_id.is_valid("11010519491231002X") == ric.is_valid("11010519491231002X") is True


@pytest.mark.parametrize(
    "number", ["110105194912310021", "110105194913310021", "1101051949123100", "11010519491231X021"]
)
def test_a_wrong_residents_number_is_refused_without_being_repeated(number: str) -> None:
    with pytest.raises(IdentifierError) as refused:
        resident_id.validate(number)

    assert number not in refused.value.message


def test_masks_show_little() -> None:
    assert resident_id.mask("11010519491231002X") == "110***********002X"
    assert phone.mask("13800138000") == "138****8000"
