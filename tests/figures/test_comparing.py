# SPDX-License-Identifier: MulanPSL-2.0
"""Every night the cells of one year are compared with a plain recount; what differs is set right and told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from fadu.cases.background import failing, rounds
from fadu.cases.models import Failure
from fadu.figures import background, cells, comparing
from fadu.figures.models import Cell, Comparison, Mark
from fadu.figures.period import Period
from fadu.figures.reading import read
from fadu.kernel.clock import LEGAL_TIME, set_to
from fadu.ledger import sequencing
from fadu.matters.complaint.models import Complaint
from fadu.people.models import Bureau

YEAR = Period.year(2022, as_of=date(2023, 3, 1))
NIGHT = datetime(2023, 3, 1, 0, 5, tzinfo=LEGAL_TIME)
TODAY = NIGHT.date()
APRIL = date(2022, 4, 1)


@pytest.fixture
def filled(bureau: Any, registers: Any, fill: Callable[..., Any]) -> Any:
    fill()
    sequencing.sequence()
    cells.refresh(bureau, TODAY)
    return bureau


def wrong(bureau: Any, code: str, month: date, value: int) -> None:
    """A cell that holds what its month does not count."""
    assert Cell.objects.filter(bureau=bureau, code=code, month=month).update(value=value) == 1


def night(days: int = 0) -> None:
    with set_to(NIGHT + timedelta(days=days)):
        background.work()


def test_cells_that_hold_what_their_month_counts_compare_clean(filled: Any) -> None:
    assert comparing.compare(filled, 2022, TODAY) == []
    comparison = Comparison.objects.get()
    assert (comparison.year, comparison.compared_on, comparison.differing) == (2022, TODAY, 0)


def test_a_cell_that_differs_is_named_and_set_right(filled: Any) -> None:
    wrong(filled, "CMP-01", APRIL, 7)
    (difference,) = comparing.compare(filled, 2022, TODAY)
    assert str(difference) == "CMP-01 2022年04月存为7，重数为2"
    assert read(filled, YEAR).figure("CMP-01").value == 2
    assert Comparison.objects.get().differing == 1
    assert comparing.compare(filled, 2022, TODAY) == []


def test_a_latest_day_that_differs_is_a_difference_too(filled: Any) -> None:
    Cell.objects.filter(bureau=filled, code="CMP-01", month=APRIL).update(latest=date(2022, 4, 30))
    assert [difference.code for difference in comparing.compare(filled, 2022, TODAY)] == ["CMP-01"]
    assert Cell.objects.get(bureau=filled, code="CMP-01", month=APRIL).latest == date(2022, 4, 1)


def test_a_row_that_was_changed_past_the_acts_is_found(filled: Any) -> None:
    Complaint.objects.filter(transferred_on=None).update(received_on=date(2022, 9, 1))
    differences = {(d.code, d.month) for d in comparing.compare(filled, 2022, TODAY)}
    assert differences >= {("CMP-01", APRIL), ("CMP-01", date(2022, 9, 1))}


def test_what_moves_while_it_is_compared_is_behind_and_not_wrong(
    filled: Any, registers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = comparing.tallies.count

    def count(*asked: Any) -> Any:
        registers.complaint()
        return plain(*asked)

    monkeypatch.setattr(comparing.tallies, "count", count)
    assert comparing.compare(filled, 2022, TODAY) == []


def test_only_the_cells_of_the_year_are_compared(filled: Any) -> None:
    wrong(filled, "CMP-01", date(2023, 1, 1), 7)
    assert comparing.compare(filled, 2022, TODAY) == []
    assert [difference.month for difference in comparing.compare(filled, 2023, TODAY)] == [date(2023, 1, 1)]


def test_each_day_one_year_has_its_turn_the_one_that_waited_longest(filled: Any) -> None:
    turns = []
    for days in range(4):
        on = TODAY + timedelta(days=days)
        year = comparing.year_in_turn(filled, on)
        assert year is not None
        turns.append(year)
        comparing.compare(filled, year, on)
        assert comparing.year_in_turn(filled, on) is None
    assert turns == [2023, 2022, 2023, 2022]


def test_a_bureau_without_cells_has_no_turn(bureau: Any) -> None:
    assert comparing.year_in_turn(bureau, TODAY) is None
    assert list(comparing.years(bureau)) == []


def test_a_round_counts_and_compares_and_a_second_one_the_same_day_does_not(
    filled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    night()
    assert list(Comparison.objects.values_list("year", "compared_on")) == [(2023, TODAY)]
    monkeypatch.setattr(comparing, "compare", lambda *_: pytest.fail("compared twice in a day"))
    night()


def test_a_difference_stands_before_the_administrator_until_somebody_asks_again(filled: Any) -> None:
    wrong(filled, "CMP-01", date(2023, 1, 1), 7)
    night()
    (failure,) = failing.failing(filled.pk)
    assert (failure.title, failure.about, failure.next_try_at) == (
        "数据核对",
        "清河市场监管局2023年数据",
        None,
    )
    assert failure.error == "1个数据单元与重数的结果不符，已经改正：CMP-01 2023年01月存为7，重数为0。"
    night(days=1)
    night(days=2)
    assert Failure.objects.count() == 0


def test_asking_again_compares_that_year_at_once(filled: Any) -> None:
    wrong(filled, "CMP-01", date(2023, 1, 1), 7)
    night()
    (failure,) = failing.failing()
    with set_to(NIGHT):
        assert failing.retry(failure.key)
    night()
    assert failing.failing() == []


def test_a_year_that_differs_again_keeps_its_failure_and_says_the_newest(filled: Any) -> None:
    wrong(filled, "CMP-01", date(2023, 1, 1), 7)
    night()
    since = Failure.objects.get().since
    wrong(filled, "CMP-02", date(2023, 1, 1), 5)
    Comparison.objects.all().delete()
    night(days=1)
    failure = Failure.objects.get()
    assert (failure.since, "CMP-02 2023年01月存为5" in failure.error) == (since, True)


def test_as_many_differences_as_can_be_named_are_all_of_them(
    filled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "NAMED", 2)
    wrong(filled, "CMP-01", date(2023, 1, 1), 9)
    wrong(filled, "CMP-02", date(2023, 1, 1), 9)
    night()
    assert Failure.objects.get().error.endswith("CMP-02 2023年01月存为9，重数为0。")


def test_a_cell_is_set_right_and_no_other_that_says_the_same(filled: Any) -> None:
    other = Bureau.objects.create(name="邻市局", short="邻市局", abbreviation="邻市监", region_code="370100")
    mine = Cell.objects.get(bureau=filled, code="CMP-01", month=APRIL)
    Cell.objects.create(
        bureau=other, code="CMP-01", month=APRIL, value=7, place=1, calendar=0, definition=mine.definition
    )
    wrong(filled, "CMP-01", APRIL, 7)
    before = {(c.bureau_id, c.code, c.month): c.value for c in Cell.objects.exclude(pk=mine.pk)}
    comparing.compare(filled, 2022, TODAY)
    after = {(c.bureau_id, c.code, c.month): c.value for c in Cell.objects.exclude(pk=mine.pk)}
    assert after == before
    assert Cell.objects.get(pk=mine.pk).value == 2


def test_of_many_differences_the_first_are_named(filled: Any) -> None:
    Cell.objects.filter(bureau=filled, month=date(2023, 1, 1)).update(value=9)
    night()
    error = Failure.objects.get().error
    assert error.count("存为9") == background.NAMED
    assert error.endswith("……。")


def test_the_worker_brings_cells_up_to_date_in_every_round(filled: Any, registers: Any) -> None:
    registers.complaint()
    entered = sequencing.sequence().size
    with set_to(NIGHT):
        rounds.run()
    assert Mark.objects.get(bureau=filled).place >= entered
    assert APRIL in cells.holding(filled, *YEAR.days)["CMP-01"]


def test_an_error_in_the_count_stays_with_its_step_and_stops_nothing_else(
    filled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ValueError("no")

    monkeypatch.setattr(cells, "refresh", broken)
    with set_to(NIGHT):
        rounds.run()
    # what this bureau, filled without its ledger, is named for besides is another step's
    assert [failure.subject for failure in Failure.objects.filter(task="round")] == ["数据单元"]
