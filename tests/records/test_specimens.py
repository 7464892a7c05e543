# SPDX-License-Identifier: MulanPSL-2.0
"""Every form of every kind in a hard case: all that may be given is given, at length, and the paper is whole and well divided."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader
from tests.records.specimens import BUREAU, forms, specimen

from fadu.procedure.model import Procedure
from fadu.records.forms import Form
from fadu.records.rendering import render

EVERY = list(forms())
#: a line to sign on, the seal with its date, the number of the page
CLOSING = re.compile(rf"^(.*[:：]?[_ ]*年\s*月\s*日|{BUREAU}|\d+年\d+月\d+日|— ?\d+ ?—|第\d+页 共\d+页)$")
#: two signs that part sentences one after the other, and words that stand where a value is missing
UGLY = re.compile(r"[。，；、]{2}|：[。；]|None|\[\]|【待填")


def named(case: tuple[str, Form, Procedure]) -> str:
    return f"{case[0]}-{case[1].key}@{case[1].in_force_from}"


def pages(form: Form, procedure: Procedure) -> list[list[str]]:
    """The lines of each page."""
    content = render(form, specimen(form, procedure), fmt="pdf")
    assert isinstance(content, bytes)
    read = PdfReader(io.BytesIO(content)).pages
    return [[line.strip() for line in page.extract_text().splitlines() if line.strip()] for page in read]


@pytest.mark.parametrize("case", EVERY, ids=named)
def test_no_page_of_a_long_paper_holds_signatures_alone(case: tuple[str, Form, Procedure]) -> None:
    laid_out = pages(*case[1:])

    assert all(any(not CLOSING.match(line) for line in page) for page in laid_out)
    assert len(laid_out) < 8


@pytest.mark.parametrize("case", EVERY, ids=named)
def test_a_long_paper_reads_as_written_by_one_hand(case: tuple[str, Form, Procedure]) -> None:
    text = str(render(case[1], specimen(*case[1:]), fmt="text"))

    assert UGLY.findall(text) == []


def test_a_page_of_signatures_alone_would_be_noticed() -> None:
    alone = ["当事人（签收）：____________ 年 月 日", BUREAU, "2022年6月17日", "— 2 —"]

    assert all(CLOSING.match(line) for line in alone)
    assert not CLOSING.match("请如实提供，不得伪造、隐匿、毁灭证据。")
