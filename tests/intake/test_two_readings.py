# SPDX-License-Identifier: MulanPSL-2.0
"""A file is read twice, to try every row and to write the good ones: memory holds a batch, and what is written is what was tried."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter
from python_calamine import load_workbook

from fadu.assembly import entry
from fadu.cases.models import Case
from fadu.cli import import_
from fadu.intake import error_sheet, mapping, taking_in
from fadu.intake.histories import History, Reason
from fadu.intake.reading import delimited, header, tables
from fadu.intake.rejections import HeldBack, Rejected, Rejections
from fadu.intake.taking_in import BATCH, FileChangedError, Outcome
from fadu.kernel.errors import BadInputError
from fadu.ledger.models import EntryParts, LedgerEntry

Row = Callable[..., list[str]]


@pytest.fixture
def file(sheet: Any, row: Row) -> Path:
    """Three batches of good rows."""
    path: Path = sheet([row(n) for n in range(1, 3 * BATCH + 1)])
    return path


def changed(path: Path, old: str, new: str) -> None:
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))


def rejected(count: int) -> Iterator[Rejected]:
    for row in range(2, count + 2):
        yield Rejected(row=row, reasons=(Reason(column="案号", message=f"第{row}行重复"),))


def histories_alive() -> int:
    return sum(type(thing) is History for thing in gc.get_objects())  # isinstance would wake what is lazy


# -- what memory holds ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_more_histories_than_those_of_a_batch_are_held_while_a_file_is_tried_and_written(
    take: Any, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    against, before = taking_in.against, histories_alive()
    held: list[int] = []

    def counting(*given: Any) -> Any:
        held.append(histories_alive() - before)
        return against(*given)

    monkeypatch.setattr(taking_in, "against", counting)

    take(file, progress=lambda *_: held.append(histories_alive() - before))

    assert len(held) == 6
    assert max(held) <= 2 * BATCH


def test_a_text_is_read_as_it_comes(sheet: Any, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sheet([row(n) for n in range(1, 5001)])
    read = 0
    decoded = delimited._Lines.__next__

    def counting(lines: Any) -> str:
        nonlocal read
        read += 1
        return decoded(lines)

    monkeypatch.setattr(delimited._Lines, "__next__", counting)

    first = list(islice(tables.read(path), 10))

    assert [record.place for record in first] == list(range(2, 12))
    looked = len(delimited.DELIMITERS) + 1  # for what stands between cells, and for the header
    assert read <= 11 + looked * header.LOOKED_AT


def test_a_row_whose_quotes_go_on_line_after_line_is_no_endless_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "MAX_ROW", 1000)
    path = tmp_path / "a.csv"
    path.write_text("案号\n" + '"一\n二",' * 500, encoding="utf-8")

    with pytest.raises(BadInputError, match="导入文件第"):
        list(tables.read(path))


def test_rejected_rows_are_kept_packed_and_come_back_as_they_were() -> None:
    kept = Rejections(rejected(1000))

    assert list(kept) == list(rejected(1000))
    assert (kept[0].row, kept[700].row, kept[-1].row) == (2, 702, 1001)
    assert [one.row for one in kept[:3]] == [2, 3, 4]
    assert (kept.names(2), kept.names(1001), kept.names(1), kept.names(1002)) == (True, True, False, False)


def test_rows_that_could_not_be_written_take_their_place_among_the_rejected() -> None:
    def some(*rows: int) -> Rejections:
        return Rejections(Rejected(row=row, reasons=()) for row in rows)

    assert [one.row for one in some(2, 9).with_those(some(3, 12))] == [2, 3, 9, 12]


def test_a_summary_names_every_row_in_the_order_of_the_file() -> None:
    outcome = Outcome(read=4, rejected=Rejections(rejected(1)))
    held = HeldBack([1, 3, 4], Reason(column="（整行）", message="本行没有问题"))

    summary = json.loads("".join(import_._summary(outcome, held, ())))

    assert [row["row"] for row in summary["rejected"]] == [1, 2, 3, 4]
    assert (summary["read"], summary["imported"], summary["findings"]) == (4, 0, [])


def test_cases_that_could_not_be_judged_are_counted_once_each() -> None:
    findings = [(7, "certain"), (7, "not_judged"), (7, "not_judged"), (8, "not_judged")]

    words = import_._findings_words(SimpleNamespace(case=c, severity=s) for c, s in findings)  # type: ignore[misc]

    assert words.startswith("核对所见1项（提示、待核）；2件有未能评判之处")


def test_a_sheet_of_rejected_rows_goes_on_in_a_further_sheet_where_one_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: Any, row: Row, mapping_file: Path
) -> None:
    monkeypatch.setattr(error_sheet, "SHEET_ROWS", 3)
    source, made = sheet([row(n) for n in range(1, 10)]), tmp_path / "made" / "errors.xlsx"
    made.parent.mkdir()

    error_sheet.write(source, mapping.load(mapping_file), Rejections(rejected(7)), made)

    book = load_workbook(str(made))
    rows = [book.get_sheet_by_index(n).to_python() for n in range(3)]
    assert [[line[-1][:5] for line in lines[1:]] for lines in rows] == [
        ["（第2行）", "（第3行）", "（第4行）"],
        ["（第5行）", "（第6行）", "（第7行）"],
        ["（第8行）"],
    ]
    assert list(made.parent.iterdir()) == [made]


# -- what is written is what was tried ----------------------------------------------------------------


@pytest.mark.django_db
def test_a_file_changed_after_its_trial_is_refused_before_anything_is_written(
    take: Any, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = taking_in._tried

    def meanwhile(*given: Any) -> Any:
        trial = tried(*given)
        changed(file, "清河第250商行", "清江第250商行")
        return trial

    monkeypatch.setattr(taking_in, "_tried", meanwhile)
    before = LedgerEntry.objects.count()

    with pytest.raises(FileChangedError, match="核对之后被改动"):
        take(file)
    assert (Case.objects.count(), LedgerEntry.objects.count()) == (0, before)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("清河第250商行", "清江第250商行"),  # another party
        (
            "清市监罚〔2022〕250号,",
            "\n清市监罚〔2022〕250号,",
        ),  # an empty line, and every row after it one further down
        (
            "清市监罚〔2022〕300号,清河第300商行,,2022-03-01,2022-03-10,2022-05-10,5000\r\n",
            "",
        ),  # the last is gone
    ],
)
def test_a_file_changed_while_it_is_written_ends_before_the_batch_that_says_something_else(
    take: Any, file: Path, old: str, new: str
) -> None:
    with pytest.raises(FileChangedError):
        take(file, progress=lambda done, total: changed(file, old, new))

    assert Case.objects.count() == 2 * BATCH
    assert "导入200件" in EntryParts.objects.filter(kind="import").latest("entry_id").main


@pytest.mark.django_db
def test_after_such_a_change_the_file_comes_in_whole(take: Any, file: Path) -> None:
    with pytest.raises(FileChangedError):
        take(file, progress=lambda *_: changed(file, "清河第250商行", "清江第250商行"))

    again = take(file)

    assert (again.read, again.imported, again.unchanged) == (300, 100, 200)


# -- where rows stand -----------------------------------------------------------------------------------


def test_rows_are_numbered_as_the_workbook_shows_them_wherever_the_table_begins(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet()
    for line, cells in ((3, ["案号", "日期"]), (4, ["甲", "2022-03-01"]), (6, ["乙", "2022-03-02"])):
        page.write_row(line - 1, 1, cells)
    book.close()

    records = list(tables.read(tmp_path / "a.xlsx"))

    assert [(record.place, record.values["案号"]) for record in records] == [(4, "甲"), (6, "乙")]


@pytest.mark.django_db
def test_the_command_says_that_the_file_changed_and_ends_with_2(
    bureau: Any, mapping_file: Path, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def changing(bar: Any, count: int, total: int) -> None:
        changed(file, "清河第250商行", "清江第250商行")

    monkeypatch.setattr(import_._Bar, "__call__", changing)

    ended = entry.main(["import", "penalty", str(file), "--mapping", str(mapping_file)])

    assert ended == 2
    assert "文件在核对之后被改动" in capsys.readouterr().err
    assert Case.objects.count() == 2 * BATCH
