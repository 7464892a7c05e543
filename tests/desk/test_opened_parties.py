# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers and addresses of parties: masked everywhere, opened by a press for who sees the case whole, and each opening entered."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.desk import canary

from fadu.cases.acts import services
from fadu.cases.reading import openings, sight
from fadu.cases.reading.sight import Sight
from fadu.demo.bureau import ACCOUNTS
from fadu.kernel import clock
from fadu.people import sealing
from fadu.people.actors import OfficerActor
from fadu.people.parties import register_party
from fadu.records import opened as records_opened

pytestmark = pytest.mark.django_db
HANDLER = "zhifa"


@pytest.fixture
def case(lived: None) -> Iterator[Any]:
    """A complaint of a person whose phone, identity number and house no other text holds."""
    with clock.set_to(datetime(2022, 12, 15, 10, tzinfo=clock.LEGAL_TIME)):
        complainant, _ = register_party(**canary.PARTY)
        handler = canary.officer(HANDLER)
        yield services.open_case(
            kind="complaint",
            bureau=handler.bureau,
            by=OfficerActor(officer=handler),
            payload={
                "channel": "visit",
                "received_on": clock.today().isoformat(),
                "goods": "手机",
                "dispute": "三天后无法开机",
                "request": "退货退款",
            },
            request_id=uuid.uuid4(),
            department=handler.department,
            parties=[(complainant, "投诉人")],
        )


def paper_with_particulars(case: Any) -> Any:
    return next(
        row
        for row in case.documents.select_related("document").order_by("pk")
        if records_opened.has_sealed(row.document.data)
    )


def test_a_press_shows_the_parties_to_who_sees_the_case_whole_and_to_nobody_else(
    desk_of: Callable[..., Client], case: Any
) -> None:
    for account in ACCOUNTS:
        whole = sight.sight_of(canary.officer(account), case, clock.now()) == Sight.WHOLE
        before = len(openings.of_case(case))

        answer = desk_of(account).post(f"/case/{case.pk}/parties/")

        assert answer.status_code == (200 if whole else 404), account
        assert (canary.PARTY["phone"] in answer.content.decode()) == whole, account
        assert len(openings.of_case(case)) == before + whole, account


def test_an_opening_is_entered_by_name_and_shown_on_the_page_without_the_number(
    desk_of: Callable[..., Client], case: Any
) -> None:
    client = desk_of(HANDLER)
    client.post(f"/case/{case.pk}/parties/")

    newest = openings.of_case(case)[0]
    page = client.get(f"/case/{case.pk}/").content

    assert (newest.by, newest.what) == (canary.officer(HANDLER).name, "当事人的联系方式和证件号码")
    assert "查看记录（1）" in page.decode()
    assert not canary.holds(page)


def test_who_was_taken_out_of_the_case_after_an_opening_stays_named_there(
    desk_of: Callable[..., Client], case: Any
) -> None:
    client, (complainant,) = desk_of(HANDLER), case.parties.select_related("party")
    key = f"party:{complainant.party_id}"
    client.post(f"/case/{case.pk}/parties/")
    before = client.get(f"/case/{case.pk}/").content.decode()
    services.perform(
        case=case,
        action="remove_party",
        by=OfficerActor(officer=canary.officer(HANDLER)),
        payload={"party": key, "reason": "登记有误"},
        request_id=uuid.uuid4(),
    )

    page = client.get(f"/case/{case.pk}/").content.decode()

    assert openings.of_case(case)[0].whom == (key,)
    assert f"：{canary.PARTY['name']}，当事人的联系方式和证件号码" in before
    assert f"：{canary.PARTY['name']}（已不是本案当事人），当事人的联系方式和证件号码" in page


def test_asking_without_pressing_opens_nothing(desk_of: Callable[..., Client], case: Any) -> None:
    client, row = desk_of(HANDLER), paper_with_particulars(case)

    asked = [f"/case/{case.pk}/parties/", f"/case/{case.pk}/document/{row.pk}/whole.pdf"]

    assert [client.get(address).status_code for address in asked] == [405, 405]
    assert openings.of_case(case) == []


@pytest.mark.parametrize("fmt", ["pdf", "docx", "html"])
def test_the_copy_for_the_file_has_the_numbers_and_the_archived_one_has_not(
    desk_of: Callable[..., Client], case: Any, fmt: str
) -> None:
    client, row = desk_of(HANDLER), paper_with_particulars(case)

    whole = client.post(f"/case/{case.pk}/document/{row.pk}/whole.{fmt}")
    archived = client.get(f"/case/{case.pk}/document/{row.pk}.{fmt}")

    assert canary.holds(whole.content)
    assert whole["Cache-Control"] == "no-store"
    assert not canary.holds(archived.content)
    assert openings.of_case(case)[0].what.startswith(f"《{row.document.title}》")


def test_the_copy_for_the_file_of_a_party_erased_since_says_so(
    desk_of: Callable[..., Client], case: Any
) -> None:
    client, row = desk_of(HANDLER), paper_with_particulars(case)
    sealing.erase(owner_of(row))

    whole = client.post(f"/case/{case.pk}/document/{row.pk}/whole.html").content.decode()

    assert sealing.ERASED in whole


def owner_of(row: Any) -> str:
    return str(row.document.data["parties"][0]["key"])


def test_a_paper_keeps_what_it_prints_masked_and_no_more(case: Any) -> None:
    printed = {
        row.document.title: {
            part for party in row.document.data["parties"] for part in party.get("sealed", {})
        }
        for row in case.documents.select_related("document")
    }

    assert any(printed.values())
    for row in case.documents.select_related("document"):
        text = row.document.source.source_text
        assert all(
            any(name in text for name in (f".{part}", ".identity")) for part in printed[row.document.title]
        )
