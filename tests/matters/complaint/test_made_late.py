# SPDX-License-Identifier: MulanPSL-2.0
"""A paper made days after the act it bears says so below its date, so that nobody takes it for one of that day."""

from __future__ import annotations

import pytest
from bureau_of import Desk, at

from fadu.cases.models import Case
from fadu.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.papers]
PARTICULARS = {
    "channel": "platform",
    "goods": "手机",
    "dispute": "三天后无法开机",
    "request": "退货退款",
    "claim_amount": 329_900,
    "received_on": "2022-03-01",
}
MARK = "（补录：所载事项办理于2022年3月2日，本文书于2022年3月6日登记时补制，以当时签署的原件为据）"


def accepted(office: Desk, *, recorded: str) -> Case:
    """A complaint accepted on 2 March, which somebody entered on a later day."""
    sides = ((office.consumer, "投诉人"), (office.trader, "被投诉人"))
    with clock.set_to(at("2022-03-01")):
        case = office.open("complaint", "clerk", "2022-03-01", PARTICULARS, *sides)
        office.assign(case, "handler", "2022-03-01", "one")
    with clock.set_to(at(recorded)):
        office.do(case, "one", "accept", "2022-03-02")
    return case


@pytest.mark.parametrize("recorded", ["2022-03-02", "2022-03-05"])
def test_a_paper_made_within_the_days_allowed_bears_its_day_alone(office: Desk, recorded: str) -> None:
    case = accepted(office, recorded=recorded)

    text = office.texts(case)["acceptance_decision"]

    assert "2022年3月2日" in text
    assert "补录" not in text


def test_a_paper_made_later_bears_the_day_of_the_act_and_the_day_it_was_made(office: Desk) -> None:
    case = accepted(office, recorded="2022-03-06")

    lines = office.texts(case)["acceptance_decision"].split("\n")

    assert lines[lines.index(MARK) - 1] == "2022年3月2日"  # below the date
    assert case.documents.get(template="acceptance_decision").document.data["made_on"] == "2022-03-06"


def test_the_papers_before_it_are_not_marked(office: Desk) -> None:
    case = accepted(office, recorded="2022-03-06")

    assert "补录" not in office.texts(case)["complaint_register"]
