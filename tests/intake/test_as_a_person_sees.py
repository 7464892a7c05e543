# SPDX-License-Identifier: MulanPSL-2.0
"""A file is read as a person sees it: the visible sheet with the header, merged cells spread; what is left out is said."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from fadu.intake.reading import foreign, header, opening, tables
from fadu.intake.reading.cells import Hidden
from fadu.intake.reading.source import Account, Record
from fadu.kernel.errors import BadInputError

WANTED = ("案号", "当事人", "立案日期", "决定日期", "罚款")
ROWS = (
    ("清市监罚〔2022〕1号", "甲食品店", "2022-03-05", "2022-04-20", "5000"),
    ("清市监罚〔2022〕2号", "乙食品店", "2022-03-06", "2022-04-21", "6000"),
)
FILES = Path(__file__).parent / "files"
Fill = Callable[[Any], None]


def book(path: Path, fill: Fill, **options: Any) -> Path:
    made = xlsxwriter.Workbook(str(path / "a.xlsx"), options)
    fill(made)
    made.close()
    return path / "a.xlsx"


def ledger(sheet: Any, *, first: int = 0, left: int = 0, rows: Sequence[Sequence[Any]] = ROWS) -> None:
    """The header and rows, written from a place on."""
    for line, row in enumerate((WANTED, *rows)):
        sheet.write_row(first + line, left, row)


def read(path: Path, wanted: Sequence[str] = WANTED) -> tuple[list[Record], tuple[str, ...]]:
    account = Account()
    return list(tables.read(path, wanted, account)), account.notes


def said(records: Sequence[Record]) -> list[tuple[Any, ...]]:
    return [tuple(record.values[name] for name in WANTED) for record in records]


# -- which sheet -----------------------------------------------------------------------------------


def test_the_sheet_with_the_header_is_read_and_the_cover_is_named(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        made.add_worksheet("填表说明").write(0, 0, "一行一件")
        ledger(made.add_worksheet("台账"))

    records, notes = read(book(tmp_path, fill))

    assert said(records) == [*ROWS]
    assert notes == ("工作表“填表说明”没有读：没有列名“决定日期、当事人、案号”等。",)


def test_sheets_of_one_shape_are_all_read_and_each_row_knows_its_sheet(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for name, row in zip(("1月", "2月"), ROWS, strict=True):
            ledger(made.add_worksheet(name), rows=[row])

    records, notes = read(book(tmp_path, fill))

    assert said(records) == [*ROWS]
    assert [(record.sheet, record.row) for record in records] == [("1月", 2), ("2月", 2)]
    assert len({record.place for record in records}) == 2
    assert notes == ()


def test_a_hidden_sheet_is_not_read_and_named_and_hidden_rows_and_columns_are_read_and_named(
    tmp_path: Path,
) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet("台账")
        ledger(sheet)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(4, 4, None, None, {"hidden": True})
        hidden = made.add_worksheet("旧账")
        ledger(hidden)
        hidden.hide()

    records, notes = read(book(tmp_path, fill))

    assert said(records) == [*ROWS]
    assert notes == (
        "隐藏的工作表“旧账”没有读。要读入的，取消隐藏后重来。",
        "第3行在表中隐藏（共1行），已一并读入。",
        "E列“罚款”在表中隐藏，已一并读入。",
    )


def test_a_file_whose_sheets_are_all_hidden_or_empty_says_so(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        made.add_worksheet("空")
        hidden = made.add_worksheet("旧账")
        ledger(hidden)
        hidden.hide()

    with pytest.raises(BadInputError, match="都在隐藏的工作表（旧账）"):
        read(book(tmp_path, fill))


def test_a_table_that_names_nothing_of_what_is_asked_for_is_refused_even_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,姓名\n", encoding="utf-8")

    with pytest.raises(BadInputError, match="有列名“案号、当事人、立案日期”等的表格；实为“编号、姓名”"):
        read(path)


# -- which rows and columns ------------------------------------------------------------------------


def test_the_header_is_found_below_a_title_and_away_from_the_corner(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.merge_range(0, 2, 0, 6, "清河区市场监督管理局行政处罚台账（2022年）")
        ledger(sheet, first=3, left=2)

    records, notes = read(book(tmp_path, fill))

    assert said(records) == [*ROWS]
    assert [record.row for record in records] == [5, 6]
    assert notes == ()


def test_two_rows_of_headings_are_one_header(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        for place in (0, 1, 4):
            sheet.merge_range(0, place, 1, place, WANTED[place])
        sheet.merge_range(0, 2, 0, 3, "程序日期")
        sheet.write_row(1, 2, WANTED[2:4])
        for line, row in enumerate(ROWS, start=2):
            sheet.write_row(line, 0, row)

    records, notes = read(book(tmp_path, fill))

    assert said(records) == [*ROWS]
    assert [record.row for record in records] == [3, 4]
    assert notes == ()


def test_names_that_stand_twice_below_different_headings_are_told_apart() -> None:
    lines = [(1, ["案号", "立案", "", "结案", ""]), (2, ["", "日期", "文号", "日期", "文号"])]
    spread = [(1, ["案号", "立案", "立案", "结案", "结案"]), lines[1]]

    named = header.found(spread, ["案号", "立案日期", "结案日期"])

    assert named is not None
    assert (named.row, named.names) == (2, ("案号", "立案日期", "立案文号", "结案日期", "结案文号"))


def test_merged_cells_say_in_each_row_what_they_show(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        ledger(sheet)
        sheet.merge_range(1, 1, 2, 1, "甲食品店")
        sheet.merge_range(1, 2, 2, 2, "2022-03-05")

    records, _ = read(book(tmp_path, fill))

    assert [record.values["当事人"] for record in records] == ["甲食品店"] * 2
    assert [record.values["立案日期"] for record in records] == ["2022-03-05"] * 2


def test_a_heading_across_the_table_and_a_header_said_again_are_no_records_and_are_named(
    tmp_path: Path,
) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        ledger(sheet, rows=ROWS[:1])
        sheet.merge_range(2, 0, 2, 4, "二、食品类")
        sheet.write_row(3, 0, WANTED)
        sheet.write_row(4, 0, ROWS[1])

    records, notes = read(book(tmp_path, fill))

    assert said(records) == [*ROWS]
    assert notes == ("第3行是一整行合并的“二、食品类”，不作为一件读入。", "第4行重复了列名，不作为一件读入。")


def test_columns_that_are_not_read_are_named_titled_or_not(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        ledger(sheet)
        sheet.write(0, 5, "经办科室")
        sheet.write(2, 6, "旁注")

    _, notes = read(book(tmp_path, fill))

    assert notes == ("F列“经办科室”没有读：没有用到这一列名。", "G列没有列名，其中的内容没有读（如G3）。")


def test_a_name_is_found_whatever_blanks_brackets_and_unit_it_is_written_with(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "\u00a0案 号\u200b,当事人,立案日期,决定日期,罚款(万元)\n1号,甲,2022-03-05,2022-04-20,0.5\n",
        encoding="utf-8",
    )

    records, notes = read(path)

    assert said(records) == [("1号", "甲", "2022-03-05", "2022-04-20", "0.5")]
    assert records[0].units == {"罚款": 10_000}
    assert notes == ()


def test_a_name_that_stands_twice_is_refused_with_sheet_and_row(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet("台账")
        ledger(sheet)
        sheet.write(0, 5, "案号")

    with pytest.raises(BadInputError, match=r"工作表“台账”第 1 行：应为互不相同的列名；实为“案号”"):
        read(book(tmp_path, fill))


# -- cells that show no value ----------------------------------------------------------------------


def test_an_error_a_formula_never_worked_out_and_a_number_cut_off_are_told_by_cell(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        ledger(sheet)
        sheet.write_formula(1, 3, "=A1+1", None, "#VALUE!")
        sheet.write_formula(2, 4, "=1+1", None, "UNSET")
        sheet.write_number(2, 0, 202200000000123456)

    path = book(tmp_path, fill)
    with ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    sheet = (
        kept["xl/worksheets/sheet1.xml"].replace(b"<v>UNSET</v>", b"").replace(b' t="str"><f>1+1', b"><f>1+1")
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in (kept | {"xl/worksheets/sheet1.xml": sheet}).items():
            archive.writestr(name, content)

    records, _ = read(path)

    assert [record.faults for record in records] == [
        (("决定日期", "单元格D2显示错误 #VALUE!，不能读。请在表格软件中改正为它应有的内容。"),),
        (
            (
                "案号",
                "单元格A3是超过15位的数字，末几位已被表格软件舍去，不能读。请在表格软件中改正为它应有的内容。",
            ),
            ("罚款", "单元格E3是没有算出结果的公式，不能读。请在表格软件中改正为它应有的内容。"),
        ),
    ]


def test_a_sheet_of_an_old_macintosh_says_from_which_day_it_counts(tmp_path: Path) -> None:
    (first, *_), _ = read(book(tmp_path, lambda made: ledger(made.add_worksheet()), date_1904=True))

    assert first.epoch == date(1904, 1, 1)


# -- texts -----------------------------------------------------------------------------------------


def as_text(between: str = ",", start: str = "") -> str:
    return start + "\r\n".join(between.join(row) for row in (WANTED, *ROWS))


@pytest.mark.parametrize(
    "content",
    [
        as_text().encode(),
        codecs.BOM_UTF8 + as_text().encode(),
        as_text().encode("gb18030"),
        as_text().encode("utf-16"),
        codecs.BOM_UTF16_BE + as_text().encode("utf-16-be"),
        as_text().encode("utf-16-le"),
        as_text().encode("utf-16-be"),
        as_text().replace("\r\n", "\r").encode(),
        as_text(";").encode(),
        as_text("\t").encode("gb18030"),
        as_text("|", "sep=|\r\n").encode(),
        as_text(start="清河局行政处罚台账,,,,\r\n").encode(),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.txt", "named.xls"])
def test_a_text_is_read_whatever_it_is_written_in_and_whatever_stands_between(
    tmp_path: Path, content: bytes, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    records, notes = read(path)

    assert said(records) == [*ROWS]
    assert notes == ()


@pytest.mark.parametrize("content", [as_text().encode("utf-16")[:-1], b"\x81\xff\xff" * 50])
def test_a_text_in_no_known_encoding_is_told_how_to_become_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    with pytest.raises(BadInputError, match="UTF-8、UTF-16 或 GB 18030"):
        read(path)


# -- other programs --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ledger.xls", "ledger.et", "renamed.xlsx"])
def test_a_workbook_of_before_2007_is_read_by_what_it_holds(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((FILES / "ledger.xls").read_bytes())

    records, _ = read(path)

    assert [record.values["案号"] for record in records] == ["清市监处罚〔2022〕1号", "清市监处罚〔2022〕2号"]
    assert [record.row for record in records] == [2, 3]


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="台账">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def open_document(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in row
        )
        + "</table:table-row>"
        for row in rows
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows=cells))
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
    return path


def test_an_open_document_is_read_and_what_says_it_is_one_and_is_not_is_refused(tmp_path: Path) -> None:
    path = open_document(tmp_path / "a.ods", (("台账",), WANTED, *ROWS))

    assert said(read(path)[0]) == [*ROWS]
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(BadInputError, match=r"\.ods"):
        read(path)


def page(*rows: str) -> str:
    return f"<html><head><meta charset=gbk></head><body><table>{''.join(rows)}</table></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_that_a_platform_calls_a_workbook_is_read_with_its_spread_cells(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "导出.xls"
    rows = (
        "<tr><td colspan=5>行政处罚台账</td></tr>",
        f"<tr>{''.join(f'<th>{name}</th>' for name in WANTED)}</tr>",
        "<tr><td>1号</td><td rowspan=2>甲食品店</td><td>2022-03-05</td><td>2022-04-20</td><td>5000</td></tr>",
        "<tr><td>2号</td><td>2022-03-06</td><td>2022-04-21</td><td>6000</td></tr>",
    )
    path.write_bytes(page(*rows).encode(encoding))

    records, _ = read(path)

    assert said(records) == [
        ("1号", "甲食品店", "2022-03-05", "2022-04-20", "5000"),
        ("2号", "甲食品店", "2022-03-06", "2022-04-21", "6000"),
    ]
    assert [record.row for record in records] == [3, 4]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "没有密码的工作簿"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "能打开的工作簿"),
        (b"%PDF-1.7 ...", "（PDF）"),
        (b"\x89PNG\r\n", "（图片）"),
        (b"<html><body>no table</body></html>", "含有表格的网页"),
        (b"PK\x03\x04 cut off", "能打开的 Excel 工作簿"),
    ],
)
def test_what_is_no_table_or_has_a_password_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    with pytest.raises(BadInputError, match=words) as refused:
        read(path)
    assert "请" in refused.value.message


def test_a_document_of_text_is_no_workbook(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    with pytest.raises(BadInputError, match="（文稿）"):
        read(tmp_path / "a.docx")


@pytest.mark.parametrize("module", [foreign, opening])
def test_a_file_beyond_the_bound_is_refused(
    tmp_path: Path, module: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "MOST", 10)
    monkeypatch.setattr(opening, "MAX_WORKBOOK", 10)
    path = tmp_path / "a.xls"
    if module is foreign:
        path.write_bytes((FILES / "ledger.xls").read_bytes())
    else:
        path = book(tmp_path, lambda made: ledger(made.add_worksheet()))

    with pytest.raises(BadInputError, match="不超过"):
        read(path)


def test_an_open_document_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "UNPACKED", 500)

    with pytest.raises(BadInputError, match="解压后不超过"):
        read(open_document(tmp_path / "a.ods", (WANTED, *ROWS)))


def test_an_account_keeps_a_bounded_number_of_sentences() -> None:
    account, hidden = Account(), Hidden()
    for n in range(Account.MOST + 3):
        account.note(f"第{n}处")
        account.note(f"第{n}处")
        hidden.row(n)

    assert len(account.notes) == Account.MOST + 1
    assert account.notes[-1] == "另有6处同样的情况。"
    assert (len(hidden.rows), hidden.count) == (Hidden.KEPT, Account.MOST + 3)
