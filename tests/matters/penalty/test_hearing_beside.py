# SPDX-License-Identifier: MulanPSL-2.0
"""After a hearing its record and its report stand beside the form of whoever reviews and of whoever decides (行政处罚法 65)."""

from __future__ import annotations

import pytest
from life import HEAVY, Desk, at, heard, investigated, words_for

from fadu.cases.reading.sight import Sight
from fadu.cases.world.worlds import state_of
from fadu.desk.shown import examined

pytestmark = pytest.mark.django_db


def test_the_record_and_the_report_of_a_hearing_are_shown_to_who_reviews_and_who_decides(desk: Desk) -> None:
    investigated(desk)
    desk.do(
        "one",
        "conclude",
        "2022-04-20",
        {**words_for(desk, fine=20_000_000), "nature": "甲", "disposition": "penalty"},
    )
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words_for(desk, **HEAVY), "one", "head")
    desk.serve("penalty_notice", "2022-04-27")
    asked = {"hearing_reason": "事实有误", "requested_on": "2022-05-05"}
    desk.do("one", "request_hearing", "2022-05-05", asked)
    heard(desk)
    desk.do("unit", "submit", "2022-06-01")
    desk.do("unit", "ask_legal_review", "2022-06-01")
    assert desk.case is not None
    review, moment = desk.child("legal_review"), at("2022-06-02")

    reviewed = examined.beside(
        review, state_of(review), "agree", desk.officers["counsel"], Sight.WHOLE, moment
    )
    decided = examined.beside(
        desk.case, state_of(desk.case), "decide", desk.officers["head"], Sight.WHOLE, moment
    )

    for shown in (reviewed, decided):
        assert shown is not None
        assert shown.papers is not None
        titles = [paper.sheet.title for paper in shown.papers.shown]
        assert {"听证笔录", "听证报告"} <= set(titles), titles
        assert not any("通知书" in title for title in titles)
