# SPDX-License-Identifier: MulanPSL-2.0
"""A tip-off “filed” is filed: without a penalty case linked at either end, filed no later, a check lists it from the next day on."""

from __future__ import annotations

from typing import Any

import pytest
from bureau_of import Desk, at

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.oversight.checking import check
from fadu.oversight.followed import RULE

pytestmark = pytest.mark.django_db
SIGNERS = ("one", "unit", "head")
FILED = {"filing_opinion": "有初步证据，建议立案。"}
NOT_FILED = {"not_filed_ground": "unfounded", "not_filed_reason": "未发现违法事实。"}
LEAD = {
    "source": "tip_off",
    "received_on": "2022-03-01",
    "suspected_violation": "销售过期食品",
    "lead_content": "举报",
}
PENALTY_FILED = {
    "suspected_violation": "销售过期食品",
    "verification_result": "货架上有过期食品。",
    "filing_conditions": ["evidence", "punishable", "jurisdiction", "in_time"],
    "violation_ended_on": "2022-02-20",
    "violation_continues": False,
}


@pytest.fixture
def tip(office: Desk) -> Case:
    payload = {
        "channel": "platform",
        "special_kind": "general",
        "respondent": "清河百货店",
        "allegation": "销售超过保质期的食品",
        "real_name": False,
        "received_on": "2022-03-01",
    }
    case = office.open("tip_off", "clerk", "2022-03-01", payload)
    office.assign(case, "handler", "2022-03-01", "one", "two")
    office.do(case, "one", "verify", "2022-03-03", visited_on="2022-03-03", findings="到场核查。")
    return case


def penalty(office: Desk, filed: str = "", **more: Any) -> Case:
    case = office.open("penalty", "clerk", "2022-03-08", LEAD | more, (office.trader, "当事人"))
    office.assign(case, "handler", "2022-03-08", "one", "two")
    if filed:
        office.signed(case, "file", filed, PENALTY_FILED, *SIGNERS)
    return case


def listed(office: Desk, on: str, case: Case) -> list[tuple[str, str]]:
    with clock.set_to(at(on)):
        return [
            (each.severity, each.message)
            for each in check(office.bureau)
            if each.rule == RULE and each.case == case.pk
        ]


def test_a_tip_off_filed_without_any_penalty_case_is_listed_from_the_next_day(
    office: Desk, tip: Case
) -> None:
    office.signed(tip, "file", "2022-03-10", FILED, *SIGNERS)

    assert listed(office, "2022-03-10", tip) == []
    [(severity, message)] = listed(office, "2022-03-11", tip)
    assert severity == "possible"
    assert "没有任何“行政处罚（普通程序）”案件与本案关联" in message


@pytest.mark.parametrize("named_at", ["tip_off", "penalty", "afterwards"])
def test_a_penalty_case_filed_the_same_day_and_linked_at_either_end_is_what_was_said(
    office: Desk, tip: Case, named_at: str
) -> None:
    case = penalty(office, "2022-03-10", **({"linked": [tip.number]} if named_at == "penalty" else {}))
    named = {"linked": [case.number]}
    office.signed(tip, "file", "2022-03-10", FILED | (named if named_at == "tip_off" else {}), *SIGNERS)
    if named_at == "afterwards":
        office.do(tip, "one", "name_case", "2022-03-14", **named)

    assert listed(office, "2022-03-15", tip) == []


def test_what_was_found_is_gone_once_the_other_end_records_it(office: Desk, tip: Case) -> None:
    office.signed(tip, "file", "2022-03-10", FILED, *SIGNERS)
    assert listed(office, "2022-03-11", tip)
    penalty(office, "2022-03-10", linked=[tip.number])

    assert listed(office, "2022-03-11", tip) == []


def test_a_linked_case_that_was_never_filed_or_filed_later_is_listed(office: Desk, tip: Case) -> None:
    case = penalty(office, linked=[tip.number])
    office.signed(tip, "file", "2022-03-10", FILED, *SIGNERS)
    [(severity, message)] = listed(office, "2022-03-11", tip)
    assert (severity, "至今没有“立案”" in message) == ("possible", True)
    office.signed(case, "file", "2022-03-14", PENALTY_FILED, *SIGNERS)

    [(severity, message)] = listed(office, "2022-03-15", tip)
    assert (severity, "到2022-03-14才“立案”" in message) == ("contradiction", True)


@pytest.mark.parametrize(("filed", "severity"), [("2022-03-09", "contradiction"), ("2022-03-14", "possible")])
def test_a_tip_off_not_filed_from_which_a_case_was_filed_is_listed(
    office: Desk, tip: Case, filed: str, severity: str
) -> None:
    penalty(office, filed, linked=[tip.number])
    office.signed(tip, "not_file", "2022-03-10", NOT_FILED, *SIGNERS)

    assert [each[0] for each in listed(office, "2022-03-15", tip)] == [severity]


def test_a_case_filed_for_another_lead_is_no_filing_of_this_one(office: Desk, tip: Case) -> None:
    another = office.open(
        "tip_off",
        "clerk",
        "2022-03-01",
        {
            "channel": "letter",
            "special_kind": "food",
            "respondent": "另一家店",
            "allegation": "添加剂超标",
            "real_name": False,
            "received_on": "2022-03-01",
        },
    )
    case = penalty(office, "2022-03-10", linked=[another.number])
    office.signed(tip, "file", "2022-03-10", FILED | {"linked": [case.number]}, *SIGNERS)

    [(severity, message)] = listed(office, "2022-03-11", tip)
    assert (severity, another.number in message) == ("possible", True)


def test_a_case_that_is_not_there_or_of_another_kind_is_not_named(office: Desk, tip: Case) -> None:
    with pytest.raises(ActRefusedError, match="没有案号为“清市监案〔2022〕99号”"):
        office.do(tip, "one", "file", "2022-03-10", **FILED, linked=["清市监案〔2022〕99号"])
    with pytest.raises(ActRefusedError, match="不是“行政处罚（普通程序）”案件"):
        office.do(tip, "one", "file", "2022-03-10", **FILED, linked=[tip.number])
    with pytest.raises(ActRefusedError, match="没有案号为“清市监举〔2022〕99号”"):
        penalty(office, linked=["清市监举〔2022〕99号"])


def test_a_penalty_case_registered_from_a_tip_off_does_not_repeat_who_informed(office: Desk) -> None:
    sealed = {"real_name": True, "informant_name": "王小暖", "informant_phone": "13900000000"}
    particulars = {"channel": "platform", "special_kind": "general", "respondent": "店", "allegation": "过期"}
    tip = office.open("tip_off", "clerk", "2022-03-01", particulars | sealed | {"received_on": "2022-03-01"})
    with pytest.raises(ActRefusedError, match="密封"):
        penalty(office, linked=[tip.number], source_detail="王小暖举报")
    case = penalty(office, linked=[tip.number])

    with pytest.raises(ActRefusedError, match="密封"):
        office.do(case, "one", "note", "2022-03-09", text="据王小暖说")
