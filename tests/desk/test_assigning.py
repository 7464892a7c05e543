# SPDX-License-Identifier: MulanPSL-2.0
"""Two officers are assigned by one press, chosen by unit, post, certificate and how much waits for them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from fadu.cases.acts import services
from fadu.cases.models import Case, Refusal
from fadu.cases.reading.loads import loads
from fadu.cases.rules import person_of
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import OfficerActor
from fadu.people.models import Account, Officer

pytestmark = pytest.mark.django_db
RECEIVED = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": False,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
    "received_on": "2022-12-05",
}


@pytest.fixture
def case(lived: None) -> Iterator[Case]:
    """A tip-off that came today, with nobody assigned."""
    clerk, one = (Account.objects.get(username=name).officer for name in ("dengji", "zhifa"))
    assert clerk
    assert one
    with clock.set_to(datetime(2022, 12, 6, 10, tzinfo=LEGAL_TIME)):
        yield services.open_case(
            kind="tip_off",
            bureau=one.bureau,
            by=OfficerActor(officer=clerk),
            payload=RECEIVED,
            request_id=uuid.uuid4(),
            department=one.department,
        )


def offered(client: Client, case: Case) -> dict[str, str]:
    body = client.get(f"/case/{case.pk}/do/assign/").content.decode()
    return dict(re.findall(r'name="person" value="([^"]+)"[^>]*>\s*([^<]*?)\s*</label>', body))


def press(client: Client, case: Case, *persons: str, role: str = "handler") -> int:
    return answered(client, case, {**pressed(case, role), "person": persons}).status_code


def pressed(case: Case, role: str = "handler") -> dict[str, Any]:
    return {"role": role, "request_id": str(uuid.uuid4()), "revision": str(case.revision)}


def answered(client: Client, case: Case, said: dict[str, Any]) -> Any:
    """The answer to a press, and where it asks about something to the press that says it was looked at."""
    answer = client.post(f"/case/{case.pk}/do/assign/", said)
    marks = re.findall(r'name="warned" value="([^"]+)"', answer.content.decode())
    return client.post(f"/case/{case.pk}/do/assign/", {**said, "warned": marks}) if marks else answer


def test_two_officers_are_assigned_by_one_press_each_by_an_act_of_his_own(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("duizhang")
    first, second = list(offered(client, case))[:2]

    assert press(client, case, first, second) == 302
    assigned = [act.payload["person"] for act in case.acts.filter(action="assign").order_by("seq")]
    assert assigned == [first, second]


def test_an_officer_is_offered_with_unit_post_certificate_and_what_waits_for_him_and_never_amounts(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("duizhang")
    words = offered(client, case)
    assert all(
        re.search(r"（.+，.*人员.*）；执法证.+；(没有待办|待办\d+件).*(；没有账号)?$", text)
        for text in words.values()
    )

    chosen, other = list(words)[:2]
    press(client, case, chosen, other)
    load = loads([chosen], clock.today())[chosen]
    again = offered(client, case)
    assert chosen not in again
    assert load.cases >= 1
    assert not any("元" in text for text in again.values())


def test_whoever_has_no_account_is_offered_as_such_and_assigned_after_one_question(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("duizhang")
    silent = next(person for person, text in offered(client, case).items() if text.endswith("没有账号"))
    said = {**pressed(case), "person": [silent]}

    asked = client.post(f"/case/{case.pk}/do/assign/", said)

    assert asked.status_code == 200
    assert "没有账号，不能登录办理" in asked.content.decode()
    assert not case.acts.filter(action="assign").exists()
    assert answered(client, case, said).status_code == 302
    assert case.acts.filter(action="assign").exists()


def test_after_an_assignment_it_is_said_who_is_assigned_and_how_many_are_still_to_be(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("duizhang")
    first, text = next(iter(offered(client, case).items()))

    answer = answered(client, case, {**pressed(case), "person": [first]})

    shown = client.get(answer["Location"]).content.decode()
    name = text.partition("（")[0]
    assert re.search(f"已办理：指派.+（现有{name}，须2人，还差1人）", shown)


def test_where_one_of_them_may_not_be_assigned_none_is(case: Case, desk_of: Callable[..., Client]) -> None:
    client, before = desk_of("duizhang"), Refusal.objects.count()
    first = next(iter(offered(client, case)))
    stranger = person_of(
        Officer.objects.exclude(pk__in=[int(p.partition(":")[2]) for p in offered(client, case)])[0].pk
    )

    assert press(client, case, first, stranger) == 200  # the form itself knows that he is not among them
    assert not case.acts.filter(action="assign").exists()
    assert Refusal.objects.count() == before
