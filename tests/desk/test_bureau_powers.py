# SPDX-License-Identifier: MulanPSL-2.0
"""Powers, committees, numbers and names of a bureau are kept by its administrator's forms, never by editing tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.desk.second_person import second, settled

from fadu.desk.pages.bureau import FORMS
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import verification
from fadu.people import accounts, adopted, proposing, selectors
from fadu.people import services as people
from fadu.people.models import Bureau

pytestmark = pytest.mark.django_db
DOCUMENT = "清局发〔2022〕1号"


def put(client: Client, what: str, **values: Any) -> Any:
    return client.post(f"/bureau/add/{what}/", values)


@pytest.fixture
def two(administrator: Client) -> tuple[Client, Any, Any]:
    """A chief and an officer of the bureau just founded."""
    bureau = Bureau.objects.get()
    chief, officer = (
        people.hire(bureau=bureau, name=name, since=date(2022, 1, 1)) for name in ("钱局", "孙科")
    )
    people.appoint(
        officer=chief, post="bureau_head", start=datetime(2022, 1, 1, tzinfo=LEGAL_TIME), document=DOCUMENT
    )
    return administrator, chief, officer


def discipline_officer(chief: Any) -> Any:
    """Somebody who may confirm."""
    second = people.hire(bureau=chief.bureau, name="纪某", since=date(2022, 1, 1))
    people.appoint(
        officer=second,
        post="discipline_officer",
        start=datetime(2022, 1, 1, tzinfo=LEGAL_TIME),
        document=DOCUMENT,
    )
    account = people.open_account(username="jimou", password="Qing-He-Da-Dui-7", officer=second)
    accounts.settle(account)
    return second


def confirmed_by(second: Any) -> None:
    """Let somebody confirm what waits."""
    for proposal in proposing.open_proposals(second.bureau):
        proposing.decide(proposal, by=second, is_confirmed=True)


def test_a_power_is_given_on_for_a_night_and_one_action_by_a_form(two: Any) -> None:
    client, chief, officer = two
    second = discipline_officer(chief)
    today = clock.today().isoformat()
    details = {
        "appointment": chief.appointments.get().pk,
        "officer": officer.pk,
        "start": f"{today}T18:00",
        "end": f"{today}T23:00",
        "kinds": ["penalty"],
        "actions": ["approve_preservation"],
        "document": DOCUMENT,
    }
    assert put(client, "delegation", **details).status_code == 302

    confirmed_by(second)
    (held,) = selectors.holdings(officer, datetime.fromisoformat(f"{today}T20:00").replace(tzinfo=LEGAL_TIME))
    assert (held.post, held.limits.kinds, held.limits.actions) == (
        "bureau_head",
        ("penalty",),
        ("approve_preservation",),
    )
    assert "行政处罚（普通程序）；补办登记保存批准" in client.get("/bureau/posts/").content.decode()


def test_a_power_given_on_by_a_paper_for_a_night_that_is_over_waits_and_is_confirmed_as_it_was(
    two: Any,
) -> None:
    client, chief, officer = two
    second, night = discipline_officer(chief), (clock.today() - timedelta(days=1)).isoformat()
    details = {"appointment": chief.appointments.get().pk, "officer": officer.pk, "document": DOCUMENT}
    put(client, "delegation", **details, start=f"{night}T18:00", end=f"{night}T23:00", kinds=["penalty"])
    assert len(proposing.waiting_in(Bureau.objects.get())) == 1

    confirmed_by(second)
    at = datetime.fromisoformat(f"{night}T20:00").replace(tzinfo=LEGAL_TIME)
    assert [held.post for held in selectors.holdings(officer, at)] == ["bureau_head"]


def test_somebody_leaves_by_a_form_and_holds_nothing_any_more(two: Any) -> None:
    client, _, officer = two
    people.appoint(
        officer=officer,
        post="case_handler",
        start=datetime(2022, 1, 1, tzinfo=LEGAL_TIME),
        document=DOCUMENT,
    )
    assert put(client, "leaving", officer=officer.pk, on="2022-06-30", document=DOCUMENT).status_code == 302

    assert selectors.holdings(officer, clock.now()) == ()
    assert verification.verify() == []


def test_the_head_leaves_only_when_a_second_person_has_confirmed_the_end_of_the_post(two: Any) -> None:
    client, chief, _ = two

    answer = put(client, "leaving", officer=chief.pk, on="2022-06-30", document=DOCUMENT)

    assert answer.status_code == 409
    assert "经第二人确认后再登记离任" in answer.content.decode()
    chief.refresh_from_db()
    assert chief.until is None


def test_a_committee_is_set_up_seated_and_unseated_by_forms(two: Any) -> None:
    client, chief, officer = two
    details = {
        "kind": "committee",
        "name": "行政处罚案件审理委员会",
        "since": "2022-01-01",
        "numerator": 2,
        "denominator": 3,
        "document": DOCUMENT,
    }
    assert put(client, "committee", **details).status_code == 302
    committee = chief.bureau.committees.get()
    for who in (chief, officer):
        put(client, "seat", committee=committee.pk, officer=who.pk, since="2022-01-01", document=DOCUMENT)
    assert "钱局、孙科" in client.get("/bureau/committees/").content.decode()
    assert (
        "已是"
        in put(
            client, "seat", committee=committee.pk, officer=chief.pk, since="2022-02-01", document=DOCUMENT
        ).content.decode()
    )

    put(client, "unseat", membership=officer.memberships.get().pk, until="2022-06-30", document=DOCUMENT)
    assert [m.officer for m in selectors.members_at(committee, date(2022, 7, 1))] == [chief]


def test_numbers_and_names_of_the_place_are_set_by_forms(two: Any) -> None:
    client, chief, _ = two
    other = second()
    details = {
        "series": "case:penalty",
        "pattern": "{abbreviation}监案{year}-{serial}",
        "start": "2022-01-01",
        "document": DOCUMENT,
    }
    assert put(client, "pattern", **details).status_code == 302
    assert (
        "其他花括号"
        in put(
            client, "pattern", **{**details, "pattern": "{year}{serial}{x}", "start": "2022-02-01"}
        ).content.decode()
    )

    assert put(client, "local_name", government="清河市人民政府", start="2022-01-01").status_code == 302
    assert adopted.local_names(chief.bureau, date(2022, 1, 1)) == {}
    assert settled(other).status_code == 302
    assert adopted.local_names(chief.bureau, date(2022, 1, 1)) == {"本级人民政府": "清河市人民政府"}


def test_every_form_opens(two: Any) -> None:
    client, _, _ = two
    assert {what: client.get(f"/bureau/add/{what}/").status_code for what in FORMS} == dict.fromkeys(
        FORMS, 200
    )
