# SPDX-License-Identifier: MulanPSL-2.0
"""The sheet of errors *is* the sheet that came, with the rows that were not taken in and a column of reasons: mended, it is sent back.

Row by row: what waits to be packed lies beside the file itself, and memory holds a row.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import xlsxwriter

from fadu.intake.case_numbers import key_of
from fadu.intake.reading import opening, tables
from fadu.intake.reading.cells import text
from fadu.intake.reading.source import said_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from fadu.intake.mapping import Plan
    from fadu.intake.reading.tables import Chosen
    from fadu.intake.rejections import Rejected

#: rows under the header of a sheet: hardly more fit
SHEET_ROWS = 1_000_000
#: the longest name of a sheet, and what it may not hold
NAME, FORBIDDEN = 31, str.maketrans("", "", "[]:*?/\\")


def write(source: Path, plan: Plan, rejected: Sequence[Rejected], path: Path) -> None:
    """Write the rows of ``source`` that were not taken in, as they stand there, each with all its reasons; of a log, a list of them.

    What stands in them is what stands in the file that came, be it sealed here: only whoever writes it can read it.
    """
    path.touch(mode=0o600)
    path.chmod(0o600)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    book = xlsxwriter.Workbook(str(path), {**options, "tmpdir": str(path.parent)})
    if opening.is_log(source):
        _list(book, rejected)
    else:
        _Copied(book, plan).rows(source, rejected)
    if not book.worksheets():
        book.add_worksheet()
    book.close()


def _list(book: Any, rejected: Sequence[Rejected]) -> None:
    """The traces of a log that were not taken in: their place, the columns, every reason."""
    for number, start in enumerate(range(0, max(len(rejected), 1), SHEET_ROWS), start=1):
        sheet = book.add_worksheet("不能导入的行" if number == 1 else f"不能导入的行（{number}）")
        sheet.set_column(1, 1, 24)
        sheet.set_column(2, 2, 100)
        sheet.write_row(0, 0, ("行号", "列", tables.REASONS))
        for line, item in enumerate(islice(rejected, start, start + SHEET_ROWS), start=1):
            cells = item.as_json()
            sheet.write_number(line, 0, cells["row"])
            sheet.write_string(line, 1, cells["column"])
            sheet.write_string(line, 2, cells["reason"])


class _Copied:
    """The sheets of errors of one file."""

    def __init__(self, book: Any, plan: Plan) -> None:
        self._book, self._wanted, self._number = book, plan.columns(), plan.number.column
        self._sheet: Any = None
        self._of: Chosen | None = None
        self._line = 0
        self._names: set[str] = set()

    def rows(self, source: Path, rejected: Sequence[Rejected]) -> None:
        """Each row that was not taken in, with the rows that name further parties of its case."""
        for one, cells, reason in _wrong(source, self._wanted, self._number, rejected):
            if one is not self._of or self._line >= SHEET_ROWS:
                self._begin(one)
            self._line += 1
            for place, cell in enumerate(cells):
                if said := text(cell):
                    self._sheet.write_string(self._line, place, said)
            self._sheet.write_string(self._line, len(one.header.names), reason)

    def _begin(self, one: Chosen) -> None:
        self._of, self._line = one, 0
        self._sheet = self._book.add_worksheet(self._name(one.page.name))
        for place, title in enumerate(one.header.said):
            if title and title != tables.REASONS:
                self._sheet.write_string(0, place, title)
        self._sheet.write_string(0, len(one.header.names), tables.REASONS)
        self._sheet.set_column(len(one.header.names), len(one.header.names), 100)

    def _name(self, called: str) -> str:
        plain = called.translate(FORBIDDEN).strip("'") or "不能导入的行"
        name, again = plain[:NAME], 1
        while name.lower() in self._names:
            again += 1
            name = f"{plain[: NAME - 8]}（{again}）"
        self._names.add(name.lower())
        return name


def _wrong(
    source: Path, wanted: Sequence[str], number: str, rejected: Sequence[Rejected]
) -> Iterator[tuple[Chosen, Sequence[Any], str]]:
    """The rows that were not taken in: the sheet they stand in, their cells, and why not."""
    waiting = iter(rejected)
    item = next(waiting, None)
    case = ""
    for one, place, cells in tables.rows(source, wanted):
        said = key_of(text(_cell(one, cells, number)))
        titles = one.header.names
        beyond = "、".join(filter(None, map(text, cells[len(titles) :])))
        cells = ["" if name == tables.REASONS else cell for cell, name in zip(cells, titles, strict=False)]
        if item is not None and place == item.row:
            more = f"列名以外的内容：{beyond}" if beyond else ""
            yield one, cells, f"（{said_place(item.row)}）{item.as_json()['reason']}{more}"
            case, item = said, next(waiting, None)
        elif case and said == case:
            yield one, cells, "（与上一行是同一案件）"
        else:
            case = ""


def _cell(one: Chosen, cells: Sequence[Any], name: str) -> Any:
    place = one.header.names.index(name) if name in one.header.names else len(cells)
    return cells[place] if place < len(cells) else ""
