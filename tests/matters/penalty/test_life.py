# SPDX-License-Identifier: MulanPSL-2.0
"""A penalty case lived through the services, on a database: papers, children, records, all in one."""

from __future__ import annotations

from datetime import date

import pytest
from life import HEAVY, Desk, at, decided, destroy_goods, discussed, heard, investigated, words_for

from fadu.cases.acts import projection
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case
from fadu.matters.penalty.models import Penalty
from fadu.people import services as people

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_an_ordinary_case_is_lived_to_its_end_and_its_record_says_so(desk: Desk) -> None:
    decided(desk)
    assert desk.case is not None
    record = desk.record()
    assert record.decision_number.startswith("清市监处罚〔2022〕")
    assert (record.fine, record.confiscated_goods, record.confiscated_gains) == (5_000_000, 30_000, 0)
    assert sorted(record.kinds.values_list("kind", flat=True)) == ["confiscate_goods", "fine"]
    assert [share.fine for share in record.shares.all()] == [5_000_000]

    child = desk.case.children.get(kind="performance")
    assert child.performance.fine == 5_000_000
    desk.serve("penalty_decision", "2022-05-12")
    desk.do("one", "confirm_service", "2022-05-12", case=child)
    paid = {
        "paid_on": "2022-05-20",
        "amount": 5_000_000,
        "payment_kind": "fine",
        "receipt": "0001",
        "collected_by": "bank",
    }
    desk.do("one", "pay", "2022-05-20", {"payments": [paid]}, case=child)
    with pytest.raises(ActRefusedError, match="没收非法财物"):
        desk.do("one", "settle", "2022-05-20", case=child)
    destroy_goods(desk, "2022-05-21", child)
    desk.do("one", "settle", "2022-05-21", case=child)

    desk.do("one", "finish_performance", "2022-05-22", {"performance_result": "全部履行"})
    desk.signed(
        "close", "2022-05-23", {"result": "penalised", "closing_reason": "执行完毕"}, "one", "unit", "head"
    )
    closed = Case.objects.get(pk=desk.case.pk)
    assert (closed.stage, desk.record().result) == ("closed", "penalised")


def test_who_handles_a_case_does_not_examine_it(desk: Desk) -> None:
    investigated(desk)
    desk.do(
        "one",
        "conclude",
        "2022-04-20",
        {**words_for(desk), "nature": "销售超过保质期食品", "disposition": "penalty"},
    )
    people.appoint(
        officer=desk.officers["one"], post="case_examiner", start=at("2022-04-01"), document="任免通知"
    )
    with pytest.raises(ActRefusedError, match="不得再任"):
        desk.do("one", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})


def test_the_record_can_be_rebuilt_from_the_acts_alone(desk: Desk) -> None:
    decided(desk)
    assert desk.case is not None
    before = {f.attname: getattr(desk.record(), f.attname) for f in Penalty._meta.fields}
    Penalty.objects.filter(case=desk.case).delete()
    projection.rebuild(Case.objects.filter(pk=desk.case.pk))
    assert {f.attname: getattr(desk.record(), f.attname) for f in Penalty._meta.fields} == before


def test_a_heard_case_is_reviewed_after_the_hearing_and_discussed_by_the_heads(desk: Desk) -> None:
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
    desk.do(
        "one", "request_hearing", "2022-05-05", {"hearing_reason": "事实有误", "requested_on": "2022-05-05"}
    )
    heard(desk)
    desk.do("unit", "submit", "2022-06-01")
    desk.do("unit", "ask_legal_review", "2022-06-01")
    words = {
        "facts_opinion": "清楚",
        "law_opinion": "正确",
        "procedure_opinion": "合法",
        "opinion_text": "同意",
    }
    desk.do("counsel", "agree", "2022-06-08", words, case=desk.child("legal_review"))
    desk.do("unit", "ask_collective_discussion", "2022-06-09")
    decision = words_for(desk, fine=20_000_000)
    with pytest.raises(ActRefusedError, match="集体讨论"):
        desk.do("one", "decide", "2022-06-09", decision)
    discussed(desk)
    desk.signed("decide", "2022-06-13", decision, "one", "unit", "head")

    record = desk.record()
    assert (record.hearings_held, record.legally_reviewed, record.discussed_by_heads) == (1, True, True)
    assert desk.child("hearing").hearing.held_on == date(2022, 5, 30)
    assert desk.child("legal_review").legal_review.opinion == "agreed"
    assert desk.child("committee_item").committee_item.votes_for == 2
