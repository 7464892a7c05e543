# SPDX-License-Identifier: MulanPSL-2.0
"""Files that would exhaust the machine or deceive the reader are refused before any memory is spent."""

from __future__ import annotations

import gzip
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from fadu.intake.reading import opening, tables, workbooks, xes
from fadu.kernel.errors import BadInputError

LOG = '<?xml version="1.0"?>{dtd}<log xmlns="http://www.xes-standard.org/"><trace><string key="concept:name" value="{name}"/></trace></log>'
ENTITIES = '<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def workbook(path: Path, **parts: bytes) -> Path:
    """A small workbook, some of its parts replaced."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write_row(0, 0, ["案号", "日期"])
    book.close()
    with ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    kept |= {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    return path


def test_a_log_with_entities_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xes", LOG.format(dtd=ENTITIES, name="&b;"))

    with pytest.raises(BadInputError, match="DOCTYPE"):
        list(xes.read_xes(path))


def test_a_log_that_names_a_file_of_the_machine_is_refused_and_the_file_not_read(tmp_path: Path) -> None:
    secret = written(tmp_path / "secret", "绝密")
    dtd = f'<!DOCTYPE log [<!ENTITY x SYSTEM "file://{secret}">]>'
    path = written(tmp_path / "a.xes", LOG.format(dtd=dtd, name="号"))

    with pytest.raises(BadInputError) as refused:
        list(xes.read_xes(path))
    assert "绝密" not in refused.value.message


def test_a_gzipped_log_that_unpacks_beyond_the_bound_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xes, "MAX_BYTES", 1_000_000)
    path = tmp_path / "bomb.xes.gz"
    with gzip.open(path, "wt") as file:
        file.write("<log>" + "<trace/>" * 200_000)
    assert path.stat().st_size < 10_000

    with pytest.raises(BadInputError, match="解压后不超过"):
        list(xes.read_xes(path))


def test_a_single_endless_trace_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xes, "MAX_TRACE", 100_000)
    path = written(tmp_path / "a.xes", "<log><trace>" + "<event/>" * 50_000 + "</trace></log>")

    with pytest.raises(BadInputError, match="每条轨迹"):
        list(xes.read_xes(path))


def test_a_log_cut_off_in_the_middle_is_told_to_be_incomplete(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="文件是否完整"):
        list(xes.read_xes(written(tmp_path / "a.xes", "<log><trace>")))


def test_a_workbook_that_unpacks_beyond_the_bound_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 5_000_000)
    path = workbook(tmp_path / "bomb.xlsx", xl__media__big_xml=b" " * 20_000_000)
    assert path.stat().st_size < 100_000

    with pytest.raises(BadInputError, match="解压后不超过"):
        list(tables.read(path))


def test_a_cell_in_the_last_corner_costs_no_more_than_itself(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "far.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["案号", "日期"])
    sheet.write_row(1_048_574, 0, ["1号", "2022-03-01"])
    sheet.write(1_048_575, 16_383, "远")
    book.close()

    assert [record.place for record in tables.read(tmp_path / "far.xlsx")] == [1_048_575]


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "dtd.xlsx", xl__sharedStrings_xml=b'<!DOCTYPE sst [<!ENTITY a "b">]><sst>&a;</sst>'
    )

    with pytest.raises(BadInputError, match="DOCTYPE"):
        list(tables.read(path))


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"<html>"])
def test_what_is_no_workbook_is_told_how_to_become_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    with pytest.raises(BadInputError, match=r"另存为 \.xlsx"):
        list(tables.read(path))


def test_a_sheet_larger_than_the_bound_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MAX_TEXT", 100)

    with pytest.raises(BadInputError, match="分成几个文件"):
        list(tables.read(written(tmp_path / "a.csv", "案号\n" + "1\n" * 100)))


def test_a_text_with_an_endless_cell_is_told_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="导入文件第2行"):
        list(tables.read(written(tmp_path / "a.csv", '案号,名称\n"' + "长" * 200_000 + '",乙\n')))
