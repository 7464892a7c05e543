# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau of eight brings a penalty with hearing, legal review and discussion to its end; who may not do something is told by which article."""

from __future__ import annotations

from datetime import date

import pytest
from life import (
    HEAVY,
    Desk,
    at,
    decided,
    destroy_goods,
    discussed,
    heard,
    investigated,
    staffed_small,
    words_for,
)
from printed import text_of

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case
from fadu.cases.rules import officer_id_of
from fadu.people import services as people

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
HEADS = ("head", "deputy", "second_deputy")
OPINION = {
    "facts_opinion": "清楚",
    "law_opinion": "正确",
    "procedure_opinion": "合法",
    "opinion_text": "同意",
}


@pytest.fixture
def small(db: None) -> Desk:
    return staffed_small()


def told(desk: Desk) -> None:
    """Investigated, examined, and told of a fine that gives a right to a hearing."""
    investigated(desk)
    words = {**words_for(desk, fine=20_000_000), "nature": "甲", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-20", words)
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words_for(desk, **HEAVY), "one", "head")
    desk.serve("penalty_notice", "2022-04-27")


def heard_and_sent_for_review(desk: Desk) -> None:
    told(desk)
    asked = {"hearing_reason": "事实有误", "requested_on": "2022-05-05"}
    desk.do("one", "request_hearing", "2022-05-05", asked)
    heard(desk)
    desk.do("unit", "submit", "2022-06-01")
    desk.do("unit", "ask_legal_review", "2022-06-01")


def test_eight_people_bring_a_penalty_with_hearing_review_and_discussion_to_its_end(small: Desk) -> None:
    heard_and_sent_for_review(small)
    small.do("counsel", "agree", "2022-06-08", OPINION, case=small.child("legal_review"))
    small.do("unit", "ask_collective_discussion", "2022-06-09")
    discussed(small, HEADS)
    small.signed("decide", "2022-06-13", words_for(small, fine=20_000_000), "one", "unit", "head")
    performance = small.child("performance")
    small.serve("penalty_decision", "2022-06-14")
    small.do("one", "confirm_service", "2022-06-14", case=performance)
    paid = {
        "paid_on": "2022-06-20",
        "amount": 20_000_000,
        "payment_kind": "fine",
        "receipt": "0001",
        "collected_by": "bank",
    }
    small.do("one", "pay", "2022-06-20", {"payments": [paid]}, case=performance)
    destroy_goods(small, "2022-06-21", performance)
    small.do("one", "settle", "2022-06-21", case=performance)
    small.do("one", "finish_performance", "2022-06-22", {"performance_result": "全部履行"})
    ending = {"result": "penalised", "closing_reason": "执行完毕"}
    small.signed("close", "2022-06-23", ending, "one", "unit", "head")

    assert small.case is not None
    assert Case.objects.get(pk=small.case.pk).stage == "closed"
    record = small.record()
    assert (record.hearings_held, record.legally_reviewed, record.discussed_by_heads) == (1, True, True)
    acted = Act.objects.filter(case__root=small.case) | Act.objects.filter(case=small.case)
    whom = {officer_id_of(one["person"]) for by in acted.values_list("by", flat=True) for one in by}
    assert len(whom - {None}) <= len(set(small.officers.values())) == 8


def test_where_both_of_the_legal_office_are_out_the_refusal_says_by_which_article_and_a_third_helps(
    small: Desk,
) -> None:
    heard_and_sent_for_review(small)
    review = small.child("legal_review")
    small.officers["helper"] = people.hire(bureau=small.bureau, name="援某", since=date(2020, 1, 1))
    people.appoint(
        officer=small.officers["helper"], post="legal_counsel", start=at("2020-01-01"), document="借调通知"
    )

    with pytest.raises(ActRefusedError) as error:
        small.do("helper", "agree", "2022-06-08", OPINION, case=review)
    grounds = error.value.grounds
    assert any("行政处罚法 58" in ground.cites for ground in grounds)
    assert all(ground.remedy for ground in grounds)

    people.qualify(officer=small.officers["helper"], number="A2016110000", obtained_on=date(2016, 9, 1))
    small.do("helper", "agree", "2022-06-08", OPINION, case=review)


def test_a_handler_who_helps_out_in_the_legal_office_is_told_by_which_article_he_does_not_review(
    small: Desk,
) -> None:
    heard_and_sent_for_review(small)
    one = small.officers["one"]
    people.appoint(officer=one, post="legal_counsel", start=at("2020-01-01"), document="任免通知")
    people.qualify(officer=one, number="A2017110000", obtained_on=date(2017, 9, 1))

    with pytest.raises(ActRefusedError) as error:
        small.do("one", "agree", "2022-06-08", OPINION, case=small.child("legal_review"))

    cites = {cite for ground in error.value.grounds for cite in ground.cites}
    assert {"程序规定 49", "行政处罚法 58"} & cites


def test_a_decision_after_a_tip_off_says_to_the_party_only_that_there_was_a_lead(desk: Desk) -> None:
    decided(desk, source="tip_off")

    printed = text_of("penalty_decision")

    assert "本案来源：案件线索。" in printed
    assert "举报" not in printed
