# SPDX-License-Identifier: MulanPSL-2.0
"""The additional fine: so much per day, never above the fine, and not while a remedy is pending."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fadu.law import library as law_library
from fadu.matters.performance import rows
from fadu.matters.performance.dues import days_counted, most_additional
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.state import Spell


@given(st.integers(0, 10**9), st.integers(0, 10_000))
def test_the_additional_fine_never_exceeds_the_fine(fine: int, days: int) -> None:
    assert most_additional(fine, days, percent_a_day=3, cap_percent=100) <= fine


def test_thirty_four_days_reach_the_cap() -> None:
    assert most_additional(1_000_000, 33, percent_a_day=3, cap_percent=100) == 990_000
    assert most_additional(1_000_000, 34, percent_a_day=3, cap_percent=100) == 1_000_000


def test_days_of_a_lawsuit_are_not_counted_and_its_last_day_is() -> None:
    pending = Spell(key="challenge", start=date(2022, 2, 8), end=date(2022, 2, 10), seq=1)
    assert days_counted(date(2022, 2, 7), date(2022, 2, 10), [pending]) == 2


def test_the_record_keeps_each_payment_and_what_was_enforced() -> None:
    folder = library().folders["performance"] / "scenarios"
    paid = run(folder / "paid_in_instalments.yaml", library(), law_library()).case.state
    assert [row["amount"] for row in rows.payments(paid).values()] == [2_000_000, 3_000_000]
    assert rows.columns(paid)["ended_on"] == date(2022, 8, 31)

    enforced = run(folder / "enforced_by_court.yaml", library(), law_library()).case.state
    assert rows.columns(enforced)["enforced_amount"] == 2_000_000
    assert rows.columns(enforced)["additional_fine"] == 1_000_000
