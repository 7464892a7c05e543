# SPDX-License-Identifier: MulanPSL-2.0
"""Money: fen in, yuan and capital figures out."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fadu.kernel.errors import BadInputError
from fadu.kernel.money import capital, parse_yuan, yuan


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_what_is_printed_in_yuan_reads_back_to_the_same_fen(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == fen


@given(st.integers(min_value=1, max_value=10**11))
@example(100_000)
@example(4_0000_9010)
@example(10_0010_0000)
def test_capital_figures_of_whole_yuan_agree_with_an_independent_library(whole: int) -> None:
    # the two differ only in the optional 零 where the whole group of 万 is empty
    expected = cn2an.an2cn(str(whole), "rmb")
    assert capital(whole * 100).replace("亿零", "亿") == expected.replace("亿零", "亿")


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (1, "壹分"),
        (10, "壹角"),
        (105, "壹元零伍分"),
        (150, "壹元伍角"),
        (1_409_50, "壹仟肆佰零玖元伍角"),
        (6_007_14, "陆仟零柒元壹角肆分"),
        (107_000_53, "壹拾万柒仟元伍角叁分"),
        (-100, "负壹元整"),
    ],
)
def test_capital_figures_are_written_as_the_payment_rules_print_them(fen: int, text: str) -> None:
    assert capital(fen) == text


@pytest.mark.parametrize("text", ["", "十元", "1.234", "1,23", "1 000", "--5", "9" * 20])
def test_an_amount_that_cannot_be_read_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(BadInputError, match="应为以元计的金额"):
        parse_yuan(text)
