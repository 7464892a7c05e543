# SPDX-License-Identifier: MulanPSL-2.0
"""A tip-off lived through the services, on a database: two officers, terms, notices of its date, what it became."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bureau_of import Desk, at

from fadu.cases.acts import clocks, moving, projection
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case, CaseLink
from fadu.matters.tip_off.models import TipOff

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NAMED = {"real_name": True, "informant_name": "王小暖", "informant_phone": "13900000000"}
PARTICULARS = {
    "channel": "platform",
    "special_kind": "general",
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
}


def opened(office: Desk, on: str, **more: Any) -> Case:
    case = office.open("tip_off", "clerk", on, {**PARTICULARS, **NAMED, "received_on": on, **more})
    office.assign(case, "handler", on, "one", "two")
    return case


def verified(office: Desk, on: str, verified_on: str, **more: Any) -> Case:
    case = opened(office, on, **more)
    office.do(case, "one", "verify", verified_on, visited_on=verified_on, findings="到场核查。")
    return case


def record(case: Case) -> TipOff:
    return TipOff.objects.get(case=case)


NOT_FILED = {"not_filed_ground": "unfounded", "not_filed_reason": "未发现违法事实。"}
FILED = {"filing_opinion": "有初步证据，建议立案。"}
SIGNERS = ("one", "unit", "head")


def test_a_real_name_informant_is_told_that_no_case_was_opened_by_the_form_of_2019(office: Desk) -> None:
    case = verified(office, "2022-03-01", "2022-03-03")
    office.signed(case, "not_file", "2022-03-10", NOT_FILED, *SIGNERS)
    with pytest.raises(ActRefusedError, match="尚未送答复审查"):
        office.do(case, "one", "tell", "2022-03-11", told_on="2022-03-11", told_by="document")
    office.review(case, "one", "tell", "2022-03-11")
    office.do(case, "one", "tell", "2022-03-17", told_on="2022-03-17", told_by="document")

    paper = office.texts(case)["not_filed_notice"]
    assert "清市监举不立告〔2022〕1号" in paper
    assert "未发现违法事实" in paper
    assert "王小暖" not in paper
    row = record(case)
    assert (row.decision, row.decided_on, row.told_on) == (
        "not_file",
        date(2022, 3, 10),
        date(2022, 3, 17),
    )
    last_days = dict(case.clocks.values_list("clock", "due_on"))
    assert last_days["verification"] == date(2022, 3, 22)
    assert last_days["informant_notice"] == date(2022, 3, 17)
    assert row.reply_reviewed


def test_the_notice_that_a_case_was_opened_names_the_day(office: Desk) -> None:
    case = verified(office, "2022-03-01", "2022-03-03")
    office.signed(case, "file", "2022-03-10", FILED, *SIGNERS)
    office.review(case, "one", "tell", "2022-03-11")
    office.do(case, "one", "tell", "2022-03-11", told_on="2022-03-11", told_by="document")

    papers = office.texts(case)
    assert "not_filed_notice" not in papers
    assert "已于2022年3月10日决定立案" in papers["filed_notice"]


def test_one_officer_alone_does_not_verify(office: Desk) -> None:
    case = office.open(
        "tip_off", "clerk", "2022-03-01", {**PARTICULARS, **NAMED, "received_on": "2022-03-01"}
    )
    office.assign(case, "handler", "2022-03-01", "one")
    with pytest.raises(ActRefusedError, match="2名"):
        office.do(case, "one", "verify", "2022-03-02", visited_on="2022-03-02", findings="—")


def test_from_15_april_2026_a_result_is_told_by_form_only_where_a_rule_is_named(office: Desk) -> None:
    case = verified(office, "2026-05-11", "2026-05-12", special_kind="false_information")
    office.signed(case, "not_file", "2026-05-13", NOT_FILED, *SIGNERS)
    office.review(case, "one", "tell", "2026-05-14", "经核查未发现公示信息虚假。")
    payload = {"told_on": "2026-05-14", "told_by": "document", "result_text": "经核查未发现公示信息虚假。"}
    with pytest.raises(ActRefusedError, match="告知依据"):
        office.do(case, "one", "tell", "2026-05-14", **payload)
    office.do(case, "one", "tell", "2026-05-14", **payload, notice_basis="企业信息公示暂行条例第十三条第一款")

    assert "根据《企业信息公示暂行条例》第十三条第一款的规定" in office.texts(case)["tip_off_result"]


def test_from_15_april_2026_a_general_informant_may_be_told_without_the_form(office: Desk) -> None:
    case = verified(office, "2026-05-11", "2026-05-12")
    office.signed(case, "not_file", "2026-05-13", NOT_FILED, *SIGNERS)
    office.review(case, "one", "tell", "2026-05-14", "不予立案。")
    office.do(
        case, "one", "tell", "2026-05-14", told_on="2026-05-14", told_by="phone", result_text="不予立案。"
    )

    assert "tip_off_result" not in office.texts(case)


def test_a_second_tip_off_with_new_facts_is_joined_and_the_first_term_begins_anew(office: Desk) -> None:
    first = opened(office, "2026-05-11")
    second = opened(office, "2026-05-20", allegation="又见其涂改日期")
    office.do(
        second, "unit", "join", "2026-05-21", joined_to=first.number, join_reason="同一举报人补充新事实"
    )
    office.do(first, "clerk", "receive_again", "2026-05-20T11:00", new_facts="涂改生产日期")

    second.refresh_from_db()
    assert (second.stage, record(second).decision) == ("joined", "join")
    assert first.clocks.get(clock="verification", void=False).due_on == date(2026, 6, 10)
    links = {
        (x.case.number, x.kind, x.other.number) for x in CaseLink.objects.select_related("case", "other")
    }
    assert links == {
        (second.number, "merged_into", first.number),
        (first.number, "merged_from", second.number),
    }


def test_a_tip_off_is_joined_to_none_that_is_not_running_here(office: Desk) -> None:
    case = opened(office, "2026-05-11")
    with pytest.raises(ActRefusedError, match="没有案号"):
        office.do(case, "unit", "join", "2026-05-12", joined_to="清市监举〔2026〕99号", join_reason="重复")


def test_a_penalty_case_that_a_tip_off_became_is_linked_both_ways(office: Desk) -> None:
    case = verified(office, "2022-03-01", "2022-03-03")
    lead = {
        "source": "tip_off",
        "received_on": "2022-03-01",
        "suspected_violation": "销售过期食品",
        "lead_content": "举报",
    }
    penalty = office.open(
        "penalty", "clerk", "2022-03-10", lead, (office.trader, "当事人"), links=[("tip_off", case)]
    )
    office.signed(case, "file", "2022-03-10", {**FILED, "linked": [penalty.number]}, *SIGNERS)

    links = {
        (x.case.number, x.kind, x.other.number) for x in CaseLink.objects.select_related("case", "other")
    }
    assert links == {(penalty.number, "tip_off", case.number), (case.number, "penalty", penalty.number)}


def test_the_record_can_be_rebuilt_from_the_acts_alone(office: Desk) -> None:
    case = verified(office, "2022-03-01", "2022-03-03")
    office.signed(case, "not_file", "2022-03-10", NOT_FILED, *SIGNERS)
    before = {f.attname: getattr(record(case), f.attname) for f in TipOff._meta.fields}
    TipOff.objects.filter(case=case).delete()

    projection.rebuild(Case.objects.filter(pk=case.pk))

    assert {f.attname: getattr(record(case), f.attname) for f in TipOff._meta.fields} == before


def test_a_case_decided_under_the_old_rule_keeps_its_notice_when_it_goes_over_to_the_new(
    office: Desk,
) -> None:
    case = verified(office, "2026-04-01", "2026-04-02")
    office.signed(case, "not_file", "2026-04-13", NOT_FILED, *SIGNERS)
    moving_on = at("2026-04-16")
    moving.move(Case.objects.get(pk=case.pk), moving_on)
    case.refresh_from_db()

    assert case.edition == date(2026, 4, 15)
    due = {r.clock: r.due_on for r in clocks.readings_of(case, moving_on)}
    assert due["informant_notice"] == date(2026, 4, 20)
    with pytest.raises(ActRefusedError, match="应当告知举报人"):
        office.do(case, "one", "close", "2026-04-16", no_notice_reason="不适用")
