# SPDX-License-Identifier: MulanPSL-2.0
"""Who has an interest in a case, or was told to keep out of it, does nothing in it nor in what springs from it."""

from __future__ import annotations

from typing import Any

import pytest
from life import Desk, at, investigated

from fadu.cases.errors import ActRefusedError
from fadu.kernel import clock
from fadu.people import services as people

pytestmark = pytest.mark.django_db
ROW = {
    "title": "照片",
    "kind": "object",
    "taken_on": "2022-03-12",
    "place": "店内",
    "from_whom": "当事人",
    "copies": 1,
}


def person(desk: Desk, who: str) -> str:
    return f"officer:{desk.officers[who].pk}"


def decided(desk: Desk, who: str, on: str, decision: str, level: str = "staff") -> None:
    payload = {
        "recused_person": person(desk, who),
        "recusal_level": level,
        "recusal_decision": decision,
        "approval_reason": "近亲属",
    }
    desk.do("head", "decide_recusal", on, payload)


def gather(desk: Desk, who: str, on: str) -> None:
    with clock.set_to(at(on)):
        desk.do(who, "gather", on, {"evidence": [ROW]})


def codes(desk: Desk, action: str, who: str, on: str, payload: dict[str, Any]) -> list[str]:
    with pytest.raises(ActRefusedError) as error:
        desk.do(who, action, on, payload)
    return [ground.code for ground in error.value.grounds]


def test_until_a_recusal_is_decided_the_investigation_goes_on_and_then_it_binds(desk: Desk) -> None:
    investigated(desk)
    gather(desk, "one", "2022-03-12")
    decided(desk, "one", "2022-03-14", "granted")

    assert "conflict" in codes(desk, "gather", "one", "2022-03-15", {"evidence": [ROW]})


def test_whoever_was_recused_is_no_second_officer_and_is_not_assigned_again(desk: Desk) -> None:
    investigated(desk)
    decided(desk, "two", "2022-03-14", "granted")

    assert codes(desk, "gather", "one", "2022-03-15", {"evidence": [ROW]}) == ["together"]
    desk.do(
        "unit", "release", "2022-03-15", {"role": "handler", "person": person(desk, "two"), "reason": "回避"}
    )
    payload = {"role": "handler", "person": person(desk, "two"), "name": "two某"}
    assert codes(desk, "assign", "unit", "2022-03-15", payload) == ["conflict"]


def test_a_recusal_that_was_not_granted_keeps_nobody_out(desk: Desk) -> None:
    investigated(desk)
    decided(desk, "one", "2022-03-14", "rejected")

    gather(desk, "one", "2022-03-15")


def test_a_recusal_reaches_the_cases_that_spring_from_this_one(desk: Desk) -> None:
    investigated(desk)
    decided(desk, "secretary", "2022-03-14", "granted")
    desk.do("unit", "ask_recusal_discussion", "2022-03-15", {"recused_person": person(desk, "head")})
    item = desk.child("committee_item")

    with pytest.raises(ActRefusedError, match="回避"):
        desk.do(
            "secretary",
            "convene",
            "2022-03-20",
            {
                "body": "bureau_heads",
                "meeting_on": "2022-03-20",
                "place": "局会议室",
                "entitled": 2,
                "quorum": 2,
            },
            case=item,
        )


def test_an_interest_declared_keeps_out_from_its_day_until_it_is_lifted(desk: Desk) -> None:
    investigated(desk)
    held = people.declare_conflict(
        officer=desk.officers["one"],
        party=desk.party,
        reason="近亲属任职",
        on=desk.officers["one"].since.replace(2022, 3, 13),
    )

    gather(desk, "one", "2022-03-12")
    assert "conflict" in codes(desk, "gather", "one", "2022-03-13", {"evidence": [ROW]})
    people.end_conflict(conflict=held, on=held.declared_on.replace(day=20))
    gather(desk, "one", "2022-03-20")
