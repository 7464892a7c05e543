# SPDX-License-Identifier: MulanPSL-2.0
"""What a demand and an application to the court say of the money: the sum that is overdue by that day, and what came in (行政强制法 35)."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.matters.performance.sayings import demanded, received
from fadu.procedure.library import library
from fadu.procedure.testing import CaseInMemory, moment, party


@pytest.fixture
def owing() -> CaseInMemory:
    """A fine of 50,000 yuan and gains of 500, served on 5 January 2022; the fine in two instalments, the first of them paid."""
    procedure = library().procedure("performance", date(2022, 1, 4))
    case = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    case.open("begin", moment("2022-01-04"), {"fine": 5_000_000, "confiscated_gains": 50_000})
    case.serve("penalty_decision", moment("2022-01-05"))
    case.act("confirm_service", moment("2022-01-05"))
    case.act("ask_deferral", moment("2022-01-06"))
    rows = [{"due_on": "2022-03-01", "amount": 2_000_000}, {"due_on": "2022-06-01", "amount": 3_000_000}]
    plan = {"deferral_kind": "instalments", "until": "2022-06-01", "instalments": rows}
    case.act("grant_deferral", moment("2022-01-07"), plan)
    paid = {"paid_on": "2022-03-01", "amount": 2_000_000, "payment_kind": "fine", "collected_by": "bank"}
    case.act("pay", moment("2022-03-01"), {"payments": [paid]})
    return case


@pytest.mark.parametrize(
    ("day", "sums"),
    [
        ("2022-06-01", "没收的违法所得500.00元（大写：伍佰元整）"),
        ("2022-06-02", "罚款30,000.00元（大写：叁万元整）；没收的违法所得500.00元（大写：伍佰元整）"),
    ],
)
def test_what_is_demanded_is_what_is_overdue_on_that_day(owing: CaseInMemory, day: str, sums: str) -> None:
    assert demanded(owing.world(moment(day))) == sums


def test_what_came_in_is_told_and_nothing_where_nothing_did(owing: CaseInMemory) -> None:
    assert received(owing.world(moment("2022-06-02"))) == "罚款20,000.00元（大写：贰万元整）"

    procedure = library().procedure("performance", date(2022, 1, 4))
    fresh = CaseInMemory(procedure=procedure, law=law_library(), parties=(party(1),))
    fresh.open("begin", moment("2022-01-04"), {"fine": 5_000_000})
    assert received(fresh.world(moment("2022-06-02"))) == ""
