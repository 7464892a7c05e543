# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever gives a name and is entered as anonymous will never be told anything: it is asked about, and nothing of the name is repeated."""

from __future__ import annotations

from typing import Any

import pytest

from fadu.matters.tip_off.guards import real_name_names_somebody
from fadu.procedure.decision import HOLDS, Ground, Holds


class Said:
    """A tip-off as it is about to be entered."""

    replay = False

    def __init__(self, **proposed: Any) -> None:
        self.proposed = proposed

    def value(self, key: str) -> Any:
        return self.proposed.get(key)


def verdict(**said: Any) -> Any:
    return real_name_names_somebody(Said(**said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said", [{"informant_name": "王某"}, {"informant_phone": "13800138000"}, {"informant_address": "清河路"}]
)
def test_a_name_or_a_telephone_beside_no_real_name_is_asked_about(said: dict[str, str]) -> None:
    asked = verdict(real_name=False, **said)

    assert isinstance(asked, Holds)
    assert "“实名举报”却不是“是”" in asked.warning
    assert not any(value in asked.warning for value in said.values())


def test_an_anonymous_one_without_a_name_and_a_real_one_with_it_are_not() -> None:
    assert verdict(real_name=False) == HOLDS
    assert verdict(real_name=True, informant_name="王某", informant_phone="13800138000") == HOLDS


def test_a_real_name_without_a_name_is_still_refused() -> None:
    assert isinstance(verdict(real_name=True), Ground)
