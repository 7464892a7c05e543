# SPDX-License-Identifier: MulanPSL-2.0
"""A decision lighter than what was examined says on its approval which proposal the examiner had before him."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from life import Desk, investigated, words_for
from printed import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.FADU_FILES = tmp_path / "files"


@pytest.mark.parametrize("less", [0, 100_000])
def test_the_approval_tells_what_was_examined(desk: Desk, less: int) -> None:
    investigated(desk)
    words = words_for(desk)
    words["fine"] += 100_000
    concluded = {**words, "nature": "销售超过保质期食品", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-20", concluded)
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "审核同意。"})
    desk.signed("notify", "2022-04-26", words, "one", "head")
    desk.serve("penalty_notice", "2022-04-27")
    desk.do("one", "plead", "2022-04-28", {"defence_text": "初次违法，请求从轻"})
    weighed = {"defence_review": "已复核", "defence_adopted": "adopted" if less else "rejected"}
    desk.do("one", "answer_defence", "2022-04-29", weighed)
    desk.do("unit", "submit", "2022-05-09")
    decided = {**words, "fine": words["fine"] - less}
    desk.signed("decide", "2022-05-10", decided, "one", "unit", "head")

    text = text_of("decision_approval")

    assert "审核同意。" in text
    assert ("案件审核的是改变以前的拟处理意见（" in text) is bool(less)
    assert ("第六十条审查决定" in text) is bool(less)
