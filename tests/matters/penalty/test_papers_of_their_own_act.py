# SPDX-License-Identifier: MulanPSL-2.0
"""Papers of a penalty say what their own act says: not the fine of an earlier proposal, nor the reason of another approval."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from life import Desk, at, decided, destroy_goods, investigated, words_for
from printed import text_of

from fadu.cases.acts import services as cases
from fadu.cases.world.worlds import state_of
from fadu.people.actors import OfficerActor

pytestmark = [pytest.mark.django_db, pytest.mark.papers]

LIGHTER = {
    "penalty_kinds": ["confiscate_goods"],
    "confiscated_goods": 30_000,
    "discretion_grade": "mitigated",
}


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FADU_FILES = tmp_path / "files"


def told(desk: Desk, **more: Any) -> dict[str, Any]:
    """Investigated, examined, told."""
    investigated(desk)
    words = words_for(desk, **more)
    ending = {"nature": "销售超过保质期食品", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-20", {**words, **ending})
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words, "one", "head")
    desk.serve("penalty_notice", "2022-04-27")
    return words


def lighter(words: dict[str, Any]) -> dict[str, Any]:
    """The same without the fine."""
    return {**{key: value for key, value in words.items() if key != "fine"}, **LIGHTER}


def test_a_fine_that_was_told_and_not_imposed_is_neither_printed_nor_owed(desk: Desk) -> None:
    words = told(desk)
    desk.do("unit", "submit", "2022-05-09")

    desk.signed("decide", "2022-05-10", lighter(words), "one", "unit", "head")

    decision = text_of("penalty_decision")
    assert "罚款50,000.00元" not in decision
    assert "价值300.00元" in decision
    assert "拟处理决定\t作出行政处罚决定：没收非法财物300.00元" in text_of("decision_approval")
    assert state_of(desk.child("performance")).fields.get("fine") is None
    desk.serve("penalty_decision", "2022-05-12")
    desk.do("unit", "review_publication", "2022-05-12", {"publication_handling": "无", "as_served": True})
    assert "50,000.00" not in text_of("publication_summary")


def test_the_approval_of_another_proposal_says_from_what_to_what_and_why(desk: Desk) -> None:
    words = told(desk)
    why = "当事人陈述后查明已主动召回"

    desk.do("one", "propose_again", "2022-05-09", {**lighter(words), "discretion_reason": why})

    approval = text_of("matter_approval")
    assert "原拟处理意见\t罚款50,000.00元、没收非法财物300.00元" in approval
    assert "改变后的拟处理意见\t没收非法财物300.00元" in approval
    assert f"改变的理由\t{why}" in approval
    assert "提请理由" not in approval


def test_a_decision_that_nothing_is_imposed_by_shows_no_fine_for_approval(desk: Desk) -> None:
    told(desk)
    desk.do("unit", "submit", "2022-05-09")
    ending = {
        "facts": "货架上有超过保质期的牛奶十盒",
        "evidence_summary": "食品照片",
        "no_penalty_ground": "minor_corrected",
        "education": "已教育",
    }

    desk.signed("decide_no_penalty", "2022-05-10", ending, "one", "unit", "head")

    approval = text_of("decision_approval")
    assert "拟处理决定\t决定不予行政处罚" in approval
    assert "罚款" not in approval


def test_the_article_comes_from_the_catalogue_and_not_from_what_was_typed(desk: Desk) -> None:
    told(desk, basis="见条目")

    assert "应当依据《中华人民共和国食品安全法》第一百二十四条第一款第五项的规定予以处罚" in text_of(
        "penalty_notice"
    )


def test_a_notice_needs_no_typed_article(desk: Desk) -> None:
    investigated(desk)
    words = {key: value for key, value in words_for(desk).items() if key != "basis"}
    ending = {"nature": "销售超过保质期食品", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-20", {**words, **ending})
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})

    desk.signed("notify", "2022-04-26", words, "one", "head")

    assert "第一百二十四条第一款第五项" in text_of("penalty_notice")
    assert "处理依据：《中华人民共和国食品安全法》第一百二十四条第一款第五项。" in text_of(
        "investigation_report"
    )


def test_the_summary_that_is_published_says_day_offence_and_article(desk: Desk) -> None:
    decided(desk)
    desk.serve("penalty_decision", "2022-05-12")
    desk.do("unit", "review_publication", "2022-05-12", {"publication_handling": "无", "as_served": True})

    summary = text_of("publication_summary")

    assert "作出决定日期\t2022年5月10日" in summary
    assert "违法行为类型\t销售超过保质期的食品" in summary
    assert "行政处罚依据\t《中华人民共和国食品安全法》第一百二十四条第一款第五项" in summary


def test_the_course_of_the_case_tells_when_the_scene_was_inspected(desk: Desk) -> None:
    investigated(desk)
    scene = {
        "place": "店内",
        "began_at": "2022-03-12T09:00",
        "ended_at": "2022-03-12T09:40",
        "scene": "货架上有牛奶十盒",
        "subject_paper": "营业执照",
        "presence": "经营者在场",
    }
    desk.do("one", "inspect", "2022-03-14", scene)

    desk.do(
        "one",
        "conclude",
        "2022-04-20",
        {**words_for(desk), "nature": "销售超过保质期食品", "disposition": "penalty"},
    )

    assert "2022年3月12日现场检查" in text_of("investigation_report")


def test_a_case_is_called_alike_on_all_its_papers(desk: Desk) -> None:
    decided(desk)
    desk.serve("penalty_decision", "2022-05-12")

    named = "清河百货店涉嫌销售超过保质期的食品案"

    for template in ("evidence_sheet", "examination_form", "decision_approval", "service_receipt"):
        assert named in text_of(template)


def test_a_notice_of_instalments_names_decision_day_and_fine(desk: Desk) -> None:
    decided(desk)
    desk.serve("penalty_decision", "2022-05-12")
    child = desk.child("performance")
    desk.do("one", "confirm_service", "2022-05-12", case=child)
    cases.perform(
        case=child,
        action="ask_deferral",
        by=OfficerActor(officer=desk.officers["one"]),
        payload={"deferral_reason": "经营困难"},
        at=at("2022-05-16"),
        request_id=uuid.uuid4(),
    )
    rows = [{"due_on": "2022-06-20", "amount": 2_500_000}, {"due_on": "2022-07-20", "amount": 2_500_000}]
    granted = {"deferral_kind": "instalments", "until": "2022-07-20", "instalments": rows}
    desk.do("head", "grant_deferral", "2022-05-17", granted, case=child)

    notice = text_of("deferral_notice")
    assert (
        "本机关于2022年5月10日作出《行政处罚决定书》（清市监处罚〔2022〕1号），对你（单位）处以罚款50,000.00元（大写：伍万元整）"
        in notice
    )

    desk.serve("deferral_notice", "2022-05-18", case=child)
    assert "\n分期缴纳罚款通知书\t" in text_of("service_receipt")


def test_a_proof_of_service_says_place_and_refusal_or_who_signed_in_whose_place(desk: Desk) -> None:
    decided(desk)
    assert desk.case is not None
    paper = desk.case.documents.get(template="penalty_decision")
    served = {
        "document": f"penalty_decision/{paper.seq}",
        "party": f"party:{desk.party.pk}",
        "manner": "left",
        "sent_on": "2022-05-12",
        "arrived_on": "2022-05-12",
        "address": "清河路1号",
    }
    left = {"witness": "社区工作人员", "refusal": "不认可处罚"}
    desk.do("one", "serve", "2022-05-12", {**served, **left})

    receipt = text_of("service_receipt")
    assert "送达地点\t清河路1号" in receipt
    assert "拒收事由\t不认可处罚" in receipt
    assert "见证人：社区工作人员" in receipt

    signed = {
        "manner": "personal",
        "receiver": "王某",
        "relation": "同住成年家属",
        "repeated_because": "补给",
    }
    desk.do("one", "serve", "2022-05-12", {**served, **signed})

    receipt = text_of("service_receipt")
    assert "代收人与受送达人关系\t同住成年家属" in receipt
    assert "拒收事由\t" not in receipt


def test_a_proof_of_service_in_person_leaves_no_place_for_refusal_and_witness(desk: Desk) -> None:
    decided(desk)

    receipt = text_of("service_receipt")

    assert "拒收事由\t" not in receipt
    assert "见证人（签名或者盖章）" not in receipt


def test_who_approved_is_not_named_as_who_disposed_of_the_goods(desk: Desk) -> None:
    decided(desk)
    desk.serve("penalty_decision", "2022-05-12")
    child = desk.child("performance")
    desk.do("one", "confirm_service", "2022-05-12", case=child)
    destroy_goods(desk, "2022-05-21", child)

    record = text_of("goods_disposal_record")
    assert "计量单位以入库登记为准：某品牌纯牛奶250ml，单位盒。" in record
    assert "影像资料情况：处理过程录像一份。" in record
    assert re.search("处理人：[^\n]*one某", record)
    assert not re.search("处理人：[^\n]*unit某", record)
    assert "unit某　2022年5月21日" in record


def test_an_order_to_correct_names_the_law_by_its_full_title(desk: Desk) -> None:
    investigated(desk)
    order = {
        "correction_facts": "未查验供货者的许可证",
        "correction_basis": "食品安全法第五十三条第一款",
        "correction_content": "查验并记录",
    }
    desk.signed("order_correction", "2022-03-15", order, "one", "head")

    assert "违反了《中华人民共和国食品安全法》第五十三条第一款的规定" in text_of("correction_order")
