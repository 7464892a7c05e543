# SPDX-License-Identifier: MulanPSL-2.0
"""What a list of confiscated things is read as: which thing is meant, how much of it came in, what is lacking."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fadu.matters.performance.confiscated import called, meant, not_taken_in, on_hand, things
from fadu.procedure.state import State
from fadu.procedure.testing import party

LISTED = [
    {"party": "party:1", "name": "酒", "model": "500ml", "unit": "瓶", "quantity": "20"},
    {"party": "party:1", "name": "酒", "model": "250ml", "unit": "瓶", "quantity": "6"},
    {"party": "party:1", "name": "散装熟食", "unit": "千克", "quantity": "6.5"},
    {"party": "party:2", "name": "货架", "unit": "个", "quantity": "1"},
]


def state(**lists: tuple[dict[str, str], ...]) -> State:
    return State(parties=(party(1),), fields={"goods_list": LISTED}, lists=lists)


def test_what_is_listed_against_another_party_is_not_this_ones() -> None:
    assert [thing.label for thing in things(state())] == ["酒（500ml）", "酒（250ml）", "散装熟食"]


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("酒（500ML）", ["酒（500ml）"]),
        ("酒 500ml", ["酒（500ml）"]),
        ("散装熟食", ["散装熟食"]),
        ("酒", ["酒（500ml）", "酒（250ml）"]),
        ("货架", []),
        ("", []),
    ],
)
def test_a_thing_is_known_by_name_and_model_or_by_a_name_alone(said: str, labels: list[str]) -> None:
    assert [thing.label for thing in meant(state(), said)] == labels


def test_a_thing_that_stands_on_no_list_is_called_as_it_was_written() -> None:
    assert called(state(), "货架") == "货架"


def test_two_rows_of_one_thing_are_one_thing() -> None:
    twice = State(parties=(party(1),), fields={"goods_list": [LISTED[2], LISTED[2]]})

    assert [(thing.label, thing.quantity) for thing in things(twice)] == [("散装熟食", Decimal("13.0"))]


def test_kilograms_are_reckoned_in_parts_and_what_is_lacking_is_named() -> None:
    came = state(
        goods=(
            {"item": "散装熟食", "quantity": "4.2", "taken_on": "2022-03-17"},
            {"item": "散装熟食", "quantity": "2.3", "taken_on": "2022-03-18"},
            {"item": "酒500ml", "quantity": "19", "taken_on": "2022-03-18"},
        ),
        disposals=({"item": "散装熟食", "quantity": "4.1"},),
    )

    assert [thing.label for thing in not_taken_in(came)] == ["酒（500ml）", "酒（250ml）"]
    assert on_hand(came) == {"散装熟食": Decimal("2.4"), "酒（500ml）": Decimal(19)}


def test_a_thing_without_a_number_is_taken_in_once_any_of_it_came() -> None:
    some = [{"party": "party:1", "name": "标识", "quantity": "一批"}]
    came = State(
        parties=(party(1),),
        fields={"goods_list": some},
        lists={"goods": ({"item": "标识", "quantity": "300"},)},
    )

    assert list(not_taken_in(came)) == []
    assert list(not_taken_in(came.with_(lists={}))) == list(things(came))
