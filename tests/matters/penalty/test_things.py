# SPDX-License-Identifier: MulanPSL-2.0
"""What a decision confiscates, as the services hand it to the performance and hold it there."""

from __future__ import annotations

from typing import Any

import pytest
from life import Desk, decided, destroy_goods, staffed

from fadu.cases.errors import ActRefusedError

pytestmark = pytest.mark.django_db

KEPT = {"unit_of_item": "盒", "taken_on": "2022-05-12", "kept_at": "罚没物品仓库", "keeper": "仓库保管员"}


def taken(item: str, quantity: str) -> dict[str, Any]:
    return {"goods": [{"item": item, "quantity": quantity, **KEPT}]}


def codes(refused: ActRefusedError) -> list[str]:
    return [ground.code for ground in refused.grounds]


def decided_and_served() -> Desk:
    """A decision that was served, and its performance, begun."""
    desk = staffed()
    decided(desk)
    desk.serve("penalty_decision", "2022-05-11")
    desk.do("one", "confirm_service", "2022-05-12", {}, case=desk.child("performance"))
    return desk


@pytest.fixture
def desk(begin_from: Any) -> Desk:
    return begin_from(decided_and_served)


@pytest.fixture
def child(desk: Desk) -> Any:
    return desk.child("performance")


def test_the_performance_knows_the_list_of_the_decision(desk: Desk, child: Any) -> None:
    listed = child.acts.get(action="begin").payload["goods_list"]

    assert [(row["name"], row["quantity"], row["party"]) for row in listed] == [
        ("某品牌纯牛奶", "10", f"party:{desk.party.pk}")
    ]


@pytest.mark.parametrize(
    ("item", "quantity", "code"),
    [("别的东西", "1", "not_confiscated"), ("某品牌纯牛奶", "11", "more_than_confiscated")],
)
def test_what_was_not_confiscated_is_not_taken_in(
    desk: Desk, child: Any, item: str, quantity: str, code: str
) -> None:
    with pytest.raises(ActRefusedError) as refused:
        desk.do("one", "take_in_goods", "2022-05-12", taken(item, quantity), case=child)

    assert codes(refused.value) == [code]


def test_nothing_is_settled_while_a_part_of_the_list_is_lacking(desk: Desk, child: Any) -> None:
    paid = {"paid_on": "2022-05-13", "amount": 5_000_000, "payment_kind": "fine", "receipt": "1"}
    desk.do("one", "pay", "2022-05-13", {"payments": [{**paid, "collected_by": "bank"}]}, case=child)
    desk.do("one", "take_in_goods", "2022-05-13", taken("某品牌纯牛奶250ml", "9"), case=child)

    with pytest.raises(ActRefusedError) as refused:
        desk.do("one", "settle", "2022-05-13", {}, case=child)

    assert codes(refused.value) == ["not_paid"]


def test_the_same_goods_are_not_taken_in_twice(desk: Desk, child: Any) -> None:
    destroy_goods(desk, "2022-05-12", child)

    with pytest.raises(ActRefusedError) as refused:
        desk.do("one", "take_in_goods", "2022-05-13", taken("某品牌纯牛奶250ml", "10"), case=child)

    assert codes(refused.value) == ["more_than_confiscated"]
