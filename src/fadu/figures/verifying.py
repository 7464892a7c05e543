# SPDX-License-Identifier: MulanPSL-2.0
"""What holds cells and their marks, and what `verify` compares: under a mark that is of now stand just the cells it names.

A cell that holds is compared with a plain recount, year by year. One that is behind is no finding: nobody reads it, and the
worker counts it anew.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.figures import cells, comparing
from fadu.figures.models import Cell, Comparison, Mark
from fadu.figures.period import months_in
from fadu.ledger.holding import hold
from fadu.ledger.problems import Check, Problem, offer
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.figures.cells import Basis
    from fadu.ledger.problems import Takes
    from fadu.people.models import Bureau

_CELLS, _MARKS = Cell._meta.db_table, Mark._meta.db_table


def classify() -> None:
    """Say what holds the columns of cells, of marks, and of what is kept of the nightly comparison."""
    hold(
        Cell,
        derived=("bureau_id", "code", "month", "value", "latest", "calendar", "definition"),
        free={"id": "行号，无处引用", "place": "只记数到哪一项，读数时看的是单元依据的位置"},
    )
    again = "与现时的不同，即全部重数"
    hold(
        Mark,
        derived=("bureau_id", "place", "first", "last"),
        free={"calendar": again, "definitions": again},
        may_go="没有依据的单元不用，由登记重数",
    )
    hold(Comparison, free="只定夜间轮到哪一年")


def register_checks() -> None:
    """Let `verify` compare marks and cells."""
    offer(Check(name="figure_marks", title="数据单元的依据", model=Mark, whole=lambda _: _marks()))
    offer(Check(name="figure_cells", title="数据单元", model=Cell, whole=_cells))


# -- marks -----------------------------------------------------------------------------------------


def _marks() -> Iterator[Problem]:
    bureaus = {bureau.pk: bureau for bureau in people.bureaus()}
    for mark in Mark.objects.order_by("pk"):
        bureau = bureaus.get(mark.bureau_id)
        if bureau is None:
            yield _of_mark(mark, "bureau_id", f"没有编号为{mark.bureau_id}的机关")
            continue
        rests = cells.Basis(bureau)
        if mark.place > rests.place:
            yield _of_mark(mark, "place", f"记为已数到第{mark.place}项，账本只有{rests.place}项")
        months = Cell.objects.filter(bureau=bureau).order_by("month").values_list("month", flat=True)
        for column, stated, stored in (
            ("first", mark.first, months.first()),
            ("last", mark.last, months.last()),
        ):
            if stated != stored:
                yield _of_mark(mark, column, f"记为{stated}，单元是{stored or '没有的'}")


def _of_mark(mark: Mark, column: str, message: str) -> Problem:
    return Problem(
        code="row_changed",
        where=f"数据单元的依据 {mark.bureau_id}",
        message=f"{message}。",
        table=_MARKS,
        row=str(mark.pk),
        column=column,
    )


# -- cells -----------------------------------------------------------------------------------------


def _cells(takes: Takes) -> Iterator[Problem]:
    """What the cells of each year say that is taken: of a night, of the years whose turn it is."""
    marks = {mark.bureau_id: mark for mark in Mark.objects.all()}
    for bureau in people.bureaus():
        mark = marks.get(bureau.pk)
        if mark is None:
            continue
        rests = cells.Basis(bureau)
        stored = Cell.objects.filter(bureau=bureau).order_by().values_list("month", flat=True)
        years = {month.year for month in [*stored.distinct(), mark.first, mark.last]}
        for year in sorted(years):
            if takes(f"figures:{bureau.pk}:{year}"):
                if rests.is_that_of(mark):
                    yield from _ill_placed(bureau, mark, rests, year)
                yield from _miscounted(bureau, year)


def _ill_placed(bureau: Bureau, mark: Mark, rests: Basis, year: int) -> Iterator[Problem]:
    """Cells that are not there, that nothing counts, or that were counted by something else than their mark says."""
    months = [month for month in months_in(mark.first, mark.last) if month.year == year]
    lacking = {(code, month) for code in rests.definitions for month in months}
    for cell in Cell.objects.filter(bureau=bureau, month__year=year).order_by("pk"):
        if (cell.code, cell.month) not in lacking:
            yield _of_cell(bureau, cell.code, cell.month, "没有哪次计数会存下这一单元", row=cell.pk)
            continue
        lacking.remove((cell.code, cell.month))
        if cell.definition != rests.definitions[cell.code]:
            yield _of_cell(bureau, cell.code, cell.month, "不是按现行定义数的", "definition", cell.pk)
        if cell.calendar != rests.calendar:
            yield _of_cell(bureau, cell.code, cell.month, "不是按现行日历数的", "calendar", cell.pk)
    for code, month in sorted(lacking):
        yield _of_cell(bureau, code, month, "已经数过，单元却不在")


def _miscounted(bureau: Bureau, year: int) -> Iterator[Problem]:
    differences = comparing.differing(bureau, year)
    keys = dict[tuple[str, date], int]()
    if differences:
        stored = Cell.objects.filter(bureau=bureau, month__year=year)
        keys = {(code, month): pk for pk, code, month in stored.values_list("pk", "code", "month")}
    for wrong in differences:
        key = keys[wrong.code, wrong.month]
        for column in ("value", "latest"):
            said, counted = getattr(wrong.stored, column), getattr(wrong.counted, column)
            if said != counted:
                message = f"存为{_words(said)}，由登记重数为{_words(counted)}"
                yield _of_cell(bureau, wrong.code, wrong.month, message, column, key)


def _words(value: object) -> str:
    return "空" if value is None else str(value)


def _of_cell(
    bureau: Bureau, code: str, month: date, message: str, column: str = "", row: int | None = None
) -> Problem:
    finding = "row_changed" if column else "row_unrecorded" if row else "row_missing"
    where = f"{bureau.name} {code} {month}"
    return Problem(
        code=finding,
        where=f"数据单元 {where}",
        message=f"{message}。",
        table=_CELLS,
        row=str(row or where),
        column=column,
    )
