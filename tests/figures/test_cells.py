# SPDX-License-Identifier: MulanPSL-2.0
"""Cells hold what their month counts, or they do not hold: whatever moves the ledger, a page says what a plain count says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fadu.assembly.apps import count_anew
from fadu.cases.models import Act
from fadu.figures import behind, cells, compiling
from fadu.figures.indicators import Rows
from fadu.figures.models import Cell, Mark
from fadu.figures.period import Period
from fadu.figures.reading import Reading, read
from fadu.figures.tallies import adding_up
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import sequencing
from fadu.ledger import services as ledger
from fadu.matters.complaint.models import Complaint
from fadu.people import services as people
from fadu.people.models import Bureau
from fadu.storage import triggers
from figures.registers import Registers

YEAR = Period.year(2022, as_of=date(2023, 3, 1))
TODAY = date(2023, 3, 1)
MAY, JUNE = date(2022, 5, 1), date(2022, 6, 1)


def read_out(reading: Reading) -> list[tuple[str, int | None, bool]]:
    return [(f.code, f.value, f.kept) for f in reading.figures(inner=True)]


def assert_reads_as_counted(bureau: Any, period: Period = YEAR) -> None:
    assert read_out(read(bureau, period)) == read_out(Reading(bureau, period))


def writes(asked: Any) -> list[str]:
    """The statements that write."""
    return [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def act(registers: Any, case: Any, on: date, **payload: Any) -> None:
    """An act of a case on a day, in the case and in the ledger."""
    made = registers.act(case, "correct", "clerk", "officer:0")
    triggers.remove()
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=LEGAL_TIME)
    Act.objects.filter(pk=made.pk).update(happened_at=moment, payload=payload)
    triggers.install()


def months_counted(bureau: Any, code: str) -> set[date]:
    return set(cells.holding(bureau, *YEAR.days).get(code, {}))


@pytest.fixture
def filled(bureau: Any, registers: Any, fill: Callable[..., Any]) -> Any:
    """The filled year, sequenced, with its cells counted."""
    fill()
    sequencing.sequence()
    assert cells.refresh(bureau, TODAY) > 0
    return bureau


@pytest.mark.parametrize("seed", range(3))
def test_a_random_year_reads_from_cells_as_it_is_counted(
    seed: int, bureau: Any, random_year: Callable[[int], None]
) -> None:
    random_year(seed)
    sequencing.sequence()
    cells.refresh(bureau, TODAY)
    for as_of in (TODAY, date(2022, 12, 31), date(2022, 6, 17), date(2022, 3, 1)):
        assert_reads_as_counted(bureau, Period.year(2022, as_of=as_of))
    assert_reads_as_counted(bureau, Period(first=date(2022, 2, 10), last=date(2022, 9, 30), as_of=TODAY))


def test_every_month_of_every_figure_that_adds_up_has_its_cell(filled: Any) -> None:
    held = cells.holding(filled, *YEAR.days)
    assert set(held) == set(adding_up())
    assert {len(months) for months in held.values()} == {12}


def test_a_page_of_figures_asks_for_cells_and_not_for_records(filled: Any) -> None:
    with CaptureQueriesContext(connection) as asked:
        read_out(read(filled, YEAR))
    with CaptureQueriesContext(connection) as counted:
        read_out(Reading(filled, YEAR))
    sums = [query["sql"] for query in asked if "GROUP BY" in query["sql"]]
    assert len(sums) <= 3
    assert len(asked) <= len(counted) - 20
    assert len(asked) <= 40
    assert writes(asked) == []


def test_what_is_recorded_after_the_count_is_read_at_once(filled: Any, registers: Any) -> None:
    before = read(filled, YEAR).figure("CMP-01").value
    registers.complaint(received_on=date(2022, 3, 9))
    assert read(filled, YEAR).figure("CMP-01").value == before + 1
    sequencing.sequence()
    assert read(filled, YEAR).figure("CMP-01").value == before + 1
    assert_reads_as_counted(filled)


def test_only_the_months_and_kinds_an_act_moved_are_behind(filled: Any, registers: Any) -> None:
    case = registers.complaint().case
    act(registers, case, date(2022, 6, 3), told_on="2022-05-30")
    missing = set(months_of_the_year()) - months_counted(filled, "CMP-01")
    assert missing == {date(2022, 3, 1), date(2022, 4, 1), MAY, JUNE}
    assert months_counted(filled, "LIC-02") == set(months_of_the_year())
    assert months_counted(filled, "SUP-01") == set(months_of_the_year()) - missing


def months_of_the_year() -> list[date]:
    return [date(2022, month, 1) for month in range(1, 13)]


def test_a_refresh_counts_again_what_is_behind_and_nothing_else(filled: Any, registers: Any) -> None:
    case = registers.complaint().case
    act(registers, case, date(2022, 6, 3))
    sequencing.sequence()
    of_complaints = [
        code for code in cells.Basis(filled).definitions if cells.kind_of(code) in {"complaint", ""}
    ]
    assert cells.refresh(filled, TODAY) == 4 * len(of_complaints)
    places = (
        Cell.objects.filter(bureau=filled, code="CMP-01").order_by("month").values_list("place", flat=True)
    )
    mark = Mark.objects.get(bureau=filled).place
    assert [place == mark for place in places] == [3 <= month <= 6 for month in range(1, 13)] + [False] * 3
    assert months_counted(filled, "CMP-01") == set(months_of_the_year())
    assert_reads_as_counted(filled)


def test_a_day_that_a_correction_moves_leaves_both_months_behind(filled: Any, registers: Any) -> None:
    made = registers.complaint(received_on=date(2022, 8, 4))
    act(registers, made.case, date(2022, 8, 4), received_on="2022-08-04")
    sequencing.sequence()
    cells.refresh(filled, TODAY)
    act(registers, made.case, date(2022, 12, 1), received_on="2022-09-04")
    Complaint.objects.filter(pk=made.pk).update(received_on=date(2022, 9, 4))
    august = Period(first=date(2022, 8, 1), last=date(2022, 8, 31), as_of=TODAY)
    september = Period(first=date(2022, 9, 1), last=date(2022, 9, 30), as_of=TODAY)
    assert [read(filled, month).figure("CMP-01").value for month in (august, september)] == [0, 1]
    sequencing.sequence()
    cells.refresh(filled, TODAY)
    assert [read(filled, month).figure("CMP-01").value for month in (august, september)] == [0, 1]


def test_a_round_without_anything_new_writes_nothing(filled: Any) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert cells.refresh(filled, TODAY) == 0
    assert writes(asked) == []


def test_acts_that_move_no_figure_move_the_mark(filled: Any) -> None:
    before = Mark.objects.get(bureau=filled).place
    ledger.append(stream="officer:9", kind="officer", body={}, at=datetime(2022, 5, 1, tzinfo=LEGAL_TIME))
    sequencing.sequence()
    assert cells.refresh(filled, TODAY) == 0
    assert Mark.objects.get(bureau=filled).place == before + 1


def test_an_act_that_has_no_place_yet_stays_behind_until_it_is_counted_with_its_place(
    filled: Any, registers: Any
) -> None:
    act(registers, registers.complaint().case, date(2022, 6, 3))
    cells.refresh(filled, TODAY)
    assert JUNE not in months_counted(filled, "CMP-01")
    sequencing.sequence()
    cells.refresh(filled, TODAY)
    assert JUNE in months_counted(filled, "CMP-01")


def test_a_new_month_gets_its_cells_when_it_comes(filled: Any) -> None:
    assert cells.refresh(filled, date(2023, 4, 1)) == len(cells.Basis(filled).definitions)
    assert Mark.objects.get(bureau=filled).last == date(2023, 4, 1)
    assert cells.refresh(filled, TODAY) == 0
    assert Mark.objects.get(bureau=filled).last == date(2023, 4, 1)


def test_another_holiday_notice_leaves_every_cell_behind(filled: Any) -> None:
    ledger.append(
        stream="calendar", kind="adopted", body={"year": 2023}, at=datetime(2022, 12, 9, tzinfo=LEGAL_TIME)
    )
    assert cells.holding(filled, *YEAR.days) == {}
    assert cells.refresh(filled, TODAY) == Cell.objects.filter(bureau=filled).count()
    assert months_counted(filled, "CMP-01") == set(months_of_the_year())


def test_another_local_parameter_leaves_every_cell_behind(filled: Any) -> None:
    people.set_parameter(
        bureau=filled,
        key="licence/promised_days",
        value=9,
        start=date(2022, 6, 1),
        document="清市监〔2022〕3号",
    )
    assert cells.holding(filled, *YEAR.days) == {}


def test_a_migration_leaves_every_cell_behind_and_a_run_without_any_leaves_them(filled: Any) -> None:
    count_anew(plan=[])
    assert months_counted(filled, "CMP-01") == set(months_of_the_year())
    count_anew(plan=["a migration"])
    assert cells.holding(filled, *YEAR.days) == {}
    assert cells.refresh(filled, TODAY) == Cell.objects.filter(bureau=filled).count()


def test_a_definition_that_changed_leaves_its_cells_behind(filled: Any) -> None:
    Cell.objects.filter(bureau=filled, code="CMP-01").update(definition="sha256:0")
    assert months_counted(filled, "CMP-01") == set()
    assert months_counted(filled, "CMP-02") == set(months_of_the_year())
    Mark.objects.filter(bureau=filled).update(definitions="sha256:0")
    cells.refresh(filled, TODAY)
    assert months_counted(filled, "CMP-01") == set(months_of_the_year())


def test_fingerprints_tell_definitions_apart_and_stay_the_same(filled: Any) -> None:
    prints = cells._fingerprints()
    assert prints == cells._fingerprints()
    assert prints["PEN-02"] != prints["PEN-03"]
    assert prints["CMP-01"] == Cell.objects.filter(code="CMP-01").first().definition


def test_a_cell_that_holds_later_days_is_not_used_for_an_earlier_day(filled: Any, registers: Any) -> None:
    registers.complaint(received_on=date(2022, 6, 20))
    sequencing.sequence()
    cells.forget(filled)
    cells.refresh(filled, TODAY)
    spring = Period.year(2022, as_of=date(2022, 6, 19))
    assert read(filled, spring).figure("CMP-01").value == 2
    assert read(filled, Period.year(2022, as_of=date(2022, 6, 20))).figure("CMP-01").value == 3


def test_when_more_cases_moved_than_are_worth_asking_everything_is_behind(
    filled: Any, registers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(behind, "MANY", 2)
    registers.complaint()
    registers.complaint()
    assert not behind.since(filled, Mark.objects.get(bureau=filled).place).everything
    registers.complaint()
    assert cells.holding(filled, *YEAR.days) == {}
    sequencing.sequence()
    assert cells.refresh(filled, TODAY) == Cell.objects.filter(bureau=filled).count()
    assert_reads_as_counted(filled)


def test_of_two_that_refresh_at_once_the_second_leaves_it_to_the_first(
    filled: Any, registers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    registers.complaint()
    sequencing.sequence()
    plain = cells.tallies.count
    first: list[int] = []

    def count(*asked: Any) -> Any:
        monkeypatch.setattr(cells.tallies, "count", plain)
        first.append(cells.refresh(filled, TODAY))
        return plain(*asked)

    monkeypatch.setattr(cells.tallies, "count", count)
    assert cells.refresh(filled, TODAY) == 0
    assert first[0] > 0
    assert_reads_as_counted(filled)


def test_of_two_that_count_for_the_first_time_the_second_leaves_it_to_the_first(
    filled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells.forget(filled)
    plain = cells.tallies.count
    first: list[int] = []

    def count(*asked: Any) -> Any:
        monkeypatch.setattr(cells.tallies, "count", plain)
        first.append(cells.refresh(filled, TODAY))
        return plain(*asked)

    monkeypatch.setattr(cells.tallies, "count", count)
    assert cells.refresh(filled, TODAY) == 0
    assert first[0] == Cell.objects.count()


def test_a_bureau_without_cases_has_no_cells(bureau: Any) -> None:
    assert cells.refresh(bureau, TODAY) == 0
    assert cells.holding(bureau, *YEAR.days) == {}


def test_the_cells_of_one_bureau_are_no_other_bureaus(filled: Any) -> None:
    other = Bureau.objects.create(name="邻市局", short="邻市局", abbreviation="邻市监", region_code="370100")
    assert cells.holding(other, *YEAR.days) == {}
    assert read(other, YEAR).figure("CMP-01").value == 0
    cells.forget(filled)
    assert not Mark.objects.exists()
    assert not Cell.objects.exists()


def test_acts_of_another_bureau_leave_nothing_behind_here(filled: Any) -> None:
    other = Bureau.objects.create(name="邻市局", short="邻市局", abbreviation="邻市监", region_code="370100")
    elsewhere = Registers(other)
    elsewhere.serial = iter(range(9000, 9100))
    elsewhere.complaint()
    assert months_counted(filled, "CMP-01") == set(months_of_the_year())
    assert read(other, YEAR).figure("CMP-01").value == 1


def test_a_cell_of_another_bureau_or_calendar_is_not_read(filled: Any) -> None:
    other = Bureau.objects.create(name="邻市局", short="邻市局", abbreviation="邻市监", region_code="370100")
    mine = Cell.objects.get(bureau=filled, code="CMP-01", month=date(2022, 4, 1))
    fields = {"code": "CMP-01", "month": date(2022, 4, 1), "place": 1, "definition": mine.definition}
    Cell.objects.create(bureau=other, value=99, calendar=mine.calendar, **fields)
    assert cells.holding(filled, *YEAR.days)["CMP-01"][date(2022, 4, 1)].value == 2
    Cell.objects.filter(pk=mine.pk).update(calendar=mine.calendar + 1)
    assert date(2022, 4, 1) not in months_counted(filled, "CMP-01")


def test_an_act_in_a_child_leaves_the_months_of_its_root_behind(filled: Any, registers: Any) -> None:
    penalty = registers.penalty()
    registers.act(penalty.case, "gather", "handler", "officer:1")
    act(registers, penalty.case, date(2022, 5, 10))
    slip = registers.legal_review(penalty.case).case
    sequencing.sequence()
    cells.refresh(filled, TODAY)
    assert read(filled, YEAR).figure("PEN-11").value == 10000
    registers.act(slip, "agree", "counsel", "officer:1")
    assert MAY not in months_counted(filled, "PEN-11A")
    assert read(filled, YEAR).figure("PEN-11").value == 5000


def test_every_day_an_indicator_counts_on_has_an_index_that_begins_with_it() -> None:
    bare = set()
    for rows in (rows for rows in adding_up().values() if isinstance(rows, Rows)):
        field = compiling.field_at(rows.of, rows.on)
        begins = {tuple(index.fields)[:1] for index in field.model._meta.indexes}
        if (field.name,) not in begins and rows.on != "document__issued_at":
            bare.add((field.model.__name__, field.name))
    assert bare == set()


def test_the_days_an_act_states_are_found_wherever_they_stand() -> None:
    payload = {
        "a": "2022-03-01",
        "b": [{"c": "自2022-04-05起至2022-04-09止", "d": 20220501}],
        "e": "2022-13-40",
        "f": None,
    }
    assert list(behind.days_in(payload)) == [date(2022, 3, 1), date(2022, 4, 5), date(2022, 4, 9)]
