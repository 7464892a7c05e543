# SPDX-License-Identifier: MulanPSL-2.0
"""A case that rests on the service of a paper of another case: it is told, and nobody types the day again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fadu.law import library as law_library
from fadu.procedure.decision import Permitted, Refused
from fadu.procedure.entry import Entry
from fadu.procedure.library import library
from fadu.procedure.replay import replay
from fadu.procedure.testing import CaseInMemory, moment, party


def performance(*parties: int) -> CaseInMemory:
    """The performance of a decision, opened on 4 January 2022."""
    case = CaseInMemory(
        procedure=library().procedure("performance", date(2022, 1, 4)),
        law=law_library(),
        parties=tuple(party(number) for number in parties or (1,)),
    )
    case.open("begin", moment("2022-01-04"), {"fine": 1_000_000})
    return case


def payment(case: CaseInMemory, day: str) -> list[date | None]:
    return [one.due_on for one in case.clocks(moment(day)) if one.clock == "payment"]


def codes(decision: object) -> list[str]:
    return [ground.code for ground in decision.grounds] if isinstance(decision, Refused) else []


@pytest.mark.parametrize(("day", "refused"), [("2022-01-30", ["not_served"]), ("2022-01-31", [])])
def test_a_paper_counts_as_served_from_its_day_on(day: str, refused: list[str]) -> None:
    """A decision announced on 1 December counts as served on 30 January, not on the day it is told."""
    case = performance()
    case.serve("penalty_decision", moment("2022-01-04"), manner="announcement", effective=date(2022, 1, 31))

    assert codes(case.act("confirm_service", moment(day))) == refused
    assert payment(case, day) == ([] if refused else [date(2022, 2, 15)])


def test_the_day_and_the_manner_come_from_the_register() -> None:
    case = performance()
    case.serve("penalty_decision", moment("2022-01-05"), manner="post")

    assert (case.state.fields["served_on"], case.state.fields["manner"]) == ("2022-01-05", "post")


def test_the_first_service_counts() -> None:
    case = performance()
    case.serve("penalty_decision", moment("2022-01-10"), effective=date(2022, 1, 10))
    case.serve("penalty_decision", moment("2022-01-12"), effective=date(2022, 1, 5))

    assert case.state.fields["served_on"] == "2022-01-05"
    assert payment(case, "2022-01-12") == [date(2022, 1, 20)]


def test_what_is_void_is_told_no_more() -> None:
    case = performance()
    case.serve("penalty_decision", moment("2022-01-05"))
    wrong = case.state.entries[-1].seq
    case.serve("penalty_decision", moment("2022-01-07"))
    case.record("note", moment("2022-01-08"), {"text": "第一次送达登记有误"}, voids=(wrong,))

    assert case.state.fields["served_on"] == "2022-01-07"


def test_everybody_must_have_been_served() -> None:
    case = performance(1, 2)
    case.serve("penalty_decision", moment("2022-01-05"), party="party:1")

    assert codes(case.act("confirm_service", moment("2022-01-06"))) == ["not_served"]
    case.serve("penalty_decision", moment("2022-01-06"), party="party:2")
    assert isinstance(case.act("confirm_service", moment("2022-01-06")), Permitted)


def test_nobody_tells_of_a_service_by_hand() -> None:
    case = performance()

    by_hand = case.act("served_elsewhere", moment("2022-01-05"), {"template": "penalty_decision"})
    typed = case.act("confirm_service", moment("2022-01-05"), {"served_on": "2022-01-05"})

    assert codes(by_hand) == ["follows"]
    assert codes(typed) == ["unknown_field", "not_served"]


def past(seq: int, action: str, day: str, **payload: object) -> Entry:
    return Entry(seq=seq, action=action, at=moment(day), payload=payload, imported=True, day_only=True)


def test_a_record_from_elsewhere_tells_of_the_service_in_its_own_act() -> None:
    """It does not have the paper; what it says of the day counts, and is no finding."""
    entries = (
        past(1, "begin", "2022-01-04", fine=1_000_000),
        past(2, "confirm_service", "2022-01-06", served_on="2022-01-05", manner="personal"),
    )

    replayed = replay(library().editions("performance"), entries, law_library(), until=moment("2022-01-10"))

    assert [
        (one.clock, one.started_on, one.due_on) for one in replayed.readings if one.clock == "payment"
    ] == [("payment", date(2022, 1, 5), date(2022, 1, 20))]
    assert [finding.rule for finding in replayed.findings] == []


def test_a_record_of_our_own_without_the_service_is_a_finding() -> None:
    case = performance()
    entries = (*case.state.entries, replace(past(9, "confirm_service", "2022-01-06"), imported=False))

    replayed = replay(library().editions("performance"), entries, law_library(), until=moment("2022-01-10"))

    assert [(finding.rule, finding.severity) for finding in replayed.findings] == [("not_served", "certain")]
