# SPDX-License-Identifier: MulanPSL-2.0
"""A list as a workbook: what stands on the page, row by row, in a file that any spreadsheet program opens.

Nothing in it is taken for a formula or a link, days are days and amounts are amounts; the first row stays in sight. A last sheet
says what the list is, how it was narrowed, of which moment, who took it out, and whether it was cut.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Literal

import xlsxwriter

from fadu.kernel.clock import LEGAL_TIME

if TYPE_CHECKING:
    from typing import Any

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: rows of one sheet; who needs more narrows the list
MOST = 20_000
#: characters a cell can hold (ECMA-376 leaves it open, programs do not)
CELL = 32_767
_BARRED = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))

Kind = Literal["text", "day", "moment", "money", "number"]
Value = str | int | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its title, what its cells hold (money in fen), and how wide it is in characters."""

    title: str
    kind: Kind = "text"
    width: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One sheet: its title, columns, and rows, which may be worked out while they are written."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What is taken out: the title of the list, its sheets, how it is narrowed in words; and how much of that may be entered.

    What somebody typed (a name, a telephone) stands in his own file and in no record: ``entered`` leaves it out.
    """

    title: str
    parts: Sequence[Part]
    narrowed: str = ""
    entered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A workbook as it is sent; how many rows it holds, and which parts were cut."""

    data: bytes
    rows: int
    cut: tuple[str, ...]


def write(parts: Sequence[Part], about: Sequence[tuple[str, str]], most: int = MOST) -> Written:
    """Write the parts, and a sheet that says what they are (``about``: title and words); of the rows memory holds one, of the packed file
    the whole.
    """
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, {**options, "constant_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#f4e9e4", "bottom": 1})
    formats = {
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
    }
    rows, cut = 0, []
    for part in parts:
        sheet = book.add_worksheet(part.title.translate(_BARRED)[:31])
        written, is_cut = _part(sheet, part, head, formats, most)
        rows += written
        cut += [part.title] if is_cut else []
    _about(book.add_worksheet("说明"), [*about, *_extent(rows, cut, most)], head)
    book.close()
    return Written(data=file.getvalue(), rows=rows, cut=tuple(cut))


def _part(
    sheet: Worksheet, part: Part, head: Format, formats: dict[str, Format], most: int
) -> tuple[int, bool]:
    for place, column in enumerate(part.columns):
        sheet.set_column(place, place, column.width)
    for place, column in enumerate(part.columns):
        sheet.write_string(0, place, column.title, head)
    rows, line = iter(part.rows), 0
    for line, row in enumerate(islice(rows, most), start=1):
        for place, (column, value) in enumerate(zip(part.columns, row, strict=True)):
            _cell(sheet, line, place, column, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(line, 1), max(len(part.columns) - 1, 0))
    return line, next(rows, None) is not None


def _cell(
    sheet: Worksheet, line: int, place: int, column: Column, value: Any, formats: dict[str, Format]
) -> None:
    """One cell, as what it is; a text is a text, whatever sign it begins with."""
    if value is None or value == "":
        return
    if column.kind == "money" and isinstance(value, int):
        sheet.write_number(line, place, value / 100, formats["money"])
    elif column.kind == "number" and isinstance(value, int):
        sheet.write_number(line, place, value)
    elif column.kind == "moment" and isinstance(value, datetime):
        at = value.astimezone(LEGAL_TIME) if value.tzinfo else value
        sheet.write_datetime(line, place, at.replace(tzinfo=None), formats["moment"])
    elif column.kind == "day" and isinstance(value, date):
        day = value.astimezone(LEGAL_TIME).date() if isinstance(value, datetime) else value
        sheet.write_datetime(line, place, day, formats["day"])
    else:
        sheet.write_string(line, place, str(value)[:CELL])


def _extent(rows: int, cut: Sequence[str], most: int) -> list[tuple[str, str]]:
    lines = [("行数", f"{rows}")]
    if cut:
        lines.append(
            (
                "没有列全",
                f"“{'”、“'.join(cut)}”超过{most}行，只列出前{most}行。请选定事项、日期等条件，分几次导出。",
            )
        )
    return lines


def _about(sheet: Worksheet, lines: Sequence[tuple[str, str]], head: Format) -> None:
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 100)
    for line, (title, words) in enumerate(lines):
        sheet.write_string(line, 0, title, head)
        sheet.write_string(line, 1, words[:CELL])
