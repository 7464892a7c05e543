# SPDX-License-Identifier: MulanPSL-2.0
"""Passwords of thirty seconds are those of RFC 6238, hold for a clock half a minute wrong, and serve once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fadu.kernel import totp

SECRET = b"12345678901234567890"
#: RFC 6238, appendix B, SHA-1: seconds since 1970 and eight digits, of which the last six are shown
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("seconds", "digits"), VECTORS)
def test_the_vectors_of_the_standard_hold(seconds: int, digits: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    assert totp.code_of(SECRET, totp.step_at(moment)) == digits[-6:]
    assert totp.accepted(SECRET, digits[-6:], moment, after=0) == seconds // 30


@pytest.mark.parametrize(
    ("late", "is_taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_clock_may_be_half_a_minute_wrong(late: int, *, is_taken: bool) -> None:
    moment = datetime.fromtimestamp(1234567890 + late, UTC)

    assert (totp.accepted(SECRET, "005924", moment, after=0) is not None) is is_taken


def test_a_password_serves_once_and_none_before_it_afterwards() -> None:
    moment = datetime.fromtimestamp(1234567890, UTC)
    step = totp.step_at(moment)

    assert totp.accepted(SECRET, "005924", moment, after=step) is None
    assert totp.accepted(SECRET, totp.code_of(SECRET, step - 1), moment, after=step) is None
    assert totp.accepted(SECRET, totp.code_of(SECRET, step + 1), moment, after=step) == step + 1


@pytest.mark.parametrize("code", ["", "00592", "0059240", "ABCDEF", "００５９２４"])
def test_what_is_no_password_of_six_digits_is_refused(code: str) -> None:
    assert totp.accepted(SECRET, code, datetime.fromtimestamp(1234567890, UTC), after=0) is None
