# SPDX-License-Identifier: MulanPSL-2.0
"""The papers of one whole case, as they are printed: names, numbers, dates, and nothing but Chinese."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from life import EXPIRED, WORDS, Desk, decided, destroy_goods, investigated, words_for
from printed import decided_in, text_of

from fadu.cases.acts.opening import party_payload
from fadu.cases.errors import ActRefusedError
from fadu.cases.papers.serving import may_be_served, remedies_after
from fadu.cases.world.worlds import procedure_of, state_of
from fadu.law import library as law_library
from fadu.people import services as people
from fadu.people.models import LocalName
from fadu.people.parties import register_party
from fadu.records import archive
from fadu.records.delivery import manners
from fadu.records.models import Document

if TYPE_CHECKING:
    from fadu.cases.models import Case
    from fadu.people.models import Party

pytestmark = [pytest.mark.django_db, pytest.mark.papers]

#: what a template, a key or a missing value would leave on paper
FOREIGN = re.compile(r"None|True|False|\{|\}|[a-z]{2,}|\d{4}-\d{2}-\d{2}")


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.FADU_FILES = tmp_path / "files"


def printed(case: Case | None) -> dict[str, str]:
    """The text of each paper of a case, by template."""
    assert case is not None
    return {
        row.template: archive.rendered(row.document, "text").decode()
        for row in case.documents.order_by("seq")
    }


def foreign(text: str) -> list[str]:
    """What does not belong on a paper; the officers of these tests bear names like ``clerk某``."""
    return FOREIGN.findall(re.sub("[a-z]+某", "某", text.replace("250ml", "")))


def closed(desk: Desk) -> None:
    """The case lived to its dossier."""
    decided(desk)
    child = desk.child("performance")
    desk.serve("penalty_decision", "2022-05-12")
    desk.do("one", "confirm_service", "2022-05-12", case=child)
    paid = {"paid_on": "2022-05-20", "amount": 5_000_000, "payment_kind": "fine", "receipt": "0001"}
    desk.do("one", "pay", "2022-05-20", {"payments": [{**paid, "collected_by": "bank"}]}, case=child)
    destroy_goods(desk, "2022-05-21", child)
    desk.do("one", "settle", "2022-05-21", case=child)
    desk.do("one", "finish_performance", "2022-05-22", {"performance_result": "全部履行"})
    ended = {"result": "penalised", "closing_reason": "执行完毕"}
    desk.signed("close", "2022-05-23", ended, "one", "unit", "head")
    filed = {
        "archived_on": "2022-06-01",
        "archive_number": "J01-2022-C-0001",
        "pages": 86,
        "retention": "三十年",
    }
    desk.do("one", "archive", "2022-06-01", filed)


def test_no_paper_of_a_whole_case_prints_a_key_a_gap_or_a_bare_date(desk: Desk) -> None:
    closed(desk)

    papers = printed(desk.case) | printed(desk.child("performance"))

    assert {name: strange for name, text in papers.items() if (strange := foreign(text))} == {}


def test_the_register_of_the_lead_prints_the_number_the_case_was_given(desk: Desk) -> None:
    decided(desk)
    assert desk.case is not None

    assert f"登记编号\t{desk.case.number}" in printed(desk.case)["case_source_register"]


def test_the_sheet_of_evidence_prints_what_was_just_taken_its_kind_in_words(desk: Desk) -> None:
    decided(desk)

    assert "食品照片\t物证" in printed(desk.case)["evidence_sheet"]


def test_the_approval_of_the_decision_carries_every_signature_with_its_day(desk: Desk) -> None:
    decided(desk)

    text = printed(desk.case)["decision_approval"]

    assert [text.count(f"{who}某　2022年5月10日") for who in ("one", "unit", "head")] == [1, 1, 1]


def test_the_inventory_of_what_was_confiscated_goes_with_the_decision(desk: Desk) -> None:
    decided(desk)

    assert "1\t某品牌纯牛奶\t250ml\t盒\t10\t/" in printed(desk.case)["goods_inventory"]
    assert (
        "没收非法财物（某品牌纯牛奶，详见《没收物品清单》），价值300.00元。"
        in printed(desk.case)["penalty_decision"]
    )


def test_a_decision_names_the_article_that_was_violated_apart_from_the_one_that_punishes(desk: Desk) -> None:
    decided(desk)
    basis = law_library().basis(EXPIRED["base"], date(2022, 3, 1))

    text = printed(desk.case)["penalty_decision"]

    assert "当事人的上述行为违反了《中华人民共和国食品安全法》第三十四条第十项的规定。" in text
    assert "应当依据《中华人民共和国食品安全法》第一百二十四条第一款第五项的规定予以处罚。" in text
    assert basis.violates not in basis.punished


def test_the_catalogue_of_the_dossier_lists_the_papers_by_their_names(desk: Desk) -> None:
    closed(desk)

    text = printed(desk.case)["dossier_catalogue"]

    assert re.findall(r"\t(立案审批表|行政处罚告知书|行政处罚决定书|结案审批表)\t", text) == [
        "立案审批表",
        "行政处罚告知书",
        "行政处罚决定书",
        "结案审批表",
    ]


def test_the_sheet_of_an_act_lists_the_evidence_it_gathers_with_its_kind_in_words(desk: Desk) -> None:
    investigated(desk)
    more = {
        "title": "进货票据",
        "kind": "document",
        "taken_on": "2022-03-14",
        "place": "店内",
        "from_whom": "当事人",
        "method": "复印",
        "copies": 1,
    }
    first = text_of("evidence_sheet")
    desk.do("one", "gather", "2022-03-14", {"evidence": [more]})

    assert "1\t食品照片\t物证\t/\t2022年3月11日\t店内\t当事人\t3" in first
    assert "1\t进货票据\t书证\t复印\t2022年3月14日\t店内\t当事人\t1" in text_of("evidence_sheet")


def test_the_paper_of_the_act_that_opens_a_case_bears_the_number_the_case_gets(desk: Desk) -> None:
    lead = {
        "source": "inspection",
        "received_on": "2022-03-01",
        "suspected_violation": "销售过期食品",
        "lead_content": "检查发现",
    }
    case = desk.open("2022-03-01", lead)

    assert f"登记编号\t{case.number}" in text_of("case_source_register")


def test_each_signature_bears_the_day_on_which_it_was_given(desk: Desk) -> None:
    desk.open(
        "2022-03-01",
        {
            "source": "inspection",
            "received_on": "2022-03-01",
            "suspected_violation": "销售过期食品",
            "lead_content": "检查发现",
        },
    )
    for who in ("one", "two"):
        payload = {
            "role": "handler",
            "person": f"officer:{desk.officers[who].pk}",
            "name": desk.officers[who].name,
        }
        desk.do("unit", "assign", "2022-03-01", payload)
    filing = {
        "suspected_violation": "销售过期食品",
        "verification_result": "属实",
        "violation_continues": True,
        "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    }
    desk.do("one", "file", "2022-03-08", filing)
    desk.do("unit", "file", "2022-03-09")
    desk.do("head", "file", "2022-03-10")

    said = text_of("filing_approval")
    assert [f"{who}某　2022年3月{day}日" in said for who, day in (("one", 8), ("unit", 9), ("head", 10))] == [
        True
    ] * 3


NAMES = {
    "government": "江临市清河区人民政府",
    "superior": "江临市市场监督管理局",
    "court": "江临市清河区人民法院",
}


@pytest.mark.parametrize(
    ("year", "bodies"),
    [
        (2022, "江临市清河区人民政府或者江临市市场监督管理局申请行政复议"),
        (2024, "江临市清河区人民政府申请行政复议"),
    ],
)
def test_a_decision_names_the_bodies_of_the_place_by_the_law_of_its_date(
    desk: Desk, year: int, bodies: str
) -> None:
    """Since 2024-01-01 only the government of the own level reviews (行政复议法 24)."""
    for key, name in NAMES.items():
        people.set_local_name(bureau=desk.bureau, key=key, name=name, start=date(2021, 1, 1))
    decided_in(desk, year)

    said = text_of("penalty_decision")
    assert f"60日内向{bodies}" in said
    assert "6个月内依法向江临市清河区人民法院提起行政诉讼" in said


def test_once_served_the_last_day_of_each_remedy_runs_from_that_day(desk: Desk) -> None:
    """60 days and 6 months from receipt; a last day on a holiday moves to the next working day."""
    people.set_local_name(
        bureau=desk.bureau, key="government", name="江临市清河区人民政府", start=date(2021, 1, 1)
    )
    decided_in(desk, 2024)
    assert desk.case is not None
    document = Document.objects.get(template="penalty_decision")

    remedies = remedies_after(desk.case, document.data["remedy"], document.issued_at, date(2024, 5, 13))
    assert [(item["body"], str(item["last_day"])) for item in remedies] == [
        ("江临市清河区人民政府", "2024-07-12"),
        ("有管辖权的人民法院", "2024-11-13"),
    ]


def test_the_catalogue_lists_the_papers_of_the_performance_too_by_their_day(desk: Desk) -> None:
    closed(desk)

    titles = re.findall(
        r"\t(行政处罚决定书|涉案物品处理记录|结案审批表)\t", printed(desk.case)["dossier_catalogue"]
    )

    assert titles == ["行政处罚决定书", "涉案物品处理记录", "结案审批表"]


def of_two_parties(desk: Desk) -> tuple[Party, Party]:
    """An investigation that was suspended and resumed, then extended, and ends in a notice with the share of each party."""
    investigated(desk)
    other, _ = register_party(kind="enterprise", name="清河冷链有限公司")
    desk.do("unit", "add_party", "2022-03-12", {**party_payload(other, "当事人"), "reason": "共同违法"})
    suspended = {"suspension_ground": "pending_case", "approval_reason": "等待相关案件的裁判"}
    desk.do("head", "suspend", "2022-03-14", suspended)
    desk.do("head", "resume", "2022-03-20", {"approval_reason": "裁判已经作出"})
    desk.do("head", "extend", "2022-03-21", {"approval_reason": "案情复杂"})
    shares = [
        {"party": f"party:{desk.party.pk}", "fine": 3_000_000, "confiscated_goods": 30_000},
        {"party": f"party:{other.pk}", "fine": 2_000_000},
    ]
    flawed = {"base": "product_quality/50", "ended_on": "2022-03-01", "goods_value": 2_000_000}
    charged = [{**flawed, "party": share["party"]} for share in shares]
    listed = [{**row, "party": f"party:{desk.party.pk}"} for row in WORDS["goods_list"]]
    words = {**WORDS, "goods_list": listed, "party_penalties": shares, "bases": charged}
    concluded = {**words, "nature": "销售超过保质期食品", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-20", concluded)
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words, "one", "head")
    return desk.party, other


def test_the_share_of_each_party_is_printed_beside_its_name(desk: Desk) -> None:
    one, other = of_two_parties(desk)

    notice = printed(desk.case)["penalty_notice"]

    assert re.search(rf"{one.name}\D+30,000\.00", notice)
    assert re.search(rf"{other.name}\D+20,000\.00", notice)
    assert foreign(notice) == []


def test_the_approval_of_one_matter_prints_nothing_of_the_approval_before(desk: Desk) -> None:
    of_two_parties(desk)
    assert desk.case is not None
    approvals = [
        archive.rendered(row.document, "text").decode()
        for row in desk.case.documents.filter(template="matter_approval").order_by("seq")
    ]

    assert ["中止调查情形" in text for text in approvals] == [True, False, False]


def test_a_firm_without_a_code_is_not_asked_for_an_identity_card(desk: Desk) -> None:
    decided(desk)

    decision = printed(desk.case)["penalty_decision"]

    assert "身份证件号码" not in decision
    assert "统一社会信用代码" not in decision


def test_a_decision_says_where_the_fine_is_paid_and_what_is_added_when_it_is_late(desk: Desk) -> None:
    decided(desk)

    decision = printed(desk.case)["penalty_decision"]

    assert "到清河银行营业部缴纳罚款（户名：清河区财政局非税收入专户；账号：9901020000315000001）" in decision
    assert "每日按罚款数额的百分之三加处罚款" in decision


def test_a_decision_tells_filing_notice_inquiry_and_nature_from_the_record(desk: Desk) -> None:
    decided(desk)

    decision = printed(desk.case)["penalty_decision"]

    assert "本机关于2022年3月10日决定立案调查" in decision
    assert "2022年3月11日制作《证据提取单》" in decision
    assert (
        "本机关于2022年4月26日作出《行政处罚告知书》（清市监罚告〔2022〕1号），于2022年4月27日送达当事人"
        in decision
    )
    assert (
        "属于销售超过保质期食品的违法行为，应当依据《中华人民共和国食品安全法》第一百二十四条第一款第五项的规定"
        in decision
    )
    assert "□" not in decision


def test_a_paper_names_no_record_that_nobody_made(desk: Desk) -> None:
    investigated(desk)
    words = {
        **words_for(desk),
        "evidence_summary": "现场笔录、询问笔录和食品照片",
        "nature": "销售超过保质期食品",
    }

    with pytest.raises(
        ActRefusedError, match="《案件调查终结报告》说到《现场笔录》、《询问笔录》，案卷里没有"
    ):
        desk.do("one", "conclude", "2022-04-20", {**words, "disposition": "penalty"})

    scene = {
        "place": "店内",
        "began_at": "2022-03-12T09:00",
        "ended_at": "2022-03-12T09:40",
        "scene": "货架上有牛奶十盒",
        "subject_paper": "营业执照",
        "presence": "经营者在场",
    }
    desk.do("one", "inspect", "2022-03-12", scene)
    words["evidence_summary"] = "现场笔录和食品照片"
    desk.do("one", "conclude", "2022-04-20", {**words, "disposition": "penalty"})


def test_the_sheet_of_the_examination_says_when_the_file_came_in(desk: Desk) -> None:
    decided(desk)

    assert "收卷日期\t2022年4月20日" in printed(desk.case)["examination_form"]


def test_the_inventory_bears_the_number_of_its_decision(desk: Desk) -> None:
    decided(desk)

    assert "文书编号\t清市监处罚〔2022〕1号" in printed(desk.case)["goods_inventory"]


def test_a_bureau_that_has_not_entered_its_account_issues_no_decision_with_a_fine(desk: Desk) -> None:
    LocalName.objects.filter(key="payment_account").delete()

    with pytest.raises(ActRefusedError, match="《行政处罚决定书》缺少必填内容：代收账号") as refused:
        decided(desk)

    assert "由管理员在“本机关”的“参数”页登记" in refused.value.grounds[0].remedy


def test_the_report_of_an_investigation_tells_its_course_day_by_day(desk: Desk) -> None:
    decided(desk)

    assert "办理经过：2022年3月1日登记线索；2022年3月10日" in printed(desk.case)["investigation_report"]


def test_the_report_says_when_a_lead_came_in_and_when_it_was_registered(desk: Desk) -> None:
    investigated(desk, received_on="2022-02-27")
    words = words_for(desk)
    said = {**words, "nature": "销售超过保质期食品", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-20", said)

    report = printed(desk.case)["investigation_report"]
    assert "办理经过：2022年3月1日登记线索（发现线索或收到材料之日：2022年2月27日）；2022年3月10日" in report
    assert "收到材料之日\t2022年2月27日" in printed(desk.case)["case_source_register"]
    assert "登记日期\t2022年3月1日" in printed(desk.case)["case_source_register"]


def test_a_paper_of_the_secondary_file_is_not_served_on_a_party(desk: Desk) -> None:
    decided(desk)

    with pytest.raises(ActRefusedError, match="《立案审批表》是副卷的内部文书，不送达当事人"):
        desk.serve("filing_approval", "2022-05-11")
    desk.serve("penalty_decision", "2022-05-11")


def test_a_paper_handed_over_leaves_its_receipt_with_place_and_day(desk: Desk) -> None:
    decided(desk)

    text = printed(desk.case)["service_receipt"]

    assert "受送达人\t清河百货店" in text
    assert "☑直接送达" in text
    assert "行政处罚告知书\t清市监罚告〔2022〕1号\t2022年4月" in text
    assert "送达人：" in text


def test_a_receipt_is_served_on_nobody_and_post_leaves_none(desk: Desk) -> None:
    decided(desk)
    state = state_of(desk.case)
    receipts = [view for view in state.documents if view.template == "service_receipt"]

    assert receipts
    assert not any(view.parties or may_be_served(procedure_of(desk.case), state, view) for view in receipts)
    assert {manner.key for manner in manners().values() if manner.receipt} == {
        "personal",
        "left",
        "entrusted",
        "transferred",
    }


def test_a_notice_of_instalments_names_the_decision_its_day_its_fine_and_each_sum(desk: Desk) -> None:
    decided(desk)
    child = desk.child("performance")
    desk.serve("penalty_decision", "2022-05-12")
    desk.do("one", "confirm_service", "2022-05-12", {}, case=child)
    desk.do("one", "ask_deferral", "2022-05-16", {"deferral_reason": "资金周转困难"}, case=child)
    sums = [{"due_on": "2022-06-30", "amount": 2_000_000}, {"due_on": "2022-08-31", "amount": 3_000_000}]
    plan = {"deferral_kind": "instalments", "until": "2022-08-31", "instalments": sums}
    desk.do("head", "grant_deferral", "2022-05-17", plan, case=child)

    notice = printed(child)["deferral_notice"]

    assert re.search(
        r"于2022年5月10日作出《行政处罚决定书》（\D+市监处罚〔2022〕\d+号），对你（单位）处以罚款50,000\.00元（大写：伍万元整），尚未缴纳50,000\.00元",
        notice,
    )
    assert re.search(r"20,000\.00\D", notice)
    assert foreign(notice) == []
