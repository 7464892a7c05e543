# SPDX-License-Identifier: MulanPSL-2.0
"""What a case of performance says of its money: what was fined, what came in, what is left, the additional fine apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from fadu.law import library as law_library
from fadu.matters.performance.sums import sums
from fadu.procedure.decision import World
from fadu.procedure.entry import Entry
from fadu.procedure.fold import fold
from fadu.procedure.library import library
from fadu.procedure.scenarios import run
from fadu.procedure.state import State
from fadu.procedure.testing import moment


def told(
    fields: dict[str, Any], *entries: Entry, **lists: Any
) -> list[tuple[str, int | None, int, int | None, int]]:
    world = on("2022-06-02", State(fields=fields, lists=lists, entries=entries))
    return [(one.what, one.due, one.got, one.left, one.over) for one in sums(world)]


def on(day: str, state: State) -> World:
    procedure = library().edition("performance", date(2021, 7, 15))
    return World(procedure=procedure, state=state, at=moment(day), law=law_library())


def came_in(*amounts: int, kind: str = "fine") -> tuple[dict[str, Any], ...]:
    return tuple({"paid_on": "2022-05-01", "amount": amount, "payment_kind": kind} for amount in amounts)


def test_a_fine_of_which_a_part_was_paid_says_what_is_left() -> None:
    assert told({"fine": 100_000}, payments=came_in(60_000)) == [("罚款", 100_000, 60_000, 40_000, 0)]


def test_gains_and_additional_fine_stand_apart_and_only_where_there_are_any() -> None:
    imposed = Entry(
        seq=9,
        action="impose_additional_fine",
        at=moment("2022-06-01"),
        payload={"additional_fine": 30_000, "additional_from": "2022-05-20", "additional_to": "2022-05-30"},
    )
    fields = {"fine": 100_000, "confiscated_gains": 5_000, "additional_fine": 30_000}

    assert told(fields, imposed, payments=came_in(5_000, kind="gains")) == [
        ("罚款", 100_000, 0, 100_000, 0),
        ("违法所得", 5_000, 5_000, 0, 0),
        ("加处罚款", 30_000, 0, 30_000, 0),
    ]


def test_what_was_paid_too_much_is_to_be_given_back_until_it_is() -> None:
    back = ({"repaid_on": "2022-06-01", "amount": 20_000, "payment_kind": "fine"},)

    assert told({"fine": 100_000}, payments=came_in(120_000)) == [("罚款", 100_000, 120_000, 0, 20_000)]
    assert told({"fine": 100_000}, payments=came_in(120_000), repayments=back) == [
        ("罚款", 100_000, 120_000, 0, 0)
    ]


def test_a_fine_that_the_record_does_not_state_is_unknown_and_not_nought() -> None:
    assert told({}, payments=came_in(60_000)) == [("罚款", None, 60_000, None, 0)]
    assert told({"fine": 0}) == [("罚款", 0, 0, 0, 0)]


def test_of_what_is_left_it_says_how_much_was_due_and_did_not_come_in() -> None:
    case = run(
        library().folders["performance"] / "scenarios" / "instalment_missed.yaml", library(), law_library()
    ).case

    def late(day: str) -> dict[str, int]:
        at = moment(day, 18)
        lived = fold(case.procedure, tuple(entry for entry in case.state.entries if entry.at <= at))
        return {one.what: one.late for one in sums(case.world(at).with_(state=lived)) if one.late}

    assert late("2022-01-20") == {}
    assert late("2022-03-31") == {}
    assert late("2022-04-01") == {"罚款": 300_000}  # of 400,000 a quarter came in
    assert late("2022-04-03") == {}
    assert late("2022-06-29") == {}


def test_instalments_granted_and_a_deferral_are_said_with_the_fine() -> None:
    def granted(**payload: Any) -> str:
        entry = Entry(seq=5, action="grant_deferral", at=moment("2022-05-10"), payload=payload)
        [fine, *_] = sums(on("2022-05-20", State(fields={"fine": 100_000}, entries=(entry,))))
        return fine.said

    rows = [{"due_on": "2022-06-01", "amount": 60_000}, {"due_on": "2022-07-01", "amount": 40_000}]
    plan = granted(deferral_kind="instalments", until="2022-07-01", instalments=rows)
    assert plan == "分期：2022年6月1日前600.00元，2022年7月1日前400.00元"
    assert granted(deferral_kind="deferred", until="2022-07-01") == "暂缓至2022年7月1日"
