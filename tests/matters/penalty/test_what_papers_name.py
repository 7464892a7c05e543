# SPDX-License-Identifier: MulanPSL-2.0
"""Papers of a penalty name what is approved, told and dealt with: goods, notices, articles, grades, and one address for one party."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from life import Desk, decided, investigated, words_for
from printed import text_of

from fadu.cases.models import Act
from fadu.cases.world.worlds import state_of
from fadu.desk import words
from fadu.desk.built_in_forms import Publish
from fadu.desk.shown.about_act import resting
from fadu.records import services as files
from fadu.records.models import Document
from fadu.records.opened import has_sealed, opened

pytestmark = [pytest.mark.django_db, pytest.mark.papers]
WAIVER = "放弃陈述申辩声明书"
GOODS = {"name": "纯牛奶", "model": "250ml", "unit": "盒", "quantity": "10"}
KEPT = {"preserved_goods": [GOODS], "preserved_at": "店内冷柜，加封", "approval_reason": "防止转移"}


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.FADU_FILES = tmp_path / "files"


def preserved(desk: Desk, on: str) -> None:
    desk.do("one", "preserve_at_once", f"{on}T10:00", KEPT)
    desk.do("head", "approve_preservation", f"{on}T15:00", {"approval_reason": "情况紧急，同意补办"})


def test_the_approval_of_what_was_preserved_at_once_names_who_asks_the_notice_and_the_goods(
    desk: Desk,
) -> None:
    investigated(desk)
    preserved(desk, "2022-03-14")

    text = text_of("matter_approval")

    assert "申请人one某、two某于2022年3月14日当场先行登记保存" in text
    assert "《先行登记保存证据通知书》（清市监登存〔2022〕1号）" in text
    assert "纯牛奶（250ml）10盒" in text
    assert "防止转移" in text
    assert "情况紧急，同意补办" in text


def test_what_was_preserved_and_is_released_is_released_on_paper(desk: Desk) -> None:
    investigated(desk)
    preserved(desk, "2022-03-14")
    desk.do("head", "settle_preservation", "2022-03-16", {"preservation_outcome": "released"})
    assert "解除先行登记保存证据通知书" in text_of("preservation_release")


def test_what_was_preserved_is_dealt_with_by_the_decision_that_confiscates_it(desk: Desk) -> None:
    investigated(desk)
    preserved(desk, "2022-04-20")
    said = words_for(desk)
    concluded = {**said, "nature": "销售超过保质期食品", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-21", concluded)
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", said, "one", "head")
    desk.serve("penalty_notice", "2022-04-27")
    file = files.store(name="声明书.txt", content="放弃陈述申辩".encode(), owner="")
    desk.do("one", "attach", "2022-04-27", {"title": WAIVER, "digest": file.digest, "access": "main"})
    waived = {"waived_on": "2022-04-27", "waived_in_writing": True, "waiver_paper": WAIVER}
    desk.do("one", "waive_defence", "2022-04-27", waived)
    desk.do("unit", "submit", "2022-04-28")
    desk.signed("decide", "2022-04-28", said, "one", "unit", "head")
    desk.do("head", "settle_preservation", "2022-04-28T15:00", {"preservation_outcome": "confiscated"})

    text = text_of("preservation_release")

    assert "先行登记保存证据处理通知书" in text
    assert "解除先行登记保存证据通知书" not in text
    assert "本机关已于2022年4月28日作出《行政处罚决定书》（清市监处罚〔2022〕1号），没收下列物品" in text


def test_the_register_of_a_lead_says_who_is_suspected_and_who_registers(desk: Desk) -> None:
    investigated(desk)

    text = text_of("case_source_register")

    assert "清河路1号" in text
    assert "登记人" in text
    assert "同意" not in text


def test_report_and_examination_say_grade_ground_value_and_both_articles(desk: Desk) -> None:
    decided(desk)

    report, sheet = text_of("investigation_report"), text_of("examination_form")

    assert "裁量阶次：从轻；情形：" in report
    assert "货值金额300.00元" in report
    assert "当事人的上述行为违反了《中华人民共和国食品安全法》第三十四条" in report
    assert "违反的规定" in sheet
    assert "《中华人民共和国食品安全法》第三十四条" in sheet


def test_a_notice_to_one_party_addresses_it_in_one_way(desk: Desk) -> None:
    decided(desk)

    text = text_of("penalty_notice")

    assert "你（单位）的上述行为违反了" in text
    assert "清河百货店的上述行为" not in text


def test_the_approval_of_filing_names_the_suspicion_once(desk: Desk) -> None:
    investigated(desk)

    assert "涉嫌销售超过保质期的食品" in text_of("filing_approval")
    assert "涉嫌涉嫌" not in text_of("filing_approval")


def test_whoever_signs_reads_the_articles_of_a_basis(desk: Desk) -> None:
    investigated(desk)
    assert desk.case is not None

    shown = words.row_words(desk.case, "bases", words_for(desk)["bases"][0])

    assert "违反：《中华人民共和国食品安全法》第三十四条第十项" in shown
    assert "处罚依据：《中华人民共和国食品安全法》第一百二十四条第一款第五项" in shown


def test_what_is_published_is_called_by_the_paper_of_the_decision(desk: Desk) -> None:
    decided(desk)
    assert desk.case is not None

    offered = Publish(desk.case, state_of(desk.case), {}).fields["rule"].choices

    assert list(offered) == [("penalty_decision", "《行政处罚决定书》清市监处罚〔2022〕1号")]


ASKED = {
    "interviewee": "王五",
    "interviewee_sex": "男",
    "interviewee_post": "店员",
    "interviewee_address": "清河路2号",
    "place": "店内",
    "began_at": "2022-03-14T10:00",
    "ended_at": "2022-03-14T10:40",
    "questions_answers": "问：是否属实？答：属实",
    "recorder_name": "two某",
}
WHO = {"interviewee_id": "11010519491231002X", "interviewee_phone": "13800138000"}


def test_who_is_questioned_is_named_with_number_and_phone_masked_and_whole_for_the_file(desk: Desk) -> None:
    investigated(desk)
    desk.do("one", "question", "2022-03-14T11:00", {**ASKED, **WHO})

    record = Document.objects.get(template="interview_record")
    text, whole = text_of("interview_record"), opened(record, "text").decode()

    assert "身份证件号码\t110***********002X" in text
    assert "联系电话\t138****8000" in text
    assert not [value for value in WHO.values() if value in str(record.data)]
    assert has_sealed(record.data)
    assert [value for value in WHO.values() if value in whole] == list(WHO.values())


def test_how_somebody_questioned_is_reached_may_be_said_in_a_text(desk: Desk) -> None:
    investigated(desk)
    desk.do("one", "question", "2022-03-14T11:00", {**ASKED, **WHO})

    desk.do("one", "note", "2022-03-15", {"text": "拨打13800138000，无人接听"})

    assert Act.objects.filter(case=desk.case, action="note").exists()


def test_what_is_not_known_of_who_is_questioned_is_written_by_hand(desk: Desk) -> None:
    investigated(desk)
    desk.do("one", "question", "2022-03-14T11:00", ASKED)

    assert "身份证件号码\t____________" in text_of("interview_record")
    assert not has_sealed(Document.objects.get(template="interview_record").data)


def test_the_clause_that_was_broken_is_named_where_the_catalogue_has_the_article_alone(desk: Desk) -> None:
    investigated(desk)
    assert desk.case is not None
    row = {"base": "trade_mark/60", "ended_on": "2022-03-01", "clause": "第三项"}

    shown = words.row_words(desk.case, "bases", row)

    assert "违反：《中华人民共和国商标法》第五十七条第三项" in shown


def test_whoever_confirms_a_service_sees_what_the_register_says_of_it(desk: Desk) -> None:
    decided(desk)
    child = desk.child("performance")
    assert resting(child, state_of(child), "confirm_service") == []

    desk.serve("penalty_decision", "2022-05-12")

    child.refresh_from_db()
    said = "2022年5月12日，直接送达，清市监处罚〔2022〕1号"
    shown = [("登记的送达：行政处罚决定书", [("清河百货店", said)])]
    assert resting(child, state_of(child), "confirm_service") == shown
    assert resting(child, state_of(child), "pay") == []


def test_a_withdrawal_names_the_day_and_the_number_of_the_decision_it_takes_back(desk: Desk) -> None:
    decided(desk)
    said = {"withdrawal_reason": "当事人认定错误", "withdrawn_for": "facts"}
    desk.signed("withdraw_unperformed", "2022-05-20", said, "one", "unit", "head")

    assert "本机关发现2022年5月10日对你（单位）作出的行政处罚决定（清市监处罚〔2022〕1号）" in text_of(
        "withdrawal_decision"
    )


def test_a_correction_names_the_day_and_the_number_of_the_decision_it_corrects(desk: Desk) -> None:
    decided(desk)
    desk.signed("correct_decision", "2022-05-20", {"corrected_text": "“一千”应为“一仟”"}, "one", "head")

    assert "本机关2022年5月10日作出的行政处罚决定书（清市监处罚〔2022〕1号）" in text_of("correction_notice")
