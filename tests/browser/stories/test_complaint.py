# SPDX-License-Identifier: MulanPSL-2.0
"""A consumer's complaint, from the telephone to the end, by pressing alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.browser.pressing import Person, Tally

pytestmark = pytest.mark.browser


def test_the_form_of_a_complaint_is_two_presses_away(people: Callable[..., Person], story: Tally) -> None:
    """投诉登记"""
    clerk = people("dengji")
    clerk.press("登记新件")
    clerk.press("消费投诉")
    clerk.reads("商品或者服务", "投诉请求")

    assert len(story) == 2
    assert clerk.faults == []
