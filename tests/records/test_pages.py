# SPDX-License-Identifier: MulanPSL-2.0
"""What belongs together stays on one page: a heading with its text, a seal with the last words."""

from __future__ import annotations

import io
import zipfile

import pytest
from pypdf import PdfReader

from fadu.records.forms import Form, read_form
from fadu.records.rendering import render

LETTER = """---
key: letter
title: 行政处罚决定书
family: letter
in_force: {from: 2021-07-15}
mandatory:
  - facts: 违法事实
---
> 当事人：
{facts}
# 一、标题
标题下的正文。
末段文字。
@seal
"""
DATA = {
    "bureau_name": "江州市临水区市场监督管理局",
    "issued_on": "2022-03-01",
    "number": "临市监罚〔2022〕1号",
}


@pytest.fixture
def letter() -> Form:
    return read_form(LETTER, file="letter.form")


def pages(form: Form, rows: int) -> list[list[str]]:
    """The lines of each page, without the page number."""
    data = {**DATA, "facts": "\n".join("违法事实" for _ in range(rows))}
    content = bytes(render(form, data, fmt="pdf"))  # type: ignore[arg-type]
    read = PdfReader(io.BytesIO(content)).pages
    return [
        [line.strip() for line in page.extract_text().splitlines() if line.strip() and "—" not in line]
        for page in read
    ]


@pytest.mark.parametrize("rows", range(8, 18))
def test_no_page_ends_with_a_heading_and_none_holds_only_a_seal(letter: Form, rows: int) -> None:
    """From a letter of one page to one of two, line by line: each place where a page can break is met."""
    laid_out = pages(letter, rows)

    assert all(page[-1] != "一、标题" for page in laid_out)
    assert "末段文字。" in laid_out[-1]
    assert laid_out[-1][-1] == "2022年3月1日"


def test_the_lengths_tried_do_break_the_page(letter: Form) -> None:
    assert {len(pages(letter, rows)) for rows in range(8, 18)} == {1, 2}


def test_a_word_file_keeps_them_together_too(letter: Form) -> None:
    content = bytes(render(letter, {**DATA, "facts": "事实"}, fmt="docx"))  # type: ignore[arg-type]
    text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    kept = [part for part in text.split("<w:p>") if "keepNext" in part]

    assert ["标题" in kept[0], "末段" in kept[1]] == [True, True]


@pytest.mark.parametrize("rows", [8, 28, 29])
def test_a_slip_to_be_cut_off_is_on_no_page_of_its_own_where_a_spacing_of_lines_has_room_for_it(
    rows: int,
) -> None:
    slip = "@cut\n> 送达回执\n@sign 当事人（签名或者盖章）\n"

    last = pages(read_form(f"{LETTER}{slip}", file="letter.form"), rows)[-1]

    assert "送达回执" in last
    assert "末段文字。" in last


def test_a_code_copied_from_a_paper_holds_nothing_but_its_signs() -> None:
    code = "91110000600037341L" * 3
    read = PdfReader(
        io.BytesIO(bytes(render(read_form(LETTER, file="letter.form"), {**DATA, "facts": code}, fmt="pdf")))
    )  # type: ignore[arg-type]
    text = "".join(page.extract_text() for page in read.pages)

    assert code in text.replace("\n", "")
    assert "\u200b" not in text
