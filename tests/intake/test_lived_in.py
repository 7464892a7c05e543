# SPDX-License-Identifier: MulanPSL-2.0
"""A case taken in from elsewhere in which officers have acted here since: what its row tells then does not go before, nor unseen."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from fadu.cases.acts import services as cases
from fadu.cases.models import Act, Case
from fadu.intake.taking_in import StoppedError
from fadu.kernel.clock import LEGAL_TIME
from fadu.oversight.checking import check
from fadu.people import services as people
from fadu.people.actors import OfficerActor

pytestmark = pytest.mark.django_db
Row = Callable[..., list[str]]
UNDECIDED = {"决定日期": "", "罚款(元)": ""}


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=LEGAL_TIME)


@pytest.fixture
def lived_in(take: Any, sheet: Any, row: Row, bureau: Any) -> Case:
    """Filed on 10 March 2022 by the source; an officer made a note here on 1 June, before the 8th, the last day."""
    take(sheet([row(1, **UNDECIDED)]))
    officer = people.hire(bureau=bureau, name="丁一", since=date(2019, 1, 1))
    people.appoint(officer=officer, post="bureau_head", start=at("2019-01-01"), document="任免通知")
    case = Case.objects.get()
    cases.perform(
        case=case,
        action="note",
        by=OfficerActor(officer=officer),
        payload={"text": "移入本系统办理"},
        at=at("2022-06-01"),
        request_id=uuid.uuid4(),
    )
    return case


@pytest.mark.parametrize("decided", ["2022-05-31", "2022-03-10"])
def test_what_was_done_before_we_acted_is_not_taken_in_afterwards(
    lived_in: Case, take: Any, sheet: Any, row: Row, decided: str
) -> None:
    with pytest.raises(StoppedError) as stopped:
        take(sheet([row(1, 决定日期=decided)]))

    (rejected,) = stopped.value.outcome.rejected
    assert f"本行补记了此前{decided}的经过" in str(rejected.as_json())
    assert not Act.objects.filter(case=lived_in, action="decide").exists()


@pytest.mark.parametrize(("decided", "revived"), [("2022-06-08", True), ("2022-06-09", False)])
def test_a_term_that_what_a_source_tells_later_would_have_met_is_told(
    lived_in: Case, take: Any, sheet: Any, row: Row, bureau: Any, decided: str, revived: bool
) -> None:
    take(sheet([row(1, 决定日期=decided)]))

    handling = [
        each for each in check(bureau) if each.rule == "recorded_after_end" and "办案期限" in each.message
    ]
    assert [each.severity for each in handling] == (["possible"] if revived else [])


def test_what_an_import_enters_is_not_said_to_be_recorded_late(
    take: Any, sheet: Any, row: Row, bureau: Any
) -> None:
    take(sheet([row(1)]))

    assert {each.rule for each in check(bureau)} & {"recorded_late", "recorded_after_end"} == set()
