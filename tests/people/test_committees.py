# SPDX-License-Identifier: MulanPSL-2.0
"""Who sits in a committee, from which day to which; and what ends when somebody leaves the bureau."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps

from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger.verification import checked
from fadu.people import committees, selectors
from fadu.people import services as people
from fadu.people.committees import SeatError

pytestmark = pytest.mark.django_db
SINCE, MEETING, DAY = date(2022, 1, 1), date(2022, 6, 10), timedelta(days=1)
TITLE = "行政处罚案件审理委员会"


@pytest.fixture
def five() -> tuple[Any, list[Any]]:
    """A committee of five with a quorum of two thirds."""
    bureau = people.found_bureau(
        name="清河市市场监督管理局", short="清河局", abbreviation="清", region_code="370000"
    )
    committee = committees.found_committee(
        bureau=bureau, kind="committee", title=TITLE, since=SINCE, quorum=(2, 3), document="1号"
    )
    members = [people.hire(bureau=bureau, name=name, since=SINCE) for name in "甲乙丙丁戊"]
    for place, officer in enumerate(members):
        committees.seat(
            committee=committee, officer=officer, since=SINCE, is_chair=place == 0, document="1号"
        )
    return committee, members


def body(committee: Any, on: date) -> tuple[str, int]:
    composition = selectors.body_at(committee.bureau, TITLE, on)
    assert composition is not None
    return "".join(composition.members), composition.quorum


def test_members_and_quorum_are_those_of_the_day(five: Any) -> None:
    committee, members = five
    committees.unseat(membership=members[4].memberships.get(), until=MEETING, document="2号")
    committees.unseat(membership=members[3].memberships.get(), until=MEETING, document="2号")

    assert body(committee, MEETING) == ("甲乙丙丁戊", 4)
    assert body(committee, MEETING + DAY) == ("甲乙丙", 2)


def test_a_committee_that_was_dissolved_has_no_members_the_day_after(five: Any) -> None:
    committee, _ = five
    committees.dissolve(committee=committee, until=MEETING, document="3号")

    assert body(committee, MEETING) == ("甲乙丙丁戊", 4)
    assert selectors.body_at(committee.bureau, TITLE, MEETING + DAY) is None
    assert selectors.seats_of(committee.bureau, MEETING + DAY) == []


def test_a_seat_is_taken_once_at_a_time_and_again_after_it_was_left(five: Any) -> None:
    committee, members = five
    with pytest.raises(SeatError, match="已是"):
        committees.seat(committee=committee, officer=members[0], since=MEETING)

    committees.unseat(membership=members[0].memberships.get(), until=MEETING, document="2号")
    assert committees.seat(committee=committee, officer=members[0], since=MEETING + DAY).pk


@pytest.mark.parametrize(
    ("model", "change"),
    [
        ("Committee", {"quorum_numerator": 1}),
        ("CommitteeMembership", {"until": MEETING}),
        ("Officer", {"until": MEETING}),
    ],
)
def test_a_committee_a_seat_or_an_officer_changed_by_hand_is_named(
    five: Any, model: str, change: dict[str, Any]
) -> None:
    assert list(checked()) == []
    first = apps.get_model("people", model).objects.order_by("pk").first()
    type(first).objects.filter(pk=first.pk).update(**change)

    assert [problem.code for problem in checked()] == ["row_changed"]


def test_with_the_last_day_end_posts_powers_given_on_seats_and_the_account(five: Any) -> None:
    committee, (leaving, colleague, *_) = five
    start = datetime(2022, 1, 1, tzinfo=LEGAL_TIME)
    held = people.appoint(officer=leaving, post="bureau_head", start=start, document="任1号")
    people.delegate(
        appointment=held, to=colleague, start=start, end=start + 365 * DAY, scope="外出期间", document="授1号"
    )
    account = people.open_account(username="jia", password="Yi-ge-hao-mima-9", officer=leaving)

    people.depart(officer=leaving, on=MEETING, document="免1号")

    midnight = datetime(2022, 6, 11, tzinfo=LEGAL_TIME)
    posts = [
        [{h.post for h in selectors.holdings(who, at)} for who in (leaving, colleague)]
        for at in (midnight - DAY, midnight)
    ]
    assert posts == [[{"bureau_head"}, {"bureau_head"}], [set(), set()]]
    assert list(leaving.appointments.values_list("end", "end_document")) == [(midnight, "免1号")]
    assert body(committee, MEETING + DAY) == ("乙丙丁戊", 3)
    account.refresh_from_db()
    assert not account.is_active
    assert list(checked()) == []


def test_nobody_leaves_without_a_document_or_before_coming(five: Any) -> None:
    _, members = five
    with pytest.raises(people.AppointmentError, match="早于到任"):
        people.depart(officer=members[0], on=SINCE - DAY, document="免1号")
    with pytest.raises(people.BadInputError, match="依据"):
        people.depart(officer=members[0], on=MEETING, document=" ")
