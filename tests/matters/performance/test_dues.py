# SPDX-License-Identifier: MulanPSL-2.0
"""The additional fine: so much per day, never above the fine, and not while a remedy is pending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from fadu.law import library as law_library
from fadu.matters.performance import rows
from fadu.matters.performance.dues import counted
from fadu.matters.performance.overdue import surcharge, unpaid_on, was_ever_overdue
from fadu.procedure.decision import World
from fadu.procedure.entry import Entry
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.state import Spell, State
from fadu.procedure.testing import moment


def owing(fine: int, *payments: tuple[str, int], plan: Sequence[tuple[str, int]] = ()) -> World:
    """The world of 31 December 2022 in which a decision on a fine was served on 5 January: due by the 20th."""
    state = State(
        opened_at=moment("2022-01-04"),
        fields={"fine": fine, "served_on": "2022-01-05", "until": plan[-1][0] if plan else None},
        lists={
            "payments": tuple(
                {"paid_on": day, "amount": amount, "payment_kind": "fine"} for day, amount in payments
            )
        },
    )
    if plan:
        rows = [{"due_on": day, "amount": amount} for day, amount in plan]
        granted = {"deferral_kind": "instalments", "until": plan[-1][0], "instalments": rows}
        state = state.with_(
            entries=(Entry(seq=1, action="grant_deferral", at=moment("2022-01-10"), payload=granted),)
        )
    procedure = library().procedure("performance", date(2022, 1, 4))
    return World(procedure=procedure, state=state, at=moment("2022-12-31"), law=law_library())


def highest(world: World, first: str, last: str) -> int:
    """The highest additional fine of a span of days at three per cent a day."""
    span = date.fromisoformat(first), date.fromisoformat(last)
    return surcharge(world, *span, percent_a_day=3, cap_percent=100)


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 400))
def test_the_additional_fine_never_exceeds_the_fine(fine: int, days: int) -> None:
    last = date(2022, 1, 20) + timedelta(days=days)
    assert highest(owing(fine), "2022-01-01", last.isoformat()) <= fine


def test_thirty_four_days_reach_the_cap() -> None:
    assert highest(owing(1_000_000), "2022-01-21", "2022-02-22") == 990_000
    assert highest(owing(1_000_000), "2022-01-21", "2022-02-23") == 1_000_000


def test_no_day_before_the_last_day_to_pay_is_counted() -> None:
    assert highest(owing(1_000_000), "2022-01-01", "2022-01-20") == 0
    assert highest(owing(1_000_000), "2022-01-01", "2022-01-21") == 30_000


def test_each_day_counts_what_was_unpaid_that_day() -> None:
    paid_in_part = owing(2_000_000, ("2022-01-30", 1_000_000))
    assert highest(paid_in_part, "2022-01-21", "2022-01-30") == 600_000
    assert highest(paid_in_part, "2022-01-21", "2022-02-09") == 900_000


def test_what_came_in_late_was_overdue_all_the_same() -> None:
    assert was_ever_overdue(owing(1_000_000, ("2022-01-21", 1_000_000)))
    assert not was_ever_overdue(owing(1_000_000, ("2022-01-20", 1_000_000)))


def test_of_instalments_only_what_is_missed_is_overdue() -> None:
    plan = (("2022-02-28", 400_000), ("2022-03-31", 600_000))
    missed = owing(1_000_000, ("2022-02-28", 100_000), plan=plan)

    assert unpaid_on(missed, date(2022, 2, 28)) == 0
    assert unpaid_on(missed, date(2022, 3, 1)) == 300_000
    assert unpaid_on(missed, date(2022, 4, 1)) == 900_000


def test_days_of_a_lawsuit_are_not_counted_and_its_last_day_is() -> None:
    pending = Spell(key="challenge", start=date(2022, 2, 8), end=date(2022, 2, 10), seq=1)
    assert counted(date(2022, 2, 7), date(2022, 2, 10), [pending]) == [date(2022, 2, 7), date(2022, 2, 10)]


def test_the_record_keeps_each_payment_and_what_was_enforced() -> None:
    folder = library().folders["performance"] / "scenarios"
    paid = run(folder / "paid_in_instalments.yaml", library(), law_library()).case.state
    assert [row["amount"] for row in rows.payments(paid).values()] == [2_000_000, 3_000_000]
    assert rows.columns(paid)["ended_on"] == date(2022, 8, 31)

    enforced = run(folder / "enforced_by_court.yaml", library(), law_library()).case.state
    assert rows.columns(enforced)["enforced_amount"] == 2_000_000
    assert rows.columns(enforced)["additional_fine"] == 1_000_000
