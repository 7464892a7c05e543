# SPDX-License-Identifier: MulanPSL-2.0
"""The page of a party: names, cases and holdings as far as one may know of them; particulars masked, an informant nowhere."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk import canary

from fadu.cases.acts import services
from fadu.cases.models import Case, CaseParty
from fadu.cases.reading import openings, sight
from fadu.demo.bureau import ACCOUNTS
from fadu.kernel import clock
from fadu.people.actors import OfficerActor
from fadu.people.models import Party
from fadu.people.parties import merge_parties, register_party

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
#: statements of the page, session and account included
MOST = 30


@pytest.fixture
def person(lived: None) -> Party:
    return register_party(**canary.PARTY)[0]


@pytest.fixture
def complaint(person: Party) -> Iterator[Any]:
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        handler = canary.officer("zhifa")
        yield services.open_case(
            kind="complaint",
            bureau=handler.bureau,
            by=OfficerActor(officer=handler),
            payload={
                "channel": "visit",
                "received_on": "2022-12-15",
                "goods": "手机",
                "dispute": "三天后无法开机",
                "request": "退货退款",
            },
            request_id=uuid.uuid4(),
            department=handler.department,
            parties=[(person, "投诉人")],
        )


def page(client: Client, number: int) -> str:
    return client.get(f"/party/{number}/").content.decode()


def of_kind(kind: str, **columns: Any) -> Party:
    """The party of a case of a kind that meets conditions."""
    role = CaseParty.objects.filter(case__kind=kind, **columns).select_related("party").order_by("pk").first()
    assert role is not None
    return role.party


def test_a_party_exists_for_who_may_read_one_of_its_cases_and_for_nobody_else(
    desk_of: Callable[..., Client], complaint: Any, person: Party
) -> None:
    for account in ACCOUNTS:
        reads = sight.visible_to(canary.officer(account), clock.now()).filter(pk=complaint.pk).exists()

        assert desk_of(account).get(f"/party/{person.pk}/").status_code == (200 if reads else 404), account


def test_particulars_stand_masked_and_the_cases_by_role_and_state(
    desk_of: Callable[..., Client], complaint: Any, person: Party
) -> None:
    body = page(desk_of("juzhang"), person.pk)

    assert not canary.CANARY.search(body)
    assert "139****0088" in body
    assert "<h2>在办（1）</h2>" in body
    assert complaint.number in body
    assert ">投诉人</td>" in body


def test_an_opening_is_entered_in_the_case_it_is_for_and_shows_this_party_alone(
    desk_of: Callable[..., Client], complaint: Any, person: Party
) -> None:
    client = desk_of("zhifa")

    answer = client.post(f"/party/{person.pk}/opened/", {"case": complaint.pk})

    assert canary.PARTY["phone"] in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    newest = openings.of_case(complaint)[0]
    assert newest.whom == (f"party:{person.pk}",)
    assert newest.by == canary.officer("zhifa").name


@pytest.mark.parametrize("case", ["", "0", "x", "9" * 30, "other"])
def test_nothing_is_opened_for_a_case_in_which_the_party_is_none(
    desk_of: Callable[..., Client], complaint: Any, person: Party, case: str
) -> None:
    other = Case.objects.exclude(pk=complaint.pk).order_by("pk").first()
    assert other is not None
    before = len(openings.of_case(complaint)) + len(openings.of_case(other))

    answer = desk_of("zhifa").post(
        f"/party/{person.pk}/opened/", {"case": other.pk if case == "other" else case}
    )

    assert answer.status_code == 404
    assert len(openings.of_case(complaint)) + len(openings.of_case(other)) == before


def test_whoever_was_merged_leads_to_the_record_that_stands_for_him(
    desk_of: Callable[..., Client], complaint: Any, person: Party
) -> None:
    kept, _ = register_party(kind="person", name="某当事人", id_number="11010119900307109X")
    person.id_index = ""
    person.save()
    merge_parties(keep=kept, duplicate=person, document="核对身份证件")
    client = desk_of("juzhang")

    assert client.get(f"/party/{person.pk}/")["Location"] == f"/party/{kept.pk}/"
    assert complaint.number in page(client, kept.pk)


def test_former_names_are_told_with_their_days(desk_of: Callable[..., Client], lived: None) -> None:
    firm = of_kind("penalty", party__kind="enterprise")
    old = firm.name
    register_party(kind="enterprise", name="改名以后商行", uscc=firm.uscc, on=date(2022, 12, 20))

    body = page(desk_of("juzhang"), firm.pk)

    assert "<h1>改名以后商行</h1>" in body
    assert f"曾用或者另记的名称 {old}" in body


def test_a_licence_held_and_a_penalty_in_force_are_told_with_their_standing(
    desk_of: Callable[..., Client], lived: None
) -> None:
    client = desk_of("juzhang")

    holder = of_kind("licence", case__licence__result="granted", capacity="申请人")
    punished = of_kind("penalty", case__penalty__decided_on__isnull=False, capacity="当事人")

    assert "许可：" in page(client, holder.pk)
    held = page(client, punished.pk)
    assert "行政处罚：" in held
    assert '<span class="lamp lamp-green">有效</span>' in held


def test_who_is_entered_in_a_sealed_capacity_alone_has_no_page(
    desk_of: Callable[..., Client], complaint: Any, person: Party
) -> None:
    CaseParty.objects.filter(party=person).update(capacity="举报人")

    for account in ACCOUNTS:
        assert desk_of(account).get(f"/party/{person.pk}/").status_code == 404


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_page_takes_few_statements_however_many_cases_there_are(
    desk_of: Callable[..., Client], lived: None, account: str
) -> None:
    client = desk_of(account)
    roles = CaseParty.objects.values_list("party", flat=True).order_by("party").distinct()[:6]
    for number in list(roles):
        client.get(f"/party/{number}/")
        with CaptureQueriesContext(connection) as statements:
            client.get(f"/party/{number}/")
        assert len(statements) <= MOST, "\n".join(query["sql"] for query in statements.captured_queries)
