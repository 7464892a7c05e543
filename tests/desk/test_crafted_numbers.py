# SPDX-License-Identifier: MulanPSL-2.0
"""A number that is none, or a name longer than any: answered in words, by no address and no form with an error of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fadu.cases.models import Case
from fadu.desk.addresses import ending, is_ours

pytestmark = pytest.mark.django_db
#: what looks like a number to Python, or to a reader, and is none to the database
NO_NUMBERS = ["²", "٣", "1²", "9" * 5000, "-1", "①"]
#: where a form carries a number: account, address, fields
FORMS: list[tuple[str, str, dict[str, Any]]] = [
    ("zhifa", "/open/penalty/", {"department": "{}", "received_on": "2022-12-01"}),
    ("zhifa", "/case/{case}/do/note/", {"revision": "{}", "text": "记"}),
    ("zhifa", "/case/{case}/do/gather/", {"evidence-TOTAL_FORMS": "{}", "more_rows": "evidence"}),
    ("zhifa", "/filters/running/", {"forget": "{}"}),
    ("guanli", "/confirmations/settings/", {"setting": "{}", "confirm": "1"}),
    ("zhifa", "/own/end/", {"only": "{}"}),
]
ADDRESSES = [
    ("zhifa", "/running/?after=none.{}"),
    ("zhifa", "/closed/?before={}"),
    ("zhifa", "/done/?before=1.{}"),
    ("zhifa", "/chart/penalty/?department={}"),
    ("guanli", "/bureau/notices/?year={}"),
    ("guanli", "/bureau/imports/?errors={}"),
    ("guanli", "/bureau/imports/?unwritten={}"),
    ("zhifa", "/?page={}"),
]


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_no_form_and_no_address_breaks_over_what_is_no_number(
    work: None, desk_of: Callable[..., Client], number: str
) -> None:
    case = Case.objects.filter(kind="penalty").order_by("pk").first()
    assert case
    for account, address, fields in FORMS:
        said = {name: value.format(number) for name, value in fields.items()}
        answer = desk_of(account, raise_request_exception=False).post(address.format(case=case.pk), said)
        assert answer.status_code < 500, (address, number[:5])
    for account, address in ADDRESSES:
        answer = desk_of(account, raise_request_exception=False).get(address.format(number))
        assert answer.status_code < 500, (address, number[:5])


def test_a_token_longer_than_any_name_of_a_file_is_a_page_that_is_not_there(
    work: None, desk_of: Callable[..., Client]
) -> None:
    client = desk_of("guanli", raise_request_exception=False)
    for asked in ("errors", "unwritten"):
        assert client.get(f"/bureau/imports/?{asked}={'a' * 1900}").status_code == 404
    assert client.post("/bureau/people/sheet/", {"token": "a" * 1900, "confirm": "1"}).status_code == 404


def test_a_file_with_an_ending_longer_than_any_is_looked_at_like_others(
    work: None, desk_of: Callable[..., Client]
) -> None:
    file = SimpleUploadedFile(f"x.{'y' * 200}.csv", "案号\n".encode())
    answer = desk_of("guanli", raise_request_exception=False).post(
        "/bureau/imports/", {"kind": "penalty", "file": file}
    )

    assert answer.status_code < 500
    assert ending(file.name or "") == ".csv"


@pytest.mark.parametrize("address", ["/bureau/imports/", "/bureau/people/sheet/"])
def test_a_file_that_is_no_table_is_named_as_the_person_named_it(
    work: None, desk_of: Callable[..., Client], address: str
) -> None:
    file = SimpleUploadedFile("人员名册.xlsx", b"PK no workbook")
    answer = desk_of("guanli", raise_request_exception=False).post(address, {"kind": "penalty", "file": file})

    assert "人员名册.xlsx" in answer.content.decode()


@pytest.mark.parametrize("asked", ["/%09/evil.com", "\\\\evil.com", "/no-such-page/"])
def test_signing_in_leads_to_pages_of_ours_alone(work: None, asked: str) -> None:
    assert not is_ours(asked)
    assert is_ours("/case/7/?draft=1")
