# SPDX-License-Identifier: MulanPSL-2.0
"""Remedies by basis, kind of decision and day: which way must be gone first, how long each is open, and what runs in its place."""

from __future__ import annotations

from datetime import date

import pytest

from fadu.kernel.errors import UnknownNameError
from fadu.law import library
from fadu.law.limit import GENERAL
from fadu.law.remedies import OTHER_PARTS, Contested, limit_in_place_of, of_bases

LAW = library()
#: kinds of decision that go to reconsideration first since the law of 2023
FIRST = ("on_the_spot", "silence", "undisclosed")


def against(on: date, *under: str, served: date | None = None) -> list[tuple[str, str, str, str | None]]:
    """Kind, length, what must come before, and the last day of each remedy."""
    items = LAW.remedies(Contested(made_on=on, under=under), served).items
    return [
        (each.kind, each.length, each.after, str(each.last_day) if each.last_day else None) for each in items
    ]


@pytest.mark.parametrize("key", FIRST)
@pytest.mark.parametrize(
    ("on", "is_first"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True), (date(2024, 1, 2), True)]
)
def test_since_2024_decisions_on_the_spot_silence_and_refused_disclosure_go_to_reconsideration_first(
    key: str, on: date, is_first: bool
) -> None:
    suit = ("litigation", "15日", "reconsideration", None) if is_first else ("litigation", "6个月", "", None)
    assert against(on, key) == [("reconsideration", "60日", "", None), suit]


@pytest.mark.parametrize("on", [date(2019, 4, 1), date(2023, 12, 31), date(2024, 1, 1)])
def test_price_cases_go_to_reconsideration_first_whatever_the_day(on: date) -> None:
    items = LAW.remedies(Contested(made_on=on, under=("price",)), None).items

    assert [each.after for each in items] == ["", "reconsideration"]
    assert all("价格违法行为行政处罚规定 20" in each.cites for each in items)
    assert all(("行政复议法 23" in each.cites) is (on >= date(2024, 1, 1)) for each in items)


def test_two_hundred_yuan_on_the_spot_are_open_to_reconsideration_alone_until_the_sixtieth_day() -> None:
    day = date(2024, 3, 18)
    remedies = LAW.remedies(Contested(made_on=day, under=("on_the_spot",)), day)

    assert remedies.latest is not None
    assert (remedies.latest.kind, remedies.latest.last_day) == ("reconsideration", date(2024, 5, 17))
    assert limit_in_place_of(LAW, "litigation/suit", Contested(made_on=day, under=("on_the_spot",))) is None
    assert LAW.due("penalty/enforcement_application", date(2024, 5, 17)).last_day == date(2024, 8, 19)


@pytest.mark.parametrize(("key", "cite"), [("metrology", "计量法 31"), ("tobacco", "烟草专卖法 41")])
def test_some_laws_give_fifteen_days_to_sue_and_leave_reconsideration_its_sixty(key: str, cite: str) -> None:
    day = date(2024, 3, 18)
    remedies = LAW.remedies(Contested(made_on=day, under=(key,)), day)

    assert against(day, key, served=day) == [
        ("reconsideration", "60日", "", "2024-05-17"),
        ("litigation", "15日", "", "2024-04-02"),
    ]
    assert remedies.latest is not None
    assert remedies.latest.kind == "reconsideration"
    assert [cite in each.cites for each in remedies.items] == [False, True]


def test_a_decision_on_several_bases_names_the_remedies_of_each_part_and_the_rest_last() -> None:
    day = date(2024, 3, 18)
    mixed = Contested(made_on=day, under=(GENERAL, "price"))

    parts = [each.part for each in LAW.remedies(mixed, day).items]

    assert parts == ["价格违法行为的处罚", "价格违法行为的处罚", OTHER_PARTS, OTHER_PARTS]
    assert limit_in_place_of(LAW, "litigation/suit", mixed) == "litigation/suit"
    both_short = Contested(made_on=day, under=("metrology", "price"))
    assert limit_in_place_of(LAW, "litigation/suit", both_short) == "litigation/suit_metrology"


def test_parts_that_the_same_rules_govern_are_one() -> None:
    before = Contested(made_on=date(2023, 12, 31), under=("on_the_spot", GENERAL))

    assert [each.part for each in LAW.remedies(before, None).items] == ["", ""]


def test_bases_say_what_the_remedies_fall_under() -> None:
    day = date(2024, 3, 18)

    assert of_bases(LAW, ("price/42", "price/7"), day) == ("price",)
    assert of_bases(LAW, ("metrology/46", "advertising/57-1"), day) == ("metrology", GENERAL)
    assert of_bases(LAW, ("own",), day) == of_bases(LAW, (), day) == (GENERAL,)


def test_a_limit_of_no_remedy_is_left_alone_and_an_unknown_kind_of_decision_refused() -> None:
    day = date(2024, 3, 18)

    assert (
        limit_in_place_of(LAW, "penalty/payment", Contested(made_on=day, under=("price",)))
        == "penalty/payment"
    )
    with pytest.raises(UnknownNameError, match="on_the_spot"):
        LAW.remedies(Contested(made_on=day, under=("on_spot",)), None)
