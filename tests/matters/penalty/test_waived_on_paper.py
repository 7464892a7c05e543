# SPDX-License-Identifier: MulanPSL-2.0
"""What the decision says of a party that stated nothing: the waiver that lets it be made within the term, or that the term passed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from life import Desk, decided, investigated, words_for
from printed import text_of

from fadu.records import services as files

pytestmark = [pytest.mark.django_db, pytest.mark.papers]
PAPERS = ("penalty_decision", "decision_approval")
WAIVER = "放弃陈述申辩声明书"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.FADU_FILES = tmp_path / "files"


def told(desk: Desk) -> dict[str, Any]:
    """The party was served the notice on 27 April; its five working days to state its defence end on 7 May."""
    investigated(desk)
    words = words_for(desk)
    concluded = {**words, "nature": "销售超过保质期食品", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-20", concluded)
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words, "one", "head")
    desk.serve("penalty_notice", "2022-04-27")
    return words


def given_up(desk: Desk, on: str) -> None:
    file = files.store(name="声明书.txt", content="放弃陈述申辩".encode(), owner="")
    desk.do("one", "attach", on, {"title": WAIVER, "digest": file.digest, "access": "main"})
    said = {"waived_on": on, "waived_in_writing": True, "waiver_paper": WAIVER}
    desk.do("one", "waive_defence", on, said)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_decision_within_the_term_names_day_and_paper_of_the_waiver(desk: Desk, paper: str) -> None:
    words = told(desk)
    given_up(desk, "2022-04-27")
    desk.do("unit", "submit", "2022-04-28")
    desk.signed("decide", "2022-04-28", words, "one", "unit", "head")

    text = text_of(paper)

    assert f"2022年4月27日，当事人以书面表示放弃陈述、申辩的权利（《{WAIVER}》）。" in text
    assert "未提出" not in text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_decision_after_the_term_says_that_nothing_was_stated(desk: Desk, paper: str) -> None:
    decided(desk)

    text = text_of(paper)

    assert "当事人在规定的期限内未提出陈述、申辩意见。" in text
    assert "放弃" not in text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_defence_that_was_stated_stands_alone(desk: Desk, paper: str) -> None:
    words = told(desk)
    desk.do("one", "plead", "2022-04-28", {"defence_text": "初次违法，请求从轻"})
    weighed = {"defence_review": "不改变事实认定", "defence_adopted": "rejected"}
    desk.do("one", "answer_defence", "2022-04-29", weighed)
    desk.do("unit", "submit", "2022-05-09")
    desk.signed("decide", "2022-05-10", words, "one", "unit", "head")

    text = text_of(paper)

    assert "初次违法，请求从轻" in text
    assert "未提出" not in text
