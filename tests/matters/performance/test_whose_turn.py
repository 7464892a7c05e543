# SPDX-License-Identifier: MulanPSL-2.0
"""Whose turn it is while a decision is performed: the party's as long as it owes money, then the bureau's by name."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law_library
from fadu.matters.performance.sayings import instalment_missed
from fadu.procedure.decision import World
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.turns import turns


def world_on(scenario: str, day: str) -> World:
    """A story at the end of a day."""
    case = run(
        library().folders["performance"] / "scenarios" / f"{scenario}.yaml", library(), law_library()
    ).case
    at = datetime.combine(date.fromisoformat(day), time.max, LEGAL_TIME)
    lived = tuple(entry for entry in case.state.entries if entry.at <= at)
    return case.world(at).with_(state=fold(case.procedure, lived))


def turn_on(scenario: str, day: str) -> list[tuple[str, str, str]]:
    """Kind, act or term, and role of what is open at the end of a day of a story."""
    world = world_on(scenario, day)
    return [(turn.kind, turn.what, turn.role or turn.about) for turn in turns(world)]


@pytest.mark.parametrize(
    ("scenario", "day", "waits_for"),
    [
        # the fine is owed; paid, so that the things are to be taken in; in store; disposed of; paid over
        ("goods_disposed", "2022-03-15", ("wait", "payment", "party")),
        ("goods_disposed", "2022-03-16", ("act", "take_in_goods", "handler")),
        ("goods_disposed", "2022-03-17", ("act", "dispose_goods", "handler")),
        ("goods_disposed", "2022-04-21", ("act", "remit_proceeds", "handler")),
        ("receipts", "2022-03-15", ("wait", "payment", "party")),
        # paid in full with nothing else laid on the party
        ("changed_after_payment", "2022-01-09", ("wait", "payment", "party")),
        ("other_penalty_not_obeyed", "2022-05-20", ("act", "settle", "handler")),
        # changed: things go back first, then what they brought, before the end
        ("changed_goods_go_back", "2024-08-26", ("act", "return_goods", "handler")),
        ("changed_goods_go_back", "2024-08-27", ("act", "repay", "handler")),
        # fallen: things, money, the end
        ("goods_returned", "2022-09-08", ("act", "return_goods", "handler")),
        ("goods_returned", "2022-09-09", ("act", "repay", "handler")),
    ],
)
def test_after_full_payment_the_bureau_is_named(
    scenario: str, day: str, waits_for: tuple[str, str, str]
) -> None:
    assert turn_on(scenario, day) == [waits_for]


def test_a_missed_instalment_is_the_bureaus_from_the_day_after_until_it_is_demanded() -> None:
    demanded = {("act", "dun", "handler")}

    assert turn_on("instalments_missed_twice", "2022-03-31") == [("wait", "payment", "party")]
    assert demanded <= set(turn_on("instalments_missed_twice", "2022-04-01"))
    assert not demanded & set(
        turn_on("instalments_missed_twice", "2022-04-06")
    )  # demanded; the letter was served
    assert demanded <= set(turn_on("instalments_missed_twice", "2022-06-01"))  # the next one, missed as well
    assert ("wait", "payment", "party") in turn_on("instalments_missed_twice", "2022-06-01")
    assert not demanded & set(turn_on("instalments_missed_twice", "2022-06-02"))  # paid late


def test_gains_that_no_deferral_covers_are_demanded_though_the_fine_is_put_off() -> None:
    assert ("act", "dun", "handler") not in turn_on("instalment_missed", "2022-01-20")
    assert ("act", "dun", "handler") in turn_on("instalments_missed_twice", "2022-01-21")


def test_a_letter_of_dunning_is_nobodys_to_serve_once_what_it_demands_has_come_in() -> None:
    kinds = [kind for kind, _, _ in turn_on("paid_before_the_letter_was_served", "2022-01-24")]
    assert kinds == ["serve"]
    assert turn_on("paid_before_the_letter_was_served", "2022-01-25") == [("act", "settle", "handler")]
    assert turn_on("paid_before_the_letter_was_served", "2022-01-26") == []


def test_a_letter_that_was_paid_before_its_service_does_not_rise_again_when_the_next_instalment_is_missed() -> (
    None
):
    def serving(day: str) -> list[str]:
        return [what for kind, what, _ in turn_on("letter_without_an_object", day) if kind == "serve"]

    assert len(serving("2022-02-21")) == 1
    assert serving("2022-02-22") == serving("2022-04-01") == []
    assert len(serving("2022-04-02")) == 1  # the second letter


def test_a_letter_names_the_instalments_that_are_missed_and_not_those_that_came_in() -> None:
    first, second = (world_on("letter_without_an_object", day) for day in ("2022-02-21", "2022-04-02"))

    assert "应于2022年2月17日前缴纳的没有缴清" in instalment_missed(first)
    assert "应于2022年3月31日前缴纳的没有缴清" in instalment_missed(second)
    assert not instalment_missed(world_on("letter_without_an_object", "2022-02-22"))
