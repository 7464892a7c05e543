# SPDX-License-Identifier: MulanPSL-2.0
"""One value, one sequence of bytes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.kernel.canonical import canonical
from fadu.kernel.errors import BadInputError

KEYS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=8)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_the_bytes_are_those_the_standard_library_would_write(value: object) -> None:
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    assert canonical(value) == plain


@given(VALUES)
def test_what_is_written_reads_back_the_same(value: object) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(KEYS, st.integers(0, 9), min_size=2, max_size=6))
def test_the_order_in_which_keys_were_set_does_not_matter(value: dict[str, int]) -> None:
    backwards = dict(reversed(value.items()))

    assert canonical(value) == canonical(backwards)


def test_a_number_with_decimals_is_refused_with_its_place() -> None:
    with pytest.raises(BadInputError, match=r"a\.b\[1\]：应为没有小数的值"):
        canonical({"a": {"b": [1, 0.5]}})


def test_a_key_that_is_not_ascii_is_refused() -> None:
    with pytest.raises(BadInputError, match="只含 ASCII 字符的键"):
        canonical({"金额": 1})


def test_a_value_that_is_no_json_is_refused() -> None:
    with pytest.raises(BadInputError, match="文字、整数"):
        canonical({"a": object()})
