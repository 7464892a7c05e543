# SPDX-License-Identifier: MulanPSL-2.0
"""Long lists of an annex: small type, and their head again on every page."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from fadu.records.rendering import render_sheet
from fadu.records.rendering.pdf import source
from fadu.records.rendering.tables import table
from fadu.records.rendering.tree import Cell, Sheet, Table

ROWS = tuple((Cell(text=f"第{n}行", label=n == 0),) for n in range(3))


def made(*, heads: int, dense: bool) -> Sheet:
    table = Table(widths=(1,), rows=ROWS, heads=heads, dense=dense)
    return Sheet(family="letter", body_name="示例局", title="附件", number="", nodes=(table,))


def test_the_head_of_a_table_stands_again_on_every_page() -> None:
    document = docx.Document(BytesIO(render_sheet(made(heads=1, dense=True), fmt="docx")))  # type: ignore[arg-type]
    repeated = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        for row in document.tables[0].rows
    ]
    assert repeated == [True, False, False]
    assert "table.header(table.cell" in source(made(heads=1, dense=True))


def test_a_dense_table_is_set_in_small_type() -> None:
    document = docx.Document(BytesIO(render_sheet(made(heads=0, dense=True), fmt="docx")))  # type: ignore[arg-type]
    sizes = {
        run.font.size
        for row in document.tables[0].rows
        for cell in row.cells
        for p in cell.paragraphs
        for run in p.runs
    }
    assert sizes == {Pt(10.5)}
    assert "set text(size: 10.5pt" in source(made(heads=0, dense=True))


def test_another_table_stays_as_it_was() -> None:
    document = docx.Document(BytesIO(render_sheet(made(heads=0, dense=False), fmt="docx")))  # type: ignore[arg-type]
    assert {
        run.font.size for row in document.tables[0].rows for p in row.cells[0].paragraphs for run in p.runs
    } == {None}
    assert "10.5pt" not in source(made(heads=0, dense=False))


def test_a_word_file_breaks_its_lines_by_chinese_rules() -> None:
    document = docx.Document(BytesIO(render_sheet(made(heads=0, dense=False), fmt="docx")))  # type: ignore[arg-type]
    languages = {element.get(qn("w:eastAsia")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"zh-CN"}


def test_the_row_of_labels_above_a_list_heads_it_and_a_table_of_labels_and_values_has_no_head() -> None:
    labels = (Cell(text="名称", label=True), Cell(text="数量", label=True))
    row = (Cell(text="面包", label=False), Cell(text="十盒", label=False))

    assert table([labels, row, row]).heads == 1
    assert table([labels]).heads == 0
    assert table([labels, (Cell(text="当事人", label=True), Cell(text="甲", label=False))]).heads == 0
