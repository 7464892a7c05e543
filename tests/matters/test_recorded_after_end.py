# SPDX-License-Identifier: MulanPSL-2.0
"""Through the services: a term that had run out when an act was entered does not fall silent, whoever acts and whichever day is said."""

from __future__ import annotations

import pytest
from bureau_of import Desk, at

from fadu.cases.models import Act, Case
from fadu.kernel import clock
from fadu.oversight import checking

pytestmark = pytest.mark.django_db
APPLICATION = {
    "item": "食品经营许可",
    "application_kind": "new",
    "intake": "window",
    "received_on": "2022-03-01",
    "materials": "申请书、营业执照",
}
TIP = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-03-01",
}


def severities(office: Desk, moment: str) -> list[tuple[str, str]]:
    """What a check finds of terms that ran out, or had."""
    with clock.set_to(at(moment)):
        return [
            (each.severity, each.rule)
            for each in checking.check(office.bureau, again=True)
            if each.rule == "recorded_after_end" or each.rule.startswith("clock:")
        ]


def warnings(case: Case, action: str) -> list[str]:
    return [each for each in Act.objects.get(case=case, action=action).warnings if "不再逾期" in each]


@pytest.fixture
def application(office: Desk) -> Case:
    with clock.set_to(at("2022-03-01")):
        return office.open("licence", "window", "2022-03-01", APPLICATION, (office.trader, "申请人"))


@pytest.fixture
def tip(office: Desk) -> Case:
    with clock.set_to(at("2022-03-01")):
        return office.open("tip_off", "clerk", "2022-03-01", TIP)


#: five working days after 1 March
@pytest.mark.parametrize(
    ("recorded", "severity"),
    [("2022-03-08", None), ("2022-03-09", "noted"), ("2022-03-10", "noted"), ("2022-03-11", "possible")],
)
def test_what_an_applicant_did_is_asked_which_term_had_run_out(
    application: Case, office: Desk, recorded: str, severity: str | None
) -> None:
    with clock.set_to(at(recorded)):
        office.do(
            application, "window", "withdraw", "2022-03-07", party=office.trader, withdrawal_reason="不办了"
        )

    assert severities(office, recorded) == ([(severity, "recorded_after_end")] if severity else [])
    assert len(warnings(application, "withdraw")) == (1 if severity else 0)


def test_an_extension_entered_after_the_end_is_told_within_the_days_allowed(tip: Case, office: Desk) -> None:
    with clock.set_to(at("2022-03-23")):
        office.do(tip, "head", "extend", "2022-03-22T09:00", extension_reason="案情复杂")

    assert severities(office, "2022-03-23") == [("possible", "recorded_after_end")]
    assert warnings(tip, "extend") == [
        "“核查期限”2022-03-22届满，至2022-03-23未见办结；该日登记的“延长核查期限”写明2022-03-22，记录因此不再逾期。"
    ]


def test_an_extension_entered_on_the_last_day_is_not(tip: Case, office: Desk) -> None:
    with clock.set_to(at("2022-03-22")):
        office.do(tip, "head", "extend", "2022-03-21", extension_reason="案情复杂")

    assert severities(office, "2022-03-22") == []
    assert warnings(tip, "extend") == []


@pytest.mark.parametrize(("day", "early"), [("2019-12-31", True), ("2020-01-01", False)])
def test_a_day_before_the_law_had_the_term_is_told_when_it_is_typed(
    office: Desk, day: str, early: bool
) -> None:
    with clock.set_to(at("2022-03-01")):
        case = office.open("tip_off", "clerk", "2022-03-01", {**TIP, "received_on": day})

    early_terms = [
        each for each in Act.objects.get(case=case, seq=1).warnings if "尚无这一期限的规定" in each
    ]
    with clock.set_to(at("2022-03-01")):
        rules = {each.rule for each in checking.check(office.bureau, again=True)}
    assert bool(early_terms) == early
    assert ("before_the_law" in rules) == early
