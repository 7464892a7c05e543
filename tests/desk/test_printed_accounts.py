# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever signs in with an account that the demo prints can do what is printed beside it, and a whole case can be worked by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client
from tests.desk.pressing import pressed

from fadu.cases.acts.next_steps import next_steps
from fadu.cases.models import Case
from fadu.cases.world.worlds import state_of
from fadu.demo.bureau import ACCOUNTS
from fadu.demo.desks import Desk, desks
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.models import Account

pytestmark = pytest.mark.django_db
MORNING = datetime(2023, 1, 12, 9, 30, tzinfo=LEGAL_TIME)
SIDES = {
    "party-kind": "person",
    "party-name": "张小满",
    "party-phone": "13900001111",
    "party-capacity": "投诉人",
    "party1-kind": "enterprise",
    "party1-name": "清河百味便利店",
    "party1-capacity": "被投诉人",
}


@pytest.fixture(autouse=True)
def morning(lived: None) -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def press(desk_of: Callable[..., Client], filled: Callable[..., dict[str, str]]) -> Callable[..., str]:
    """Fills in a form as an account and sends it; every press must go through."""

    def send(account: str, address: str, **values: str) -> str:
        assert account in ACCOUNTS
        client = desk_of(account)
        answer = pressed(client, address, {**filled(client, address), **values})
        shown = re.findall(r'class="ground">(.*?)</div>', answer.content.decode(), re.S)
        assert answer.status_code == 302, (account, address, shown)
        return str(answer["Location"])

    return send


def person(account: str) -> str:
    officer = Account.objects.get(username=account).officer
    assert officer is not None
    return f"officer:{officer.pk}"


@pytest.fixture
def complaint(press: Callable[..., str], desk_of: Callable[..., Client]) -> str:
    """A complaint registered at the counter for the unit the form proposes, with nothing chosen but who complains of whom."""
    form = desk_of("dengji").get("/open/complaint/").content.decode()
    (unit,) = re.findall(r'<option value="(\d+)" selected', form)
    day = {"channel": "visit", "received_on": "2023-01-12"}
    return press("dengji", "/open/complaint/", **SIDES, **day, department=unit)


def serve_everything(press: Callable[..., str], client: Client, case: str) -> None:
    """Every paper that the case page offers to serve, on every party that has not had it."""
    number = int(case.strip("/").split("/")[1])
    for row in Case.objects.get(pk=number).documents.exclude(access="secondary"):
        page = client.get(f"{case}do/serve/").content.decode()
        for party in re.findall(r'name="party" value="(party:\d+)"', page):
            reference = f"{row.template}/{row.seq}"
            if f'value="{reference}"' in page and is_for(number, reference, party):
                day = {"sent_on": "2023-01-12", "arrived_on": "2023-01-12", "proof": "回证"}
                press(
                    "xiaobao", f"{case}do/serve/", document=reference, party=party, manner="personal", **day
                )


def is_for(number: int, reference: str, party: str) -> bool:
    view = next(d for d in state_of(Case.objects.get(pk=number)).documents if d.ref == reference)
    return party in view.parties and party not in {service.party for service in view.services}


def test_a_complaint_is_worked_from_the_counter_to_its_end_by_printed_accounts_alone(
    complaint: str, press: Callable[..., str], desk_of: Callable[..., Client]
) -> None:
    case, client = complaint, desk_of("xiaobao")
    press("xiaobaokezhang", f"{case}do/assign/", role="handler", person=person("xiaobao"))
    press("xiaobao", f"{case}do/accept/")
    serve_everything(press, client, case)
    press(
        "xiaobao",
        f"{case}do/mediate/",
        attended="remote",
        both_consent="yes",
        mediation_record="听取双方意见。",
    )
    terms = {"agreement": "商家于七日内退还款项。", "amount_recovered": "299", "perform_by": "2023-01-19"}
    press("xiaobao", f"{case}do/agree/", **terms)
    serve_everything(press, client, case)
    press("xiaobao", f"{case}do/record_performance/", performed="yes", performance_note="款项已退还。")
    press("xiaobao", f"{case}do/call_back/", satisfaction="satisfied")

    done = Case.objects.get(pk=int(case.strip("/").split("/")[1]))
    assert done.department is not None
    assert done.department.name == ACCOUNTS["xiaobaokezhang"][0]
    assert done.closed_at is not None


def test_what_is_printed_beside_an_account_is_open_to_it(
    complaint: str, desk_of: Callable[..., Client]
) -> None:
    for desk in desks():
        client = desk_of(desk.account)
        for number, step in steps_of(desk):
            case = Case.objects.get(number=number)
            page = client.get(f"/case/{case.pk}/").content.decode()
            assert f">{step}" in page or step == "签署", (desk.account, number, step)
        if desk.first.startswith("登记新件"):
            assert client.get("/open/").status_code == 200


def test_the_head_of_the_unit_that_receives_complaints_is_told_to_assign(complaint: str) -> None:
    number = Case.objects.get(pk=int(complaint.strip("/").split("/")[1])).number

    (desk,) = (desk for desk in desks() if desk.account == "xiaobaokezhang")

    assert f"{number}：指派" in desk.first


def test_two_accounts_of_one_post_are_two_officers() -> None:
    assert person("zhifa") != person("zhifa2")


def steps_of(desk: Desk) -> list[tuple[str, str]]:
    officer = Account.objects.get(username=desk.account).officer
    assert officer is not None
    return list(next_steps(officer, MORNING))[:3]
