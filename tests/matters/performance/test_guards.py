# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of performance at their edges: who collects, what remedies are open, what a changed decision leaves owed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fadu.law import library as law_library
from fadu.matters.performance import additional, guards, receipts, restitution
from fadu.matters.performance.dues import owed
from fadu.procedure.decision import Ground, World
from fadu.procedure.entry import Entry
from fadu.procedure.library import library
from fadu.procedure.state import State
from fadu.procedure.testing import moment, party


def world(
    *entries: Entry, on: str = "2022-12-01", fields: dict[str, Any] | None = None, **proposed: Any
) -> World:
    return World(
        procedure=library().procedure("performance", date(2022, 5, 10)),
        state=State(parties=(party(1),), entries=entries, fields=fields or {"served_on": "2022-01-05"}),
        at=moment(on),
        law=law_library(),
        proposed=proposed,
    )


def done(seq: int, action: str, on: str, **payload: Any) -> Entry:
    return Entry(seq=seq, action=action, at=moment(on), payload=payload)


def code(verdict: object) -> str:
    """The ground's code, or nothing where the guard holds."""
    return verdict.code if isinstance(verdict, Ground) else ""


def payment(**row: Any) -> dict[str, Any]:
    return {
        "paid_on": "2022-05-20",
        "payment_kind": "fine",
        "receipt": "0001",
        "collected_by": "on_the_spot",
        **row,
    }


@pytest.mark.parametrize(
    ("on", "amount", "refused"),
    [
        ("2022-05-20", 10_000, ""),
        ("2022-05-20", 10_001, "collected_on_the_spot"),
        ("2021-07-14", 2_000, ""),
        ("2021-07-14", 2_001, "collected_on_the_spot"),
    ],
)
def test_on_the_spot_a_hundred_yuan_are_collected_and_twenty_before_2021(
    on: str, amount: int, refused: str
) -> None:
    at_once = world(on=on, fields={"decided_on_the_spot": True}, payments=[payment(amount=amount)])

    assert code(receipts.bank_collects(at_once)) == refused


def test_nothing_is_collected_on_the_spot_without_the_receipt_of_the_treasury() -> None:
    without = world(fields={"decided_on_the_spot": True}, payments=[payment(amount=10_000, receipt="")])

    assert code(receipts.bank_collects(without)) == "no_receipt"


def test_under_the_ordinary_procedure_no_fine_is_small_enough_to_be_collected_on_the_spot() -> None:
    assert code(receipts.bank_collects(world(payments=[payment(amount=100)]))) == "collected_on_the_spot"


@pytest.mark.parametrize(
    ("kind", "result", "received", "last", "cites"),
    [
        ("reconsideration", "upheld", "2022-04-08", date(2022, 4, 24), ("行政诉讼法 45",)),
        ("reconsideration", "withdrawn", "2022-04-08", date(2022, 7, 5), ("行政诉讼法 46",)),
        ("litigation", "upheld", "2022-09-01", date(2022, 9, 1), ()),
    ],
)
def test_remedies_end_by_the_term_that_follows_from_what_was_asked_for(
    kind: str, result: str, received: str, last: date, cites: tuple[str, ...]
) -> None:
    asked = world(
        done(1, "record_challenge", "2022-02-08", challenge_kind=kind),
        done(2, "record_challenge_result", received, challenge_result=result, result_received_on=received),
    )

    end = guards.remedies_end(asked, date(2022, 1, 5))
    assert (end.last_day, end.cites) == (last, cites)


@pytest.mark.parametrize(
    ("on", "ended", "refused"),
    [
        ("2022-07-05", "2022-07-05", "remedies_open"),
        ("2022-07-06", "2022-07-05", ""),
        ("2022-07-06", "2022-07-06", "other_day"),
        ("2022-07-05", None, "remedies_open"),
        ("2022-07-06", None, ""),
    ],
)
def test_the_end_of_remedies_is_recorded_after_its_last_day_and_as_that_day(
    on: str, ended: str | None, refused: str
) -> None:
    assert code(guards.remedies_really_ended(world(on=on, remedies_ended_on=ended))) == refused


def test_a_changed_decision_replaces_what_it_names_and_leaves_the_rest() -> None:
    rows = [{"party": "party:1", "fine": 1000, "confiscated_gains": 50}]
    changed = done(1, "record_challenge_result", "2022-04-08", challenge_result="changed", fine=600)
    imposed = done(2, "impose_additional_fine", "2022-04-09", additional_fine=900)
    state = world(changed, imposed, fields={"party_penalties": rows}).state

    assert (owed(state).fine, owed(state).gains, owed(state).additional) == (600, 50, 600)


@pytest.mark.parametrize(("result", "refused"), [("upheld", ""), ("changed", ""), ("annulled", "annulled")])
def test_under_an_annulled_decision_nothing_is_owed(result: str, refused: str) -> None:
    assert (
        code(
            restitution.decision_stands(
                world(done(1, "record_challenge_result", "2022-04-08", challenge_result=result))
            )
        )
        == refused
    )


def test_the_rate_of_the_additional_fine_is_told_by_decision_or_by_a_letter_served() -> None:
    assert code(additional.rate_told(world())) == "rate_not_told"
    assert code(additional.rate_told(world(fields={"additional_fine_told": True}))) == ""
