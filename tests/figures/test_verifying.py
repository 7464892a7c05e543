# SPDX-License-Identifier: MulanPSL-2.0
"""`verify` names a cell that was changed past the count, and none that is merely behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fadu.figures import cells
from fadu.figures.models import Cell, Mark
from fadu.ledger import sequencing, verification

TODAY = date(2023, 3, 1)
APRIL = date(2022, 4, 1)


@pytest.fixture
def filled(bureau: Any, registers: Any, fill: Callable[..., Any]) -> Any:
    fill()
    sequencing.sequence()
    cells.refresh(bureau, TODAY)
    return bureau


def named() -> list[tuple[str, str, str]]:
    """What the checks over figures name: table, row, column."""
    return [(p.table, p.row, p.column) for p in verification.checked("figure_marks", "figure_cells")]


def april(code: str = "CMP-01") -> Any:
    return Cell.objects.filter(code=code, month=APRIL)


@pytest.mark.usefixtures("filled")
def test_cells_as_they_were_counted_agree() -> None:
    assert named() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", 6),
        ("latest", None),
        ("calendar", 9),
        ("definition", "sha256:0"),
        ("latest", date(2022, 4, 9)),
    ],
)
@pytest.mark.usefixtures("filled")
def test_a_changed_cell_is_named_with_its_column(column: str, value: Any) -> None:
    assert april().update(**{column: value}) == 1
    assert named() == [("figures_cell", str(april().get().pk), column)]


@pytest.mark.usefixtures("filled")
def test_a_finding_says_what_is_stored_and_what_counts() -> None:
    april().update(value=6)
    (problem,) = verification.checked("figure_cells")
    assert problem.as_json()["message"] == (
        "数据单元 清河市场监管局 CMP-01 2022-04-01：存为6，由登记重数为2。"
    )


@pytest.mark.usefixtures("filled")
def test_a_cell_that_is_gone_is_named() -> None:
    april().delete()
    assert named() == [("figures_cell", "清河市场监管局 CMP-01 2022-04-01", "")]


@pytest.mark.parametrize("change", [{"code": "CMP-XX"}, {"month": date(2022, 4, 2)}])
@pytest.mark.usefixtures("filled")
def test_a_cell_that_nothing_counts_is_named(change: dict[str, Any]) -> None:
    cell = april().get()
    Cell.objects.create(
        **{
            "bureau_id": cell.bureau_id,
            "code": cell.code,
            "month": cell.month,
            "value": 5,
            "place": cell.place,
            "calendar": cell.calendar,
            "definition": cell.definition,
            **change,
        }
    )
    assert named() == [("figures_cell", str(Cell.objects.latest("pk").pk), "")]


@pytest.mark.usefixtures("filled")
def test_a_cell_that_is_behind_is_no_finding_whatever_it_says(registers: Any) -> None:
    registers.complaint()
    assert named() == []
    april().update(value=6)
    assert named() == []


@pytest.mark.usefixtures("filled")
def test_cells_by_an_older_calendar_or_definition_are_no_finding() -> None:
    Mark.objects.update(calendar=7)
    Cell.objects.update(calendar=7, value=9)
    assert named() == []
    Mark.objects.update(definitions="sha256:0")
    Cell.objects.update(definition="sha256:0")
    assert named() == []


def test_cells_thrown_away_are_no_finding(filled: Any) -> None:
    cells.forget_all()
    assert named() == []
    cells.forget(filled)
    assert named() == []


@pytest.mark.parametrize(("column", "value"), [("place", 10**9), ("first", date(2021, 1, 1))])
@pytest.mark.usefixtures("filled")
def test_a_changed_mark_is_named_with_its_column(column: str, value: Any) -> None:
    Mark.objects.update(**{column: value})
    (mark,) = [row for row in named() if row[0] == "figures_mark"]
    assert mark[2] == column


@pytest.mark.usefixtures("filled")
def test_of_a_night_only_the_years_are_compared_whose_turn_it_is() -> None:
    Cell.objects.filter(code="CMP-01").update(value=9)
    years = []
    for share in range(verification.NIGHTS):
        part = verification.Part(share=share)
        problems = verification.checked("figure_cells", part=part)
        rows = Cell.objects.filter(
            pk__in=[int(problem.row) for problem in problems if problem.column == "value"]
        )
        years += sorted({month.year for month in rows.values_list("month", flat=True)})
    assert sorted(years) == [2022, 2023]


def test_counting_anew_takes_away_the_cells_of_indicators_that_are_no_more(filled: Any) -> None:
    april().update(code="CMP-XX")
    Mark.objects.update(definitions="sha256:0")
    cells.refresh(filled, TODAY)
    assert named() == []
    april().update(code="CMP-XX")
    cells.forget_all()
    cells.refresh(filled, TODAY)
    assert named() == []
