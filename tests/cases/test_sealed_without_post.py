# SPDX-License-Identifier: MulanPSL-2.0
"""What is sealed opens to whoever is assigned and holds the post of that role now; a case shows itself to nobody without a post."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from bureau_of import Desk, at, staffed

from fadu.cases.models import Case
from fadu.cases.reading.sight import Sight, sight_of
from fadu.cases.world import sealed
from fadu.kernel import clock
from fadu.people import services as people
from fadu.people.models import Appointment

pytestmark = pytest.mark.django_db
ENDED = at("2022-03-03T12:00")


@pytest.fixture
def office(begin_from: Any) -> Desk:
    return begin_from(staffed)


@pytest.fixture
def case(office: Desk) -> Case:
    """A tip-off with two handlers; the posts of one of them and of whoever registered it end on 3 March at noon."""
    received = {
        "channel": "letter",
        "special_kind": "general",
        "real_name": True,
        "informant_name": "李告发",
        "informant_phone": "13911112222",
        "respondent": "清河百货店",
        "allegation": "销售超过保质期的食品",
        "received_on": "2022-03-01",
    }
    with clock.set_to(at("2022-03-01T18:00")):
        made = office.open("tip_off", "clerk", "2022-03-01", received)
        office.assign(made, "handler", "2022-03-01", "one", "two")
    for who in ("two", "clerk"):
        post = Appointment.objects.get(officer=office.officers[who])
        people.end_appointment(appointment=post, end=ENDED, document="免职")
    return made


def opens(case: Case, office: Desk, who: str, moment: datetime) -> bool:
    with clock.set_to(moment):
        return sealed.may_open(case, office.officers[who])


def test_what_is_sealed_opens_as_long_as_the_post_is_held(case: Case, office: Desk) -> None:
    before, after = at("2022-03-03T11:59"), at("2022-03-03T12:00")

    assert [opens(case, office, "two", moment) for moment in (before, after)] == [True, False]
    assert opens(case, office, "one", after)


def test_another_post_opens_nothing_of_what_was_assigned_before(case: Case, office: Desk) -> None:
    people.appoint(officer=office.officers["two"], post="archivist", start=ENDED, document="任免通知")

    assert not opens(case, office, "two", at("2022-03-04"))


def test_a_case_shows_itself_to_whoever_registered_or_handled_it_only_with_a_post(
    case: Case, office: Desk
) -> None:
    before, after = at("2022-03-03T11:59"), at("2022-03-03T12:00")

    for who, before_it_ended in (("two", Sight.WHOLE), ("clerk", Sight.HEADER)):
        officer = office.officers[who]
        assert [sight_of(officer, case, moment) for moment in (before, after)] == [before_it_ended, None]
