# SPDX-License-Identifier: MulanPSL-2.0
"""A workbook is read row by row and says what another reader, which lays it out whole, says it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from python_calamine import load_workbook

from fadu.intake.reading import tables, worksheets
from fadu.intake.reading.bounded import Bounded
from fadu.intake.reading.tables import text
from fadu.kernel.errors import BadInputError

#: formats as people choose them, and those that a program knows by number
FORMATS: list[str | int] = [
    *("yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "h:mm", "[h]:mm:ss", "0.00", "yyyy/m/d h:mm", "[$-804]yyyy-mm-dd"),
    *("General", "@", "mmm-yy", '"day"0', "mm:ss.0", "\\d0", "[Red]0", '#,##0.00_);[Red]\\-"元"#,##0'),
    *(14, 22, 27, 31, 45, 46, 47, 49, 57, 58),
]
NUMBERS = (44621, 44621.4375, 0.5, 5000, 236482.95, 123456.0, 44621.999999)
Fill = Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]


def workbook(path: Path, fill: Fill, **options: bool) -> Path:
    book = xlsxwriter.Workbook(str(path / "a.xlsx"), options)
    fill(book, book.add_worksheet())
    book.add_worksheet().write(0, 0, "另一张表")
    book.close()
    return path / "a.xlsx"


def formatted(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """Every number in every format."""
    for line, code in enumerate(FORMATS):
        style = book.add_format({"num_format": code})
        for place, number in enumerate(NUMBERS):
            sheet.write_number(line, place, number, style)


def mixed(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """Texts plain and set in parts, truth, formulas, errors, holes, and an empty row."""
    sheet.write_row(0, 0, ["案号", "当事人", "", "备注"])
    sheet.write_rich_string(1, 0, "清", book.add_format({"bold": True}), "市监", "罚")
    sheet.write_string(1, 3, "甲\r\n乙_x000D_丙  ")
    sheet.write_boolean(3, 0, True)
    sheet.write_formula(3, 1, "=1/0", None, "#DIV/0!")
    sheet.write_formula(3, 2, "=A1", None, "公式")
    sheet.write_formula(3, 3, "=1+1", None, 2)
    sheet.write_blank(4, 2, None, book.add_format({"bold": True}))


def lines(path: Path) -> list[tuple[int, list[Any]]]:
    """The rows of the first sheet."""
    with worksheets.opened(path) as sheets:
        return list(sheets[0].lines())


def said(rows: Iterable[tuple[int, Sequence[Any]]]) -> dict[int, list[str]]:
    """What each row says, up to its last cell that says anything; empty rows say nothing."""
    by_number = {}
    for number, cells in rows:
        texts = [text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            by_number[number] = texts
    return by_number


@pytest.mark.parametrize("fill", [formatted, mixed])
@pytest.mark.parametrize("options", [{}, {"date_1904": True}, {"constant_memory": True}])
def test_each_cell_says_what_it_says_to_another_reader(
    tmp_path: Path, fill: Fill, options: dict[str, bool]
) -> None:
    path = workbook(tmp_path, fill, **options)

    laid_out = load_workbook(str(path)).get_sheet_by_index(0).iter_rows()

    assert said(lines(path)) == said(enumerate(laid_out, start=1))


def test_a_number_below_nothing_is_no_day_whatever_its_format(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_number(0, 0, -3, book.add_format({"num_format": 14}))

    assert lines(workbook(tmp_path, fill)) == [(1, [-3.0])]


def test_a_long_number_keeps_its_digits(tmp_path: Path) -> None:
    path = workbook(tmp_path, lambda _, sheet: sheet.write_number(0, 0, 1))
    sheet = (
        b'<worksheet xmlns="x"><sheetData><row><c><v>110105194912310026</v></c></row></sheetData></worksheet>'
    )
    replace(path, "xl/worksheets/sheet1.xml", sheet)

    assert [text(cell) for _, cells in lines(path) for cell in cells] == ["110105194912310026"]


def replace(path: Path, part: str, content: bytes) -> None:
    with ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in (kept | {part: content}).items():
            archive.writestr(name, data)


def test_rows_and_cells_that_do_not_say_where_they_stand_follow_each_other(tmp_path: Path) -> None:
    path = workbook(tmp_path, mixed)
    row = b'<row><c t="inlineStr"><is><t>A</t></is></c><c><v>2</v></c></row>'
    replace(
        path,
        "xl/worksheets/sheet1.xml",
        b'<worksheet xmlns="x"><sheetData>%s%s</sheetData></worksheet>' % (row, row),
    )

    assert lines(path) == [(1, ["A", 2]), (2, ["A", 2])]


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="3"><c/></row><row r="2"><c/></row>',
        b'<row r="1"><c r="C1"/><c r="A1"/></row>',
        b'<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        b'<row r="1"><c t="s"><v>99</v></c></row>',
        b'<row r="1"><c><v>1,5</v></c></row>',
        b'<row r="one"/>',
        b'<row r="1">',
    ],
)
def test_a_sheet_that_contradicts_itself_is_told_to_be_no_workbook(tmp_path: Path, rows: bytes) -> None:
    path = workbook(tmp_path, mixed)
    replace(
        path, "xl/worksheets/sheet1.xml", b'<worksheet xmlns="x"><sheetData>%s</sheetData></worksheet>' % rows
    )

    with pytest.raises(BadInputError, match=r"另存为 \.xlsx"):
        lines(path)


def test_a_part_that_is_missing_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path, mixed)
    replace(path, "xl/workbook.xml", b'<workbook xmlns="x"><sheets/></workbook>')

    with pytest.raises(BadInputError, match=r"另存为 \.xlsx"):
        lines(path)


def long(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    for line in range(20_000):
        sheet.write_row(line, 0, ["检查", "2022-03-01", line])


def test_the_first_row_is_there_before_the_sheet_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, unpacked = workbook(tmp_path, long), 0
    read = Bounded.read

    def counting(file: Bounded, size: int = -1) -> bytes:
        nonlocal unpacked
        chunk = read(file, size)
        unpacked += len(chunk)
        return chunk

    monkeypatch.setattr(Bounded, "read", counting)

    with worksheets.opened(path) as (sheet, *_):
        assert not sheet.is_banner(
            1, range(3)
        )  # merged cells stand behind the rows, and are looked for first
        unpacked = 0
        assert next(sheet.lines()) == (1, ["检查", "2022-03-01", 0])
    with ZipFile(path) as archive:
        assert unpacked < archive.getinfo("xl/worksheets/sheet1.xml").file_size / 10


def test_a_row_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, lambda _, sheet: sheet.write_row(0, 0, range(16_000)))
    monkeypatch.setattr(worksheets, "MAX_PIECE", 100_000)

    with pytest.raises(BadInputError, match="每行不超过"):
        lines(path)


def test_texts_that_would_fill_the_memory_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path, lambda _, sheet: sheet.write_row(0, 0, ["甲" * 100, "乙" * 100]))
    monkeypatch.setattr(worksheets, "MAX_SHARED", 500)

    with pytest.raises(BadInputError, match="所有文字不超过"):
        lines(path)


def test_words_in_a_column_without_a_title_do_not_make_a_row_slip(tmp_path: Path) -> None:
    def beside(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 0, ["案号", "日期"])
        sheet.write_row(1, 0, ["1号", "2022-03-01", "旁注"])

    (record,) = tables.read(workbook(tmp_path, beside))

    assert (record.place, record.values, record.faults) == (2, {"案号": "1号", "日期": "2022-03-01"}, ())
