# SPDX-License-Identifier: MulanPSL-2.0
"""An announcement is the interruption of those terms whose own text does not count it, and of no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fadu.procedure.model import Interruption
from fadu.procedure.testing import CaseInMemory, moment


@pytest.fixture
def announcing(reviewed_case: CaseInMemory) -> CaseInMemory:
    """The small case with a notice of 4 March that has reached nobody; its decision does not count the days of an announcement."""
    reviewed_case.act("notify", moment("2022-03-04"))
    procedure = reviewed_case.procedure
    by_manner: dict[str, Interruption] = {
        key: replace(each, manner="announcement") for key, each in procedure.interruptions.items()
    }
    reviewed_case.procedure = replace(procedure, interruptions=by_manner)
    return reviewed_case


def due(case: CaseInMemory, day: str = "2022-12-01") -> date | None:
    (reading,) = [one for one in case.clocks(moment(day)) if one.clock == "decision"]
    return reading.due_on


def days_added(case: CaseInMemory, before: date | None) -> int:
    after = due(case)
    assert after is not None
    assert before is not None
    return (after - before).days


def announce(case: CaseInMemory, sent: str, served: str) -> None:
    case.serve("notice_letter", moment(sent), manner="announcement", effective=date.fromisoformat(served))


def test_the_days_from_publication_to_service_are_not_counted(announcing: CaseInMemory) -> None:
    before = due(announcing)
    announce(announcing, "2022-03-04", "2022-03-14")

    assert days_added(announcing, before) == 10


def test_another_manner_pauses_nothing(announcing: CaseInMemory) -> None:
    before = due(announcing)
    announcing.serve("notice_letter", moment("2022-03-04"), manner="post", effective=date(2022, 3, 14))

    assert days_added(announcing, before) == 0


def test_announcements_that_overlap_count_once(announcing: CaseInMemory) -> None:
    before = due(announcing)
    announce(announcing, "2022-03-04", "2022-03-14")
    announcing.serve(
        "notice_letter", moment("2022-03-05"), effective=date(2022, 3, 20), manner="announcement"
    )

    assert days_added(announcing, before) == 10


def test_an_announcement_ends_where_the_party_is_reached_otherwise(announcing: CaseInMemory) -> None:
    before = due(announcing)
    announce(announcing, "2022-03-04", "2022-03-14")
    announcing.serve("notice_letter", moment("2022-03-08"))

    assert days_added(announcing, before) == 4


def test_an_announcement_ends_with_its_paper(announcing: CaseInMemory) -> None:
    before = due(announcing)
    announce(announcing, "2022-03-04", "2022-03-14")
    announcing.act("tell_again", moment("2022-03-10"))

    assert days_added(announcing, before) == 6


def test_one_addressed_to_somebody_else_pauses_nothing(announcing: CaseInMemory) -> None:
    before = due(announcing)
    day = date(2022, 3, 14)
    announcing.serve(
        "notice_letter", moment("2022-03-04"), manner="announcement", effective=day, party="party:9"
    )

    assert days_added(announcing, before) == 0


def test_one_that_came_after_the_last_day_takes_no_breach_away(announcing: CaseInMemory) -> None:
    before = due(announcing)
    assert before is not None
    announce(announcing, "2022-06-01", "2022-06-30")

    assert due(announcing) == before


def test_a_failed_attempt_stands_on_record_and_serves_nobody(notified_case: CaseInMemory) -> None:
    notified_case.serve("notice_letter", moment("2022-03-04"), manner="post", failure="查无此人")

    paper = notified_case.state.document("notice_letter")
    assert paper is not None
    assert [service.manner for service in paper.services] == ["personal"]
    assert [(one.party, one.manner, one.failure) for one in paper.attempts] == [
        ("party:1", "post", "查无此人")
    ]
